// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import java.util.Arrays;

/**
 * JSON written as UTF-8 bytes (RFC 8259). Bundles are mostly short ASCII strings, for which a
 * general generator's bookkeeping costs more than the writing.
 */
final class JsonBytes {
    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    /** A character takes at most six bytes, as an escape. */
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
        ensure(2 + WIDEST * text.length());
        bytes[length++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7F && c != '"' && c != '\\') {
                bytes[length++] = (byte) c;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                pair(Character.toCodePoint(c, text.charAt(i)));
            } else {
                special(c);
            }
        }
        bytes[length++] = '"';
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void special(char c) {
        switch (c) {
            case '"', '\\' -> escape(c);
            case '\n' -> escape('n');
            case '\r' -> escape('r');
            case '\t' -> escape('t');
            default -> {
                if (c < ' ' || Character.isSurrogate(c)) {
                    hex(c);
                } else if (c < 0x80) {
                    bytes[length++] = (byte) c;
                } else if (c < 0x800) {
                    bytes[length++] = (byte) (0xC0 | c >> 6);
                    bytes[length++] = (byte) (0x80 | (c & 0x3F));
                } else {
                    bytes[length++] = (byte) (0xE0 | c >> 12);
                    bytes[length++] = (byte) (0x80 | (c >> 6 & 0x3F));
                    bytes[length++] = (byte) (0x80 | (c & 0x3F));
                }
            }
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

    private void pair(int codePoint) {
        bytes[length++] = (byte) (0xF0 | codePoint >> 18);
        bytes[length++] = (byte) (0x80 | (codePoint >> 12 & 0x3F));
        bytes[length++] = (byte) (0x80 | (codePoint >> 6 & 0x3F));
        bytes[length++] = (byte) (0x80 | (codePoint & 0x3F));
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
