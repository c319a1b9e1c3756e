// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * Québec's health insurance number (numéro d'assurance maladie, NAM; RAMQ): three letters of the
 * family name, one of the given name, year, month (plus 50 for women), day, one digit that tells
 * homonyms apart and one check digit.
 */
final class Nam {
    private static final Pattern FORM = Pattern.compile("[A-Z]{4}\\d{8}");

    /**
     * What multiplies the letters (two digits each), the date with its century, and the eleventh
     * digit. Found by others from published numbers, never confirmed by RAMQ.
     */
    private static final int[] WEIGHTS = {7, 1, 1, 3, 9, 7, 3, 9, 5, 3, 1, 3, 5, 7, 6, 9, 1};

    private Nam() {}

    /** Four letters and eight digits. */
    static boolean hasForm(String value) {
        return FORM.matcher(value).matches();
    }

    /** The form, and a date of the calendar of one century or the other. */
    static boolean isValid(String value) {
        if (!hasForm(value)) {
            return false;
        }
        int written = number(value, 6, 8);
        int month = written > 50 ? written - 50 : written;
        int day = number(value, 8, 10);
        int year = number(value, 4, 6);
        return isDate(1900 + year, month, day) || isDate(2000 + year, month, day);
    }

    /**
     * Whether the last digit is the one the public rule gives, for either century. For women two
     * readings of the rule circulate, with the month as written and without its 50: both count.
     */
    static boolean hasLikelyDigit(String value) {
        int month = number(value, 6, 8);
        int plain = month > 50 ? month - 50 : month;
        for (int century : new int[] {19, 20}) {
            if (digit(value, century, month) == number(value, 11, 12)
                    || digit(value, century, plain) == number(value, 11, 12)) {
                return true;
            }
        }
        return false;
    }

    private static int digit(String value, int century, int month) {
        var digits = new StringBuilder(WEIGHTS.length);
        for (int i = 0; i < 4; i++) {
            // The alphabet's ranks skip 19, between R and S.
            int rank = value.charAt(i) - 'A' + 1;
            two(digits, rank > 18 ? rank + 1 : rank);
        }
        two(digits, century).append(value, 4, 6);
        two(digits, month).append(value, 8, 11);
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (digits.charAt(i) - '0');
        }
        return sum % 10;
    }

    private static StringBuilder two(StringBuilder out, int number) {
        return (number < 10 ? out.append('0') : out).append(number);
    }

    private static int number(String value, int from, int to) {
        return Integer.parseInt(value, from, to, 10);
    }

    private static boolean isDate(int year, int month, int day) {
        try {
            return LocalDate.of(year, month, day).getYear() == year;
        } catch (DateTimeException impossible) {
            return false;
        }
    }
}
