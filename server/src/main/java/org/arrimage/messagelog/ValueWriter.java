// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import com.github.luben.zstd.Zstd;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Takes in the values of one message that arrives. Each chunk is compressed, sealed and stored as
 * soon as it is full; the writer waits for that, which is the back-pressure its sender feels. For
 * one thread.
 */
public final class ValueWriter extends OutputStream {

    /** Bytes of a chunk before compression: small beside a heap, large beside a round trip. */
    static final int CHUNK = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ValueWriter.class);
    private static final int MOST_CHUNKS = 1 << 16;

    /** As long as a sender waits for the log; then it is told to send again. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final ChunkStore store;
    private final Sealing sealing;
    private final InstantSource clock;
    private final short source;
    private final IntSupplier retention;
    private final SipHash hash;
    private byte[] chunk = {};
    private byte[] packed = {};
    private int used;
    private int number;
    private long body;
    private int bucket;
    private long chained;

    ValueWriter(
            ChunkStore store,
            Sealing sealing,
            InstantSource clock,
            short source,
            IntSupplier retention) {
        this.store = store;
        this.sealing = sealing;
        this.clock = clock;
        this.source = source;
        this.retention = retention;
        this.hash = SipHash.keyed(sealing.duplicates());
    }

    /** What seals a chunk apart from any other and from blocks, whose positions are positive. */
    static long context(long body, int number) {
        return -(body * MOST_CHUNKS + number);
    }

    /** Memory held, in bytes, with that of the chunk on its way. */
    public int held() {
        return chunk.length + 2 * packed.length;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /**
     * Takes bytes.
     *
     * @throws IOException when they could not be stored for as long as a sender may wait
     */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (chunk.length == 0) {
            chunk = new byte[CHUNK];
            packed = new byte[Math.toIntExact(Zstd.compressBound(CHUNK))];
        }
        int at = offset;
        while (at < offset + length) {
            if (used == CHUNK) {
                store();
            }
            int more = Math.min(CHUNK - used, offset + length - at);
            System.arraycopy(bytes, at, chunk, used, more);
            used += more;
            at += more;
        }
    }

    /**
     * All has come.
     *
     * @param bytes length of the whole message
     * @return what the message's {@link Incoming} has to carry
     */
    public LargeValues finish(int bytes) throws IOException {
        if (used > 0) {
            store();
        }
        return number == 0 ? LargeValues.NONE : new LargeValues(body, bucket, bytes, chained);
    }

    /** The message was cut or refused: what is stored of it goes, at the latest at a restart. */
    public void abandon() {
        if (body != 0) {
            LargeBodies.forget(store, body, bucket);
        }
    }

    private void store() throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long pause = 10;
        chained = hash.of(chunk, used, chained);
        while (true) {
            try {
                storeOnce();
                number++;
                used = 0;
                return;
            } catch (DataAccessException failure) {
                if (System.nanoTime() - deadline > 0) {
                    LOG.warn(
                            "A large message could not be stored: {}",
                            failure.getClass().getSimpleName());
                    throw new IOException("a large message could not be stored");
                }
                pause(pause);
                pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    private void storeOnce() {
        if (body == 0) {
            bucket = Bucket.of(retention.getAsInt(), clock.instant());
            body = store.nextBody();
        }
        store.ensure(bucket);
        long length =
                Zstd.compressByteArray(packed, 0, packed.length, chunk, 0, used, BlockPacker.LEVEL);
        if (Zstd.isError(length) || number >= MOST_CHUNKS) {
            throw new IllegalStateException("a chunk cannot be packed");
        }
        Sealing.Sealer sealer = sealing.sealer();
        byte[] sealed = sealer.seal(packed, (int) length, context(body, number));
        store.insert(new ChunkStore.Chunk(bucket, body, number, source, sealer.key(), sealed));
    }

    private static void pause(long millis) throws InterruptedIOException {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("closing");
        }
    }
}
