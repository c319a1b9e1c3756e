// SPDX-License-Identifier: Apache-2.0
package org.arrimage.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key-encryption key (KEK): wraps data keys and the index secret, nothing else. A wrapped key is
 * bound to what it is, so that rows of the database cannot be exchanged.
 *
 * @param number counts the KEKs of one installation from 1
 * @param secret {@value #BYTES} bytes
 */
record WrappingKey(int number, byte[] secret) {

    static final int BYTES = 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    WrappingKey {
        if (number < 1) {
            throw new IllegalArgumentException("a KEK's number is 1 or more, not " + number);
        }
        if (secret.length != BYTES) {
            throw new IllegalArgumentException(
                    "a KEK has " + BYTES + " bytes, this one has " + secret.length);
        }
    }

    static WrappingKey make(int number, SecureRandom chance) {
        byte[] secret = new byte[BYTES];
        chance.nextBytes(secret);
        return new WrappingKey(number, secret);
    }

    /**
     * What identifies this key without revealing it: 64 bits by HKDF-SHA256 (RFC 5869), in
     * hexadecimal.
     */
    String fingerprint() {
        try {
            byte[] derived =
                    KDF.getInstance("HKDF-SHA256")
                            .deriveData(
                                    HKDFParameterSpec.ofExtract()
                                            .addIKM(secret)
                                            .thenExpand(ascii("arrimage kek fingerprint"), 8));
            return HexFormat.of().formatHex(derived);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HKDF-SHA256", e);
        }
    }

    /**
     * Wraps a key: AES-256-GCM with a random nonce, which is safe for 2^32 wraps; one a day is far
     * from that.
     *
     * @param what says which key this is; unwrapping needs the same
     */
    byte[] wrap(byte[] plain, String what, SecureRandom chance) {
        byte[] nonce = new byte[NONCE_BYTES];
        chance.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, what).doFinal(plain);
            return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot wrap with AES-256-GCM", e);
        }
    }

    /** The wrapped key; throws {@link Tampered} if it does not verify. */
    byte[] unwrap(byte[] wrapped, String what) {
        if (wrapped.length <= NONCE_BYTES) {
            throw new Tampered("the wrapped " + what + " is cut");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(wrapped, NONCE_BYTES), what)
                    .doFinal(wrapped, NONCE_BYTES, wrapped.length - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new Tampered(
                    "the wrapped %s in the database does not verify under kek-%d"
                            .formatted(what, number),
                    e);
        }
    }

    /** As it stands in a key file. */
    String text() {
        return Base64.getEncoder().encodeToString(secret);
    }

    private Cipher cipher(int mode, byte[] nonce, String what) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(secret, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(ascii("arrimage " + what));
        return cipher;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "WrappingKey[kek-" + number + "]";
    }
}
