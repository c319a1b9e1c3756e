// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

    private byte[] bytes = new byte[8192];
    private int length;

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

    /** A string with its quotes, escaped. */
    void string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        ensure(2 + WIDEST * utf8.length);
        bytes[length++] = '"';
        int plain = 0;
        while (plain < utf8.length && isPlain(utf8[plain])) {
            plain++;
        }
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

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
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
