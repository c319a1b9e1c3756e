// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the HL7 v2 messages in the bytes of a file, whatever its line ends, framed for MLLP or not.
 */
final class Messages {

    private Messages() {}

    /**
     * The messages, each with segments ended by a carriage return as the standard wants. A batch
     * (FHS, BHS) stays whole.
     */
    static List<byte[]> in(byte[] file) {
        byte[] bytes = withCarriageReturns(file);
        List<byte[]> messages = new ArrayList<>();
        boolean batch = isEnveloped(bytes);
        int start = 0;
        for (int i = 1; i < bytes.length && !batch; i++) {
            if (bytes[i - 1] == '\r' && startsWith(bytes, i, "MSH")) {
                messages.add(Arrays.copyOfRange(bytes, start, i));
                start = i;
            }
        }
        if (start < bytes.length) {
            messages.add(Arrays.copyOfRange(bytes, start, bytes.length));
        }
        return messages;
    }

    /** Whether bytes begin as a batch does. */
    static boolean isEnveloped(byte[] bytes) {
        return startsWith(bytes, 0, "FHS") || startsWith(bytes, 0, "BHS");
    }

    /**
     * The field of the first segment with this name, counted as HL7 counts; empty when there is
     * none. ASCII only.
     */
    static String field(byte[] message, String segment, int number) {
        String text = new String(message, java.nio.charset.StandardCharsets.ISO_8859_1);
        for (String line : text.split("\r")) {
            if (line.startsWith(segment) && line.length() > 3) {
                String[] fields =
                        line.split(java.util.regex.Pattern.quote(line.substring(3, 4)), -1);
                int index = segment.equals("MSH") ? number - 1 : number;
                return index < fields.length ? fields[index] : "";
            }
        }
        return "";
    }

    private static byte[] withCarriageReturns(byte[] file) {
        var out = new ByteArrayOutputStream(file.length + 1);
        byte previous = '\r';
        for (byte b : file) {
            byte written = b == '\n' ? (byte) '\r' : b;
            boolean framing = b == 0x0B || b == 0x1C;
            boolean emptyLine = written == '\r' && previous == '\r';
            if (!framing && !emptyLine) {
                out.write(written);
                previous = written;
            }
        }
        if (previous != '\r') {
            out.write('\r');
        }
        return out.toByteArray();
    }

    private static boolean startsWith(byte[] bytes, int at, String word) {
        if (at + word.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
