// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * What makes a resource the same one when the message comes again: a UUID named after its business
 * identifiers (RFC 9562, version 5), and the FHIR search that finds it, empty when only the UUID
 * does.
 */
record Key(String uuid, String search) {
    private static final UUID NAMESPACE = UUID.fromString("5f1d2b1e-0f43-5c3c-9d5e-2a6f0c7a51b4");

    /** The digest that has seen the name space: cloned, since looking one up costs more. */
    private static final MessageDigest BEGUN = begun();

    private static MessageDigest begun() {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(
                    ByteBuffer.allocate(16)
                            .putLong(NAMESPACE.getMostSignificantBits())
                            .putLong(NAMESPACE.getLeastSignificantBits())
                            .flip());
            return sha1;
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-1", absent);
        }
    }

    /** A resource its identifier finds. */
    static Key of(String type, String system, String value) {
        return new Key(
                uuid(type + '\n' + system + '\n' + value), "identifier=" + token(system, value));
    }

    /** A resource without identifier of its own: named by what it hangs on. */
    static Key derived(String type, String... parts) {
        return new Key(uuid(type + '\r' + String.join("\n", parts)), "");
    }

    /** The same, narrowed by a further search parameter. */
    Key and(String parameter, String system, String value) {
        return value.isEmpty()
                ? this
                : new Key(
                        uuid(uuid + '\n' + system + '\n' + value),
                        search + '&' + parameter + '=' + token(system, value));
    }

    String reference() {
        return "urn:uuid:" + uuid;
    }

    /** A token search value: FHIR's own signs escaped, then what a URL cannot hold. */
    private static String token(String system, String value) {
        return (system.isEmpty() ? "" : encode(system) + '|') + encode(value);
    }

    private static String encode(String text) {
        var out = new StringBuilder(text.length() + 8);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (c == ',' || c == '|' || c == '$' || c == '\\') {
                out.append("%5C");
            }
            if (plain(c)) {
                out.append(c);
            } else {
                out.append('%').append(hex(c >> 4)).append(hex(c & 15));
            }
        }
        return out.toString();
    }

    private static boolean plain(char c) {
        return (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || "-._~:/".indexOf(c) >= 0;
    }

    private static char hex(int digit) {
        return Character.toUpperCase(Character.forDigit(digit, 16));
    }

    private static String uuid(String name) {
        MessageDigest sha1;
        try {
            sha1 = (MessageDigest) BEGUN.clone();
        } catch (CloneNotSupportedException absent) {
            throw new IllegalStateException("SHA-1 of the Java platform can be cloned", absent);
        }
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & 0xFFFFFFFFFFFF0FFFL) | 0x5000L;
        long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }
}
