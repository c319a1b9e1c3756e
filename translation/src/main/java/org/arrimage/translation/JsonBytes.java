// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/**
 * JSON written as UTF-8 bytes (RFC 8259). Bundles are mostly short ASCII strings, for which a
 * general generator's bookkeeping costs more than the writing.
 */
final class JsonBytes {
    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    /** A byte takes at most six, as an escape. */
    private static final int WIDEST = 6;

    /** Names of members, which are few and always the same, as they are written. */
    private static final ConcurrentHashMap<String, byte[]> NAMES = new ConcurrentHashMap<>();

    /** Far more than FHIR's elements have; nothing that a sender writes becomes a name. */
    private static final int MOST_NAMES = 10_000;

    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private byte[] bytes;
    private int length;

    /**
     * @param expected about how many bytes will be written; more or fewer may be
     */
    JsonBytes(int expected) {
        bytes = new byte[expected];
    }

    /** A sign of the grammar. */
    void sign(char sign) {
        ensure(1);
        bytes[length++] = (byte) sign;
    }

    /** A literal in ASCII: a number, true or false. */
    void ascii(String literal) {
        ensure(literal.length());
        for (int i = 0; i < literal.length(); i++) {
            bytes[length++] = (byte) literal.charAt(i);
        }
    }

    /** A name with its quotes and the colon after it. */
    void name(String name) {
        byte[] known = NAMES.get(name);
        if (known == null) {
            known = quoted(name);
            if (NAMES.size() < MOST_NAMES) {
                NAMES.put(name, known);
            }
        }
        ensure(known.length);
        System.arraycopy(known, 0, bytes, length, known.length);
        length += known.length;
    }

    private static byte[] quoted(String name) {
        var out = new JsonBytes(name.length() + 3);
        out.string(name);
        out.sign(':');
        return out.toBytes();
    }

    /** A string with its quotes, escaped. */
    void string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int plain = plain(utf8);
        ensure(2 + plain + WIDEST * (utf8.length - plain));
        bytes[length++] = '"';
        System.arraycopy(utf8, 0, bytes, length, plain);
        length += plain;
        for (int i = plain; i < utf8.length; i++) {
            if (isPlain(utf8[i])) {
                bytes[length++] = utf8[i];
            } else {
                special((char) utf8[i]);
            }
        }
        bytes[length++] = '"';
    }

    /** How many bytes from the beginning stand for themselves, eight looked at together. */
    private static int plain(byte[] utf8) {
        int at = 0;
        while (at + Long.BYTES <= utf8.length) {
            long eight = (long) EIGHT.get(utf8, at);
            long quotes = eight ^ (ONES * '"');
            long slashes = eight ^ (ONES * '\\');
            // A byte below 32, or one that the difference made zero, sets its highest bit.
            long found =
                    ((eight - ONES * ' ') | (quotes - ONES) | (slashes - ONES)) & ~eight & HIGHS;
            if (found != 0) {
                break;
            }
            at += Long.BYTES;
        }
        while (at < utf8.length && isPlain(utf8[at])) {
            at++;
        }
        return at;
    }

    byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    /** Stands in a JSON string as it is; bytes above 127 are parts of UTF-8 letters. */
    private static boolean isPlain(byte b) {
        return (b >= ' ' && b != '"' && b != '\\') || b < 0;
    }

    private void special(char c) {
        switch (c) {
            case '"', '\\' -> escape(c);
            case '\n' -> escape('n');
            case '\r' -> escape('r');
            case '\t' -> escape('t');
            default -> hex(c);
        }
    }

    private void escape(char letter) {
        bytes[length++] = '\\';
        bytes[length++] = (byte) letter;
    }

    private void hex(char c) {
        escape('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[length++] = HEX[c >> shift & 15];
        }
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
