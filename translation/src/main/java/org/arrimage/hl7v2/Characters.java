// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The character sets of MSH-18 (HL7 table 0211), and whether bytes are theirs.
 *
 * <p>Only sets in which every byte below 128 is ASCII: in the others (UTF-16, Big5, GB 18030, JIS)
 * a separator's byte may be half of a letter, so they are refused as unknown rather than misread.
 */
final class Characters {
    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private static final Map<String, Charset> NAMES =
            Map.ofEntries(
                    Map.entry("ASCII", StandardCharsets.US_ASCII),
                    Map.entry("ISO IR6", StandardCharsets.US_ASCII),
                    Map.entry("US-ASCII", StandardCharsets.US_ASCII),
                    Map.entry("UNICODE UTF-8", StandardCharsets.UTF_8),
                    Map.entry("UNICODE", StandardCharsets.UTF_8),
                    Map.entry("UTF-8", StandardCharsets.UTF_8),
                    Map.entry("UTF8", StandardCharsets.UTF_8),
                    Map.entry("WINDOWS-1252", WINDOWS_1252),
                    Map.entry("CP1252", WINDOWS_1252));

    /** For single-byte sets: which bytes exist. */
    private static final Map<Charset, boolean[]> KNOWN_BYTES = new ConcurrentHashMap<>();

    private Characters() {}

    /** The set that a name of MSH-18 designates, without regard to case. */
    static Optional<Charset> named(String name) {
        String key = name.strip().toUpperCase(Locale.ROOT);
        Charset known = NAMES.get(key);
        return known == null ? latin(key) : Optional.of(known);
    }

    /**
     * {@code 8859/1} as HL7 writes it, {@code ISO-8859-1} as the others do; parts 1 to 9, 13, 15.
     */
    private static Optional<Charset> latin(String key) {
        String part =
                key.startsWith("8859/")
                        ? key.substring("8859/".length())
                        : key.startsWith("ISO-8859-") ? key.substring("ISO-8859-".length()) : "";
        return switch (part) {
            case "1", "2", "3", "4", "5", "6", "7", "8", "9", "13", "15" ->
                    Optional.of(Charset.forName("ISO-8859-" + part));
            default -> Optional.empty();
        };
    }

    /** How MSH-18 names a set (HL7 table 0211); its Internet name when the table has none. */
    static String announced(Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return "UNICODE UTF-8";
        }
        if (charset.equals(StandardCharsets.US_ASCII)) {
            return "ASCII";
        }
        String name = charset.name().toUpperCase(Locale.ROOT);
        return name.startsWith("ISO-8859-") ? "8859/" + name.substring(9) : name;
    }

    /** Offset of the first byte in {@code [from, to)} that the set does not have, or -1. */
    static int firstInvalid(byte[] bytes, int from, int to, Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return firstInvalidUtf8(bytes, from, to);
        }
        boolean[] known = KNOWN_BYTES.computeIfAbsent(charset, Characters::knownBytes);
        for (int i = firstHigh(bytes, from, to); i < to; i = firstHigh(bytes, i + 1, to)) {
            if (!known[bytes[i] & 0xFF]) {
                return i;
            }
        }
        return -1;
    }

    /** Offset of the first C1 control (0x80 to 0x9F), which no ISO 8859 text holds, or -1. */
    static int firstC1(byte[] bytes, int from, int to) {
        for (int i = firstHigh(bytes, from, to); i < to; i = firstHigh(bytes, i + 1, to)) {
            if (bytes[i] < (byte) 0xA0) {
                return i;
            }
        }
        return -1;
    }

    /** Offset of the first byte above 127, eight at a time; {@code to} when there is none. */
    private static int firstHigh(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to) {
            long high = (long) WORDS.get(bytes, at) & HIGH_BITS;
            if (high != 0) {
                return at + Long.numberOfTrailingZeros(high) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** Writes a text, or says that this set cannot. */
    static Optional<byte[]> encode(String text, Charset charset) {
        if (isAscii(text)) {
            return Optional.of(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        try {
            ByteBuffer out =
                    charset.newEncoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[out.remaining()];
            out.get(bytes);
            return Optional.of(bytes);
        } catch (CharacterCodingException unwritable) {
            return Optional.empty();
        }
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }

    /** The well-formed sequences of Unicode's table 3-7, without decoding them. */
    private static int firstInvalidUtf8(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            int lead = bytes[i];
            if (lead >= 0) {
                i++;
                continue;
            }
            int length = wellFormedLength(bytes, i, to);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return -1;
    }

    /** Length of the sequence that starts with a byte above 127, 0 when it is ill-formed. */
    static int wellFormedLength(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || at + length > to) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        int low =
                switch (lead) {
                    case 0xE0 -> 0xA0;
                    case 0xF0 -> 0x90;
                    default -> 0x80;
                };
        int high =
                switch (lead) {
                    case 0xED -> 0x9F;
                    case 0xF4 -> 0x8F;
                    default -> 0xBF;
                };
        if (second < low || second > high) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    private static boolean[] knownBytes(Charset charset) {
        boolean[] known = new boolean[256];
        for (int b = 0; b < known.length; b++) {
            String read = new String(new byte[] {(byte) b}, charset);
            known[b] = !read.equals("\uFFFD");
        }
        return known;
    }
}
