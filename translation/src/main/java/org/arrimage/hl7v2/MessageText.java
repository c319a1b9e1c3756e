// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message as text being written or rewritten: segments of fields, separators and escapes in
 * place. It becomes bytes only at the end, in the character set its receiver reads.
 */
public final class MessageText {
    private static final int CHARACTER_SET = 18;

    private final Separators signs;
    private final List<SegmentText> segments;

    private MessageText(Separators signs, List<SegmentText> segments) {
        this.signs = signs;
        this.segments = segments;
    }

    /** An empty message with the usual signs. */
    public static MessageText empty() {
        return new MessageText(Separators.USUAL, new ArrayList<>());
    }

    /** A message that was read, with its own signs. */
    public static MessageText of(Hl7Message message) {
        var segments = new ArrayList<SegmentText>(message.segmentCount());
        message.segments().forEach(segment -> segments.add(SegmentText.of(segment)));
        return new MessageText(message.separators(), segments);
    }

    /** The segments, which may be changed, added and taken away. */
    public List<SegmentText> segments() {
        return segments;
    }

    /** Adds a segment at the end. */
    public void add(SegmentText segment) {
        segments.add(segment);
    }

    /** The first segment of that name. */
    public Optional<SegmentText> first(String name) {
        return segments.stream().filter(segment -> segment.is(name)).findFirst();
    }

    /** A copy that changes by itself. */
    public MessageText copy() {
        return copyOf(segments);
    }

    /** A message of copies of some of its segments. */
    public MessageText copyOf(List<SegmentText> some) {
        var copies = new ArrayList<SegmentText>(some.size());
        some.forEach(segment -> copies.add(segment.copy()));
        return new MessageText(signs, copies);
    }

    /** The sign between fields. */
    public char fieldSign() {
        return (char) signs.field();
    }

    /** The sign between repetitions; a sign no text holds when the sender announced none. */
    public char repetitionSign() {
        return sign(signs.repetition());
    }

    /** The sign between components; a sign no text holds when the sender announced none. */
    public char componentSign() {
        return sign(signs.component());
    }

    /** The sign between subcomponents; a sign no text holds when the sender announced none. */
    public char subcomponentSign() {
        return sign(signs.subcomponent());
    }

    /** The escape sign; a sign no text holds when the sender announced none. */
    public char escapeSign() {
        return sign(signs.escape());
    }

    private static char sign(int sign) {
        return sign == Separators.NONE ? '\uFFFF' : (char) sign;
    }

    /** Writes a plain text so that none of its signs is taken for a separator. */
    public String escape(String text) {
        return Escapes.escape(text, signs);
    }

    /** Reads what stands in a leaf. */
    public String unescape(String written) {
        return Escapes.unescape(written, signs, StandardCharsets.UTF_8);
    }

    /** Writes a plain text with the usual signs. */
    public static String escapeUsual(String text) {
        return Escapes.escape(text, Separators.USUAL);
    }

    /**
     * The bytes of the message, MSH-18 set to the character set they are in.
     *
     * @throws Hl7Problem when the set cannot write a character and the rule is to refuse, or
     *     nothing stands for it
     */
    public byte[] toBytes(Charset charset, Unwritable rule) throws Hl7Problem {
        segments.stream()
                .filter(segment -> segment.is("MSH"))
                .findFirst()
                .ifPresent(msh -> announce(msh, charset));
        var encoder = new TextEncoder(charset, rule, this);
        var line = new StringBuilder(256);
        for (int i = 0; i < segments.size(); i++) {
            line.setLength(0);
            segments.get(i).writeTo(line, fieldSign());
            if (!encoder.add(line)) {
                throw new Hl7Problem(ProblemCode.CHARACTER_UNWRITABLE, place(i, encoder));
            }
        }
        return encoder.toBytes();
    }

    /** MSH-18 stays empty for plain ASCII when it was empty, as chapter 2 has it. */
    private static void announce(SegmentText msh, Charset charset) {
        if (!charset.equals(StandardCharsets.US_ASCII) || !msh.field(CHARACTER_SET).isEmpty()) {
            msh.put(CHARACTER_SET, Characters.announced(charset));
        }
    }

    private Location place(int index, TextEncoder encoder) {
        SegmentText segment = segments.get(index);
        int occurrence = 0;
        for (int i = 0; i <= index; i++) {
            occurrence += segments.get(i).is(segment.name()) ? 1 : 0;
        }
        for (int n = 1; n <= segment.fieldCount(); n++) {
            if (!encoder.canWrite(segment.field(n))) {
                return Location.field(segment.name(), occurrence, n, -1);
            }
        }
        return Location.segment(segment.name(), occurrence, -1);
    }

    /** How many segments only: content must not reach a log by accident. */
    @Override
    public String toString() {
        return "HL7 v2 text of " + segments.size() + " segments";
    }
}
