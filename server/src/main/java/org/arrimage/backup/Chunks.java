// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A stream cut in chunks, each compressed (zstd) and encrypted (AES-256-GCM, NIST SP 800-38D). A
 * chunk's number is its nonce, which is safe since each archive has a key of its own; whether it is
 * the last, and the header's digest, are authenticated with it: chunks that are changed, moved,
 * left out or cut off are seen.
 *
 * <p>A chunk on disk: one byte that says whether it is the last, the length of what follows (4),
 * the ciphertext with its tag.
 */
final class Chunks {
    /** Bytes of the stream in one chunk, at most: bounds memory on both sides. */
    static final int LARGEST = 1 << 20;

    static final int KEY_BYTES = 32;

    private static final byte MORE = 1;
    private static final byte LAST = 2;
    private static final int TAG_BITS = 128;
    private static final int NONCE_BYTES = 12;

    /** Incompressible bytes grow by less than this. */
    private static final int SLACK = 16 << 10;

    /** Fast: most of what is archived was compressed before, and live traffic needs the machine. */
    private static final int LEVEL = 1;

    private Chunks() {}

    private static Cipher cipher(int mode, byte[] key, byte[] header, long number, byte kind)
            throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(0).putLong(number).array();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(header);
        cipher.updateAAD(new byte[] {kind});
        return cipher;
    }

    /** Writes chunks; only {@link #finish} makes the archive whole. */
    static final class Out extends OutputStream {
        private final DataOutputStream out;
        private final byte[] key;
        private final byte[] header;
        private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL);
        private final byte[] plain = new byte[LARGEST];
        private final byte[] compressed = new byte[LARGEST + SLACK];
        private int filled;
        private long number;

        Out(DataOutputStream out, byte[] key, byte[] header) {
            this.out = out;
            this.key = key.clone();
            this.header = header.clone();
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int at = offset;
            int left = length;
            while (left > 0) {
                if (filled == plain.length) {
                    seal(MORE);
                }
                int taken = Math.min(left, plain.length - filled);
                System.arraycopy(bytes, at, plain, filled, taken);
                filled += taken;
                at += taken;
                left -= taken;
            }
        }

        /** Writes the last chunk. */
        void finish() throws IOException {
            seal(LAST);
            out.flush();
        }

        private void seal(byte kind) throws IOException {
            int length = zstd.compressByteArray(compressed, 0, compressed.length, plain, 0, filled);
            try {
                byte[] sealed =
                        cipher(Cipher.ENCRYPT_MODE, key, header, number, kind)
                                .doFinal(compressed, 0, length);
                out.writeByte(kind);
                out.writeInt(sealed.length);
                out.write(sealed);
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("this Java cannot seal", impossible);
            }
            number++;
            filled = 0;
        }

        @Override
        public void close() {
            zstd.close();
        }
    }

    /** Reads chunks, and gives out nothing that does not verify. */
    static final class In extends InputStream {
        private final DataInputStream in;
        private final byte[] key;
        private final byte[] header;
        private final ZstdDecompressCtx zstd = new ZstdDecompressCtx();
        private final byte[] plain = new byte[LARGEST];
        private int filled;
        private int at;
        private long number;
        private long place;
        private boolean last;

        /**
         * Continues after the header.
         *
         * @param place how many bytes of the file were read before
         */
        In(DataInputStream in, byte[] key, byte[] header, long place) {
            this.in = in;
            this.key = key.clone();
            this.header = header.clone();
            this.place = place;
        }

        @Override
        public int read() throws IOException {
            return ready() ? plain[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!ready()) {
                return -1;
            }
            int taken = Math.min(length, filled - at);
            System.arraycopy(plain, at, bytes, offset, taken);
            at += taken;
            return taken;
        }

        private boolean ready() throws IOException {
            while (at == filled) {
                if (last) {
                    return false;
                }
                open();
            }
            return true;
        }

        private void open() throws IOException {
            try {
                byte kind = in.readByte();
                int length = in.readInt();
                if ((kind != MORE && kind != LAST)
                        || length < TAG_BITS / Byte.SIZE
                        || length > LARGEST + SLACK) {
                    throw altered("is not one");
                }
                byte[] sealed = in.readNBytes(length);
                if (sealed.length < length) {
                    throw new EOFException();
                }
                byte[] compressed =
                        cipher(Cipher.DECRYPT_MODE, key, header, number, kind).doFinal(sealed);
                filled =
                        zstd.decompressByteArray(
                                plain, 0, plain.length, compressed, 0, compressed.length);
                at = 0;
                last = kind == LAST;
                number++;
                place += 1 + Integer.BYTES + length;
                if (last && in.read() >= 0) {
                    throw altered("comes after the last one");
                }
            } catch (EOFException cut) {
                throw new ArchiveException(
                        ArchiveException.Kind.TRUNCATED,
                        "The archive is cut: it ends in chunk %d, which begins at byte %d."
                                .formatted(number, place));
            } catch (AEADBadTagException | ZstdException changed) {
                throw altered("does not verify");
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("this Java cannot open", impossible);
            }
        }

        private ArchiveException altered(String how) {
            return new ArchiveException(
                    ArchiveException.Kind.ALTERED,
                    "The archive was altered: chunk %d, at byte %d, %s."
                            .formatted(number, place, how));
        }

        /** How many bytes of the file were read and verified. */
        long place() {
            return place;
        }

        @Override
        public void close() throws IOException {
            zstd.close();
            in.close();
        }
    }
}
