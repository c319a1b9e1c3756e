// SPDX-License-Identifier: Apache-2.0
package org.arrimage.keys;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicLong;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * A key that seals and opens what is kept: AES-256 in Galois/Counter Mode (NIST SP 800-38D). Safe
 * for any number of threads.
 *
 * <p>A sealed value is {@code nonce (12) | ciphertext | tag (16)}. A nonce never comes twice under
 * one key: only the process that made a key seals with it, and it counts (decision 0010). A key
 * read back from the database opens only.
 */
public final class DataKey {

    /** Bytes that sealing adds: the nonce before, the tag after. */
    public static final int OVERHEAD = 12 + 16;

    /**
     * Most values sealed with one key: SP 800-38D, section 8.3. The key is replaced long before.
     */
    static final long MOST_SEALS = 1L << 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final Ciphers CIPHERS = new Ciphers();

    private final int id;
    private final SecretKey key;
    private final long most;
    private final int salt;
    private final AtomicLong sealed = new AtomicLong();

    private DataKey(int id, SecretKey key, long most, int salt) {
        this.id = id;
        this.key = key;
        this.most = most;
        this.salt = salt;
    }

    /**
     * A key that was just made, by this process.
     *
     * @param salt any number drawn at random: the first four bytes of every nonce
     */
    static DataKey made(int id, SecretKey key, int salt) {
        return new DataKey(id, key, MOST_SEALS, salt);
    }

    /** A key that was read back: it opens only. */
    static DataKey readBack(int id, SecretKey key) {
        return new DataKey(id, key, 0, 0);
    }

    /** The key's number, to be kept beside what it sealed. Positive. */
    public int id() {
        return id;
    }

    /** How many values this process sealed with it. */
    long sealed() {
        return sealed.get();
    }

    /**
     * Seals {@code length} bytes of {@code plain}.
     *
     * @param context what the value belongs to, for instance its position: opening needs the same.
     *     Authenticated, not stored
     * @return {@link #OVERHEAD} bytes more than {@code length}
     * @throws IllegalStateException if this key only opens, or has sealed 2^32 values
     */
    public byte[] seal(byte[] plain, int offset, int length, long context) {
        long number = sealed.getAndIncrement();
        if (number >= most) {
            throw new IllegalStateException(
                    most == 0
                            ? "data key " + id + " only opens: this process did not make it"
                            : "data key " + id + " has sealed all it may; a new one was due");
        }
        byte[] out = new byte[Math.addExact(length, OVERHEAD)];
        ByteBuffer.wrap(out).putInt(salt).putLong(number);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, out, 0, context);
            cipher.doFinal(plain, offset, length, out, NONCE_BYTES);
            CIPHERS.giveBack(cipher);
            return out;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot seal with AES-256-GCM", e);
        }
    }

    /**
     * Opens a sealed value: {@code length} bytes of {@code sealed}.
     *
     * @param context the one it was sealed with
     * @throws Tampered if it does not verify: nothing of it is given out
     */
    public byte[] open(byte[] sealed, int offset, int length, long context) {
        if (length < OVERHEAD) {
            throw new Tampered(
                    "a sealed value has at least %d bytes, this one %d (data key %d)"
                            .formatted(OVERHEAD, length, id));
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, sealed, offset, context);
            byte[] plain = cipher.doFinal(sealed, offset + NONCE_BYTES, length - NONCE_BYTES);
            CIPHERS.giveBack(cipher);
            return plain;
        } catch (AEADBadTagException e) {
            throw new Tampered(
                    "a sealed value does not verify under data key %d and context %d"
                            .formatted(id, context),
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot open with AES-256-GCM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, int offset, long context)
            throws GeneralSecurityException {
        Cipher cipher = CIPHERS.take();
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, offset, NONCE_BYTES));
        cipher.updateAAD(ByteBuffer.allocate(Long.BYTES).putLong(context).flip());
        return cipher;
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "DataKey[id=" + id + "]";
    }
}
