// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import org.arrimage.hl7v2.Separators.Level;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One repetition, component or subcomponent, seen in place: nothing is copied until it is read. A
 * part the message does not have is an empty value.
 */
public final class Value {
    private final Segment segment;
    private final Level level;
    private final int field;
    private final int repetition;
    private final int component;
    private final int subcomponent;
    private final int start;
    private final int end;

    Value(Segment segment, int field, int repetition, int start, int end) {
        this(segment, Level.REPETITION, field, repetition, 0, 0, start, end);
    }

    private Value(
            Segment segment,
            Level level,
            int field,
            int repetition,
            int component,
            int subcomponent,
            int start,
            int end) {
        this.segment = segment;
        this.level = level;
        this.field = field;
        this.repetition = repetition;
        this.component = component;
        this.subcomponent = subcomponent;
        this.start = start;
        this.end = end;
    }

    /** The segment this stands in. */
    public Segment segment() {
        return segment;
    }

    /** Offset of the first byte in the message. */
    public int start() {
        return start;
    }

    /** Offset after the last byte. */
    public int end() {
        return end;
    }

    /** Nothing between the separators. */
    public boolean isEmpty() {
        return start == end;
    }

    /** The explicit null, two double quotes: the sender asks to erase (chapter 2, null values). */
    public boolean isNull() {
        byte[] bytes = segment.message().bytes();
        return end - start == 2 && bytes[start] == '"' && bytes[start + 1] == '"';
    }

    /** Holds something that is not the explicit null. */
    public boolean isPresent() {
        return start != end && !isNull();
    }

    /** The n-th component of a repetition (n from 1); of anything deeper, itself for 1. */
    public Value component(int n) {
        if (start == end) {
            return this;
        }
        return level == Level.REPETITION ? part(n) : sameOrEmpty(n);
    }

    /** The n-th subcomponent of a component (n from 1); of a repetition, of its first component. */
    public Value subcomponent(int n) {
        if (start == end) {
            return this;
        }
        if (opaque()) {
            return sameOrEmpty(n);
        }
        return switch (level) {
            case FIELD, REPETITION -> part(1).subcomponent(n);
            case COMPONENT -> part(n);
            case SUBCOMPONENT -> sameOrEmpty(n);
        };
    }

    /** The parts one level below, in order; a part without inner separators is its only part. */
    public List<Value> parts() {
        int count = Scan.count(bytes(), start, end, separatorBelow());
        if (count <= 1) {
            return isEmpty() ? List.of() : List.of(part(1));
        }
        var parts = new ArrayList<Value>(count);
        int from = start;
        int separator = separatorBelow();
        for (int i = start; i <= end; i++) {
            if (i == end || bytes()[i] == separator) {
                parts.add(inner(parts.size() + 1, from, i));
                from = i + 1;
            }
        }
        return parts;
    }

    /** The first of its innermost parts, which is what an older reader sees of it. */
    public Value leaf() {
        return level == Level.SUBCOMPONENT || !hasParts() ? this : subcomponent(1);
    }

    /** Whether it is divided further. */
    public boolean hasParts() {
        if (opaque()) {
            return false;
        }
        return Scan.contains(bytes(), start, end, separatorBelow())
                || (level == Level.REPETITION
                        && Scan.contains(bytes(), start, end, signs().subcomponent()));
    }

    /**
     * The text of the first leaf, escapes resolved; empty for an absent value and for the explicit
     * null. A newer sender may divide what an older reader takes whole, hence the first leaf.
     */
    public String text() {
        if (start == end || isNull()) {
            return "";
        }
        if (opaque()) {
            return written();
        }
        Value leaf = leaf();
        if (leaf.isNull()) {
            return "";
        }
        String text = leaf.written();
        return text.indexOf(signs().escape()) < 0
                ? text
                : Escapes.unescape(text, signs(), segment.message().charset());
    }

    /** Decoded but otherwise as the sender wrote it: separators, escapes and explicit null stay. */
    public String written() {
        Hl7Message message = segment.message();
        return message.isAscii()
                ? new String(bytes(), start, end - start, StandardCharsets.ISO_8859_1)
                : new String(bytes(), start, end - start, message.charset());
    }

    /** Where it stands, as precise as it is. */
    public Location location() {
        return new Location(
                segment.name(),
                segment.occurrence(),
                field,
                repetition,
                component,
                subcomponent,
                start);
    }

    /** The field number in its segment. */
    public int field() {
        return field;
    }

    private Value part(int n) {
        if (opaque()) {
            return sameOrEmpty(n);
        }
        long found = Scan.part(bytes(), start, end, separatorBelow(), n);
        return found == Scan.ABSENT
                ? inner(n, end, end)
                : inner(n, Scan.start(found), Scan.end(found));
    }

    private Value inner(int n, int from, int to) {
        boolean intoComponent = level == Level.REPETITION;
        return new Value(
                segment,
                level.next(),
                field,
                repetition,
                intoComponent ? n : component,
                intoComponent ? 0 : n,
                from,
                to);
    }

    private Value sameOrEmpty(int n) {
        return n == 1 ? this : new Value(segment, level, field, repetition, component, n, end, end);
    }

    /** MSH-1 and MSH-2 hold the separators themselves. */
    private boolean opaque() {
        return field <= 2 && segment.isHeader();
    }

    private int separatorBelow() {
        return signs().below(level);
    }

    private Separators signs() {
        return segment.message().separators();
    }

    private byte[] bytes() {
        return segment.message().bytes();
    }

    /** The place only: content must not reach a log by accident. */
    @Override
    public String toString() {
        return location().toString();
    }
}
