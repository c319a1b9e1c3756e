// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

import java.util.List;

/**
 * Turns messages into a row and back: encoded, compressed, sealed. Messages that were committed
 * together are compressed together, which is both smaller and cheaper than each by itself (decision
 * 0007). For one thread, the writer's; {@link #unpack} is for any.
 */
final class BlockPacker implements AutoCloseable {

    /** The fastest of zstd's usual levels: on HL7 text it gives most of what higher ones do. */
    static final int LEVEL = 1;

    /** No block is larger, before compression: a corrupt length must not ask for all memory. */
    private static final long LARGEST_PLAIN = 1L << 30;

    private final ZstdCompressCtx compressor = new ZstdCompressCtx().setLevel(LEVEL);
    private final BlockCodec codec = new BlockCodec();
    private final Sealing sealing;
    private byte[] compressed = new byte[64 * 1024];

    BlockPacker(Sealing sealing) {
        this.sealing = sealing;
    }

    /** Packs messages of one source, the first of which is at {@code first}. */
    Block pack(List<Incoming> messages, int bucket, long first, byte[] stubs) {
        int size = codec.encode(messages);
        int bound = Math.toIntExact(Zstd.compressBound(size));
        if (compressed.length < bound) {
            compressed = new byte[bound];
        }
        int length =
                compressor.compressByteArray(
                        compressed, 0, compressed.length, codec.bytes(), 0, size);
        Sealing.Sealer sealer = sealing.sealer();
        return new Block(
                bucket,
                messages.getFirst().source(),
                first,
                first + messages.size() - 1,
                sealer.key(),
                stubs,
                sealer.seal(compressed, length, first),
                LargeValues.bodies(messages));
    }

    /** The messages of a block, in order. */
    static List<Incoming> unpack(Block block, Sealing sealing) {
        byte[] packed = sealing.open(block.key(), block.sealed(), block.first());
        long size = Zstd.getFrameContentSize(packed);
        if (size < 0 || size > LARGEST_PLAIN) {
            throw new IllegalStateException("the block at " + block.first() + " is damaged");
        }
        return BlockCodec.decode(block.source(), Zstd.decompress(packed, Math.toIntExact(size)));
    }

    @Override
    public void close() {
        compressor.close();
    }
}
