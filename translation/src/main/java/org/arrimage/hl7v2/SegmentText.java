// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One segment as text being written: its fields as they stand between the field separators,
 * repetition and component signs and escapes included. Fields count as HL7 counts them: MSH-1 is
 * the separator itself.
 */
public final class SegmentText {
    private final String name;
    private final List<String> fields;

    /** An empty segment. */
    public SegmentText(String name) {
        this(name, new ArrayList<>());
    }

    private SegmentText(String name, List<String> fields) {
        this.name = name;
        this.fields = fields;
    }

    static SegmentText of(Segment segment) {
        var fields = new ArrayList<String>(segment.fieldCount());
        for (int n = 1; n <= segment.fieldCount(); n++) {
            long whole = segment.whole(n);
            fields.add(segment.message().decode(Scan.start(whole), Scan.end(whole)));
        }
        return new SegmentText(segment.name(), fields);
    }

    /** For instance {@code PID}. */
    public String name() {
        return name;
    }

    /** Whether it bears that name. */
    public boolean is(String other) {
        return name.equals(other);
    }

    /** Highest field number that was put. */
    public int fieldCount() {
        return fields.size();
    }

    /** A field as written; empty when there is none. */
    public String field(int n) {
        return n <= fields.size() ? fields.get(n - 1) : "";
    }

    /** Puts a field as written, in place of what it was. */
    public void put(int n, String written) {
        while (fields.size() < n) {
            fields.add("");
        }
        fields.set(n - 1, written);
    }

    /** A copy that changes by itself. */
    public SegmentText copy() {
        return new SegmentText(name, new ArrayList<>(fields));
    }

    /** Appends the segment without the empty fields at its end, then CR. */
    void writeTo(StringBuilder out, char separator) {
        int last = fields.size();
        while (last > 0 && fields.get(last - 1).isEmpty()) {
            last--;
        }
        out.append(name);
        // MSH-1 is the first separator (chapter 2, MSH).
        int first = name.equals("MSH") ? 2 : 1;
        for (int n = first; n <= last; n++) {
            out.append(separator).append(fields.get(n - 1));
        }
        out.append('\r');
    }

    /** Splits written text at a sign, empty parts at the end included. */
    public static List<String> split(String written, char sign) {
        if (written.indexOf(sign) < 0) {
            return new ArrayList<>(List.of(written));
        }
        return new ArrayList<>(
                Arrays.asList(
                        written.split(java.util.regex.Pattern.quote(String.valueOf(sign)), -1)));
    }

    /** The name only: content must not reach a log by accident. */
    @Override
    public String toString() {
        return name;
    }
}
