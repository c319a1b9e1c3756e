// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

/** Numbers (HL7 v2 chapter 2A, NM) as JSON writes them, digit for digit (R4, decimal). */
final class Numbers {
    /** HL7 gives NM 16 characters; twice that bounds what a receiver must parse. */
    private static final int MOST_DIGITS = 32;

    private Numbers() {}

    /** The JSON form, empty when the text is no number. */
    static String decimal(String text) {
        int length = text.length();
        boolean signed = length > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+');
        int start = signed ? 1 : 0;
        int zeros = start;
        while (zeros < length && text.charAt(zeros) == '0') {
            zeros++;
        }
        int point = digits(text, zeros);
        boolean dotted = point < length && text.charAt(point) == '.';
        int end = dotted ? digits(text, point + 1) : point;
        int fraction = dotted ? end - point - 1 : 0;
        boolean fits = point - zeros <= MOST_DIGITS && fraction <= MOST_DIGITS;
        if (end != length || !fits || point - start + fraction == 0) {
            return "";
        }
        String whole = point == zeros ? "0" : text.substring(zeros, point);
        return (text.charAt(0) == '-' ? "-" : "")
                + whole
                + (fraction == 0 ? "" : text.substring(point, end));
    }

    /** Where the digits that begin at a place end. */
    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    /** A whole number, zero too, of at most nine digits; empty otherwise. */
    static String whole(String text) {
        String digits = decimal(text);
        boolean whole = digits.length() <= 9 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return whole ? digits : "";
    }

    /** A positive whole number, empty otherwise. */
    static String positive(String text) {
        String digits = whole(text);
        return digits.equals("0") ? "" : digits;
    }
}
