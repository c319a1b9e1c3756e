// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;

/**
 * Escape sequences (HL7 v2 chapter 2, use of escape sequences in text fields). Formatting commands
 * become line ends or vanish; what is not understood stays as written, so that nothing is lost.
 */
final class Escapes {
    /** Longest sequence looked for, in characters: a stray escape sign must not swallow a text. */
    private static final int LONGEST = 4096;

    private Escapes() {}

    static String unescape(String text, Separators signs, Charset charset) {
        int escape = signs.escape();
        int open = text.indexOf(escape);
        if (open < 0) {
            return text;
        }
        var out = new StringBuilder(text.length());
        int copied = 0;
        while (open >= 0) {
            int close = text.indexOf(escape, open + 1);
            if (close < 0 || close - open > LONGEST) {
                break;
            }
            int before = out.length();
            out.append(text, copied, open);
            if (append(out, text.substring(open + 1, close), signs, charset)) {
                copied = close + 1;
                open = text.indexOf(escape, close + 1);
            } else {
                out.setLength(before);
                out.append(text, copied, close);
                copied = close;
                open = close;
            }
        }
        return out.append(text, copied, text.length()).toString();
    }

    /** Appends what a sequence stands for; false when it is not understood. */
    private static boolean append(
            StringBuilder out, String sequence, Separators signs, Charset charset) {
        switch (sequence) {
            case "F" -> out.append((char) signs.field());
            case "S" -> appendSign(out, signs.component());
            case "T" -> appendSign(out, signs.subcomponent());
            case "R" -> appendSign(out, signs.repetition());
            case "E" -> appendSign(out, signs.escape());
            case "P" -> appendSign(out, signs.truncation());
            case "H", "N", ".fi", ".nf" -> {}
            case ".br", ".ce" -> out.append('\n');
            default -> {
                return appendLonger(out, sequence, charset);
            }
        }
        return true;
    }

    private static void appendSign(StringBuilder out, int sign) {
        if (sign != Separators.NONE) {
            out.append((char) sign);
        }
    }

    private static boolean appendLonger(StringBuilder out, String sequence, Charset charset) {
        if (sequence.startsWith("X")) {
            return appendHex(out, sequence, charset);
        }
        if (sequence.startsWith(".sp")) {
            return appendLineEnds(out, sequence.substring(3).strip());
        }
        return sequence.startsWith(".in")
                || sequence.startsWith(".ti")
                || sequence.startsWith(".sk");
    }

    private static boolean appendHex(StringBuilder out, String sequence, Charset charset) {
        if (sequence.length() < 3 || sequence.length() % 2 == 0) {
            return false;
        }
        var bytes = new ByteArrayOutputStream(sequence.length() / 2);
        for (int i = 1; i < sequence.length(); i += 2) {
            int high = Character.digit(sequence.charAt(i), 16);
            int low = Character.digit(sequence.charAt(i + 1), 16);
            if (high < 0 || low < 0) {
                return false;
            }
            bytes.write(high << 4 | low);
        }
        String read = bytes.toString(charset);
        if (read.indexOf('\uFFFD') >= 0) {
            return false;
        }
        out.append(read.replace("\r\n", "\n").replace('\r', '\n'));
        return true;
    }

    private static boolean appendLineEnds(StringBuilder out, String count) {
        String digits = count.startsWith("+") ? count.substring(1) : count;
        if (digits.isEmpty()) {
            out.append('\n');
            return true;
        }
        if (digits.length() > 2 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        out.repeat('\n', Integer.parseInt(digits));
        return true;
    }

    /** Writes a plain text so that none of its signs is taken for a separator. */
    static String escape(String text, Separators signs) {
        var out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String letter = letter(c, signs);
            if (letter.isEmpty()) {
                out.append(c);
            } else if (signs.escape() != Separators.NONE) {
                out.append((char) signs.escape()).append(letter).append((char) signs.escape());
            } else {
                // Without an escape sign a separator cannot be written: a space keeps the
                // structure.
                out.append(' ');
            }
        }
        return out.toString();
    }

    private static String letter(char c, Separators signs) {
        if (c == signs.field()) {
            return "F";
        }
        if (c == signs.component()) {
            return "S";
        }
        if (c == signs.subcomponent()) {
            return "T";
        }
        if (c == signs.repetition()) {
            return "R";
        }
        if (c == signs.escape()) {
            return "E";
        }
        if (c == '\n') {
            return ".br";
        }
        return c == '\r' ? "X0D" : "";
    }
}
