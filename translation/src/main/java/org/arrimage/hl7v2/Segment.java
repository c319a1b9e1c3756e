// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** One segment seen in place. Its fields are found on first use. */
public final class Segment {
    private static final int NAME_LENGTH = 3;
    private static final int[] UNKNOWN = {};

    private final Hl7Message message;
    private final int index;
    private final int start;
    private final int end;
    private final int occurrence;
    private final boolean header;

    /**
     * Start of each field, then one past the end plus one, as if a separator closed the segment.
     */
    private int[] fieldStarts = UNKNOWN;

    Segment(Hl7Message message, int index, int start, int end, int occurrence) {
        this.message = message;
        this.index = index;
        this.start = start;
        this.end = end;
        this.occurrence = occurrence;
        this.header = index == 0;
    }

    public Hl7Message message() {
        return message;
    }

    /** Position among the message's segments, from 0. */
    public int index() {
        return index;
    }

    /** Which segment of this name, from 1. */
    public int occurrence() {
        return occurrence;
    }

    /** Offset of its first byte. */
    public int start() {
        return start;
    }

    /** Offset after its last byte, before the terminator. */
    public int end() {
        return end;
    }

    /** For instance {@code PID}. */
    public String name() {
        return new String(message.bytes(), start, NAME_LENGTH, StandardCharsets.ISO_8859_1);
    }

    /** Whether it bears that name. */
    public boolean is(String name) {
        return Scan.equalsAt(message.bytes(), start, name);
    }

    /** Highest field number the sender wrote, empty ones included. */
    public int fieldCount() {
        return starts().length - 1;
    }

    /** First repetition of a field (from 1); an empty value when the sender stopped before. */
    public Value field(int n) {
        return repetition(n, 1);
    }

    /** A given repetition (from 1) of a field. */
    public Value repetition(int n, int repetition) {
        long whole = whole(n);
        if (whole == Scan.ABSENT) {
            return new Value(this, n, repetition, end, end);
        }
        if (isHeader() && n <= 2) {
            return new Value(this, n, repetition, Scan.start(whole), Scan.end(whole));
        }
        long part =
                Scan.part(
                        message.bytes(),
                        Scan.start(whole),
                        Scan.end(whole),
                        message.separators().repetition(),
                        repetition);
        return part == Scan.ABSENT
                ? new Value(this, n, repetition, Scan.end(whole), Scan.end(whole))
                : new Value(this, n, repetition, Scan.start(part), Scan.end(part));
    }

    /** All repetitions of a field that hold something, explicit nulls included. */
    public List<Value> repetitions(int n) {
        long whole = whole(n);
        if (whole == Scan.ABSENT || Scan.start(whole) == Scan.end(whole)) {
            return List.of();
        }
        if (isHeader() && n <= 2) {
            return List.of(new Value(this, n, 1, Scan.start(whole), Scan.end(whole)));
        }
        byte[] bytes = message.bytes();
        int separator = message.separators().repetition();
        int to = Scan.end(whole);
        int from = Scan.start(whole);
        int number = 1;
        var found = new ArrayList<Value>(2);
        for (int i = from; i <= to; i++) {
            if (i == to || bytes[i] == separator) {
                if (i > from) {
                    found.add(new Value(this, n, number, from, i));
                }
                number++;
                from = i + 1;
            }
        }
        return found;
    }

    /**
     * How many values without further parts a field has; -1 when one of them begins at an offset
     * that fails a test.
     */
    public int leaves(int n, IntPredicate test) {
        long whole = whole(n);
        if (whole == Scan.ABSENT) {
            return 0;
        }
        byte[] bytes = message.bytes();
        Separators signs = message.separators();
        int end = Scan.end(whole);
        int from = Scan.start(whole);
        int leaves = 0;
        for (int i = from; i <= end; i++) {
            if (i == end || signs.isWithinField(bytes[i])) {
                if (i > from) {
                    if (!test.test(from)) {
                        return -1;
                    }
                    leaves++;
                }
                from = i + 1;
            }
        }
        return leaves;
    }

    /** The segment as a place. */
    public Location location() {
        return Location.segment(name(), occurrence, start);
    }

    /** A field as a place, whether or not the sender wrote it. */
    public Location location(int field) {
        long whole = whole(field);
        return Location.field(
                name(), occurrence, field, whole == Scan.ABSENT ? end : Scan.start(whole));
    }

    boolean isHeader() {
        return header;
    }

    /** The bytes of a whole field, repetitions included. */
    long whole(int n) {
        if (n == 1 && isHeader()) {
            return Scan.pack(start + NAME_LENGTH, start + NAME_LENGTH + 1);
        }
        int[] starts = starts();
        return n < 1 || n >= starts.length ? Scan.ABSENT : Scan.pack(starts[n - 1], starts[n] - 1);
    }

    private int[] starts() {
        int[] known = fieldStarts;
        if (known.length == 0) {
            known = findFields();
            fieldStarts = known;
        }
        return known;
    }

    private int[] findFields() {
        byte[] bytes = message.bytes();
        int separator = message.separators().field();
        int from = start + NAME_LENGTH;
        int count = Scan.count(bytes, from, end, separator);
        int[] starts = new int[Math.max(1, header ? count + 1 : count)];
        int n = 0;
        if (header) {
            // MSH-1 is the separator itself, so MSH-2 begins where MSH-1 ends (chapter 2, MSH).
            starts[n++] = from;
        }
        for (int i = from; i < end; i++) {
            if (bytes[i] == separator) {
                starts[n++] = i + 1;
            }
        }
        starts[starts.length - 1] = end + 1;
        return starts;
    }

    @Override
    public String toString() {
        return location().toString();
    }
}
