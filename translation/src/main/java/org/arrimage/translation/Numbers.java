// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers (HL7 v2 chapter 2A, NM) as JSON writes them, digit for digit (R4, decimal). */
final class Numbers {
    /** HL7 gives NM 16 characters; twice that bounds what a receiver must parse. */
    private static final Pattern FORM = Pattern.compile("([+-]?)0*(\\d{0,32})(?:\\.(\\d{0,32}))?");

    private Numbers() {}

    /** The JSON form, empty when the text is no number. */
    static String decimal(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches() || text.chars().noneMatch(c -> c >= '0' && c <= '9')) {
            return "";
        }
        String whole = m.group(2).isEmpty() ? "0" : m.group(2);
        String fraction = m.group(3);
        String sign = "-".equals(m.group(1)) ? "-" : "";
        return sign + whole + (fraction == null || fraction.isEmpty() ? "" : "." + fraction);
    }

    /** A whole number, zero too, of at most nine digits; empty otherwise. */
    static String whole(String text) {
        String digits = decimal(text);
        boolean whole = digits.length() <= 9 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return whole ? digits : "";
    }

    /** A positive whole number, empty otherwise. */
    static String positive(String text) {
        String digits = decimal(text);
        boolean whole = digits.length() <= 9 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return whole && !digits.equals("0") ? digits : "";
    }
}
