// SPDX-License-Identifier: Apache-2.0
package org.arrimage.receiver;

import org.arrimage.hl7v2.MessageText;

import java.util.function.UnaryOperator;

/** Works on the letters of written text and leaves escape sequences whole. */
final class Letters {
    /** Longest escape sequence looked for: a stray sign must not hide the rest of a text. */
    private static final int LONGEST_ESCAPE = 4096;

    private final char escape;

    Letters(MessageText message) {
        this.escape = message.escapeSign();
    }

    /** Changes what stands between the escape sequences. */
    String change(String written, UnaryOperator<String> change) {
        if (written.indexOf(escape) < 0) {
            return change.apply(written);
        }
        var out = new StringBuilder(written.length());
        int from = 0;
        while (from < written.length()) {
            int end = sequenceEnd(written, from);
            if (end > from) {
                out.append(written, from, end);
                from = end;
            } else {
                int next = written.indexOf(escape, from + 1);
                int to = next < 0 ? written.length() : next;
                out.append(change.apply(written.substring(from, to)));
                from = to;
            }
        }
        return out.toString();
    }

    /** How many signs a reader sees: an escape sequence is one. */
    int count(String written) {
        int count = 0;
        for (int at = 0; at < written.length(); at = next(written, at)) {
            count++;
        }
        return count;
    }

    /** The first signs, no sequence and no letter cut in two. */
    String first(String written, int most) {
        int at = 0;
        for (int count = 0; count < most && at < written.length(); count++) {
            at = next(written, at);
        }
        return written.substring(0, at);
    }

    private int next(String written, int at) {
        int end = sequenceEnd(written, at);
        return end > at ? end : at + Character.charCount(written.codePointAt(at));
    }

    /** Where a sequence that begins here ends; here when none does. */
    private int sequenceEnd(String written, int at) {
        if (written.charAt(at) != escape) {
            return at;
        }
        int close = written.indexOf(escape, at + 1);
        return close < 0 || close - at > LONGEST_ESCAPE ? at : close + 1;
    }
}
