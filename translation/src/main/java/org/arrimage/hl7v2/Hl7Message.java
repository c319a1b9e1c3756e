// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import org.jspecify.annotations.Nullable;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * One HL7 v2 message (2.1 to 2.8), seen on its bytes: segments are indexed once, fields are found
 * when asked for, text is decoded when read. The same for every version, since the encoding rules
 * of chapter 2 are.
 *
 * <p>Immutable as long as its bytes are left alone; may be read by several threads.
 */
public final class Hl7Message {
    private final byte[] bytes;
    private final SegmentIndex index;
    private final Separators separators;
    private final Charset charset;
    private final List<Remark> remarks;
    private final Segment msh;
    private @Nullable List<Segment> segments;

    Hl7Message(
            byte[] bytes,
            SegmentIndex index,
            Separators separators,
            Charset charset,
            List<Remark> remarks) {
        this.bytes = bytes;
        this.index = index;
        this.separators = separators;
        this.charset = charset;
        this.remarks = remarks;
        this.msh = new Segment(this, 0, index.start(0), index.end(0), 1);
    }

    /**
     * Takes the bytes of one message, without its transport's envelope.
     *
     * <p>Segments may end with CR, LF or both, and a byte order mark may come first: chapter 2 asks
     * for CR alone, files and some senders do otherwise. When MSH-18 is empty and the message is
     * not plain ASCII, the link's character set is tried, then UTF-8, then Windows-1252 with a
     * remark; no letter is ever replaced by a question mark.
     *
     * @param bytes kept, not copied: the caller no longer changes them
     * @param linkDefault the character set agreed with this sender for messages that name none
     * @throws Hl7Problem what makes the message unreadable, and where
     */
    public static Hl7Message read(byte[] bytes, Charset linkDefault) throws Hl7Problem {
        return new MessageReader(bytes, linkDefault).read();
    }

    /** The bytes it was read from; not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** The character set its text is in. */
    public Charset charset() {
        return charset;
    }

    /** What was odd but readable. */
    public List<Remark> remarks() {
        return remarks;
    }

    /** The usual fields of MSH. */
    public Header header() {
        return new Header(msh);
    }

    /** Number of segments. */
    public int segmentCount() {
        return index.count();
    }

    /** All segments in order, the Z-segments too. */
    public List<Segment> segments() {
        List<Segment> known = segments;
        if (known == null) {
            known = listSegments();
            segments = known;
        }
        return known;
    }

    /** The MSH segment. */
    public Segment msh() {
        return msh;
    }

    /** The first segment of that name. */
    public Optional<Segment> segment(String name) {
        return segment(name, 1);
    }

    /** The n-th segment of that name, from 1. */
    public Optional<Segment> segment(String name, int occurrence) {
        int found = find(name, occurrence);
        return found < 0
                ? Optional.empty()
                : Optional.of(
                        new Segment(this, found, index.start(found), index.end(found), occurrence));
    }

    /**
     * The text at a path such as {@code PID-3.1}; empty when nothing is there. The explicit null
     * comes as its two double quotes. Where the path stops above inner parts ({@code MSH-9}), the
     * whole is given as written ({@code ADT^A01}).
     *
     * @throws IllegalArgumentException when the text is no path
     */
    public Optional<String> value(String path) {
        return value(FieldPath.of(path));
    }

    /** The text at a path. */
    public Optional<String> value(FieldPath path) {
        return at(path).filter(value -> !value.isEmpty()).map(Hl7Message::asText);
    }

    /** The value at a path, possibly empty; nothing when the segment is absent. */
    public Optional<Value> at(FieldPath path) {
        return segment(path.segment(), path.occurrence()).map(segment -> within(segment, path));
    }

    /** Starts a list of changes; the message itself stays. */
    public Hl7Editor edit() {
        return new Hl7Editor(this);
    }

    /** The set that a name of MSH-18 designates (HL7 table 0211 and what senders write). */
    public static Optional<Charset> charsetNamed(String name) {
        return Characters.named(name);
    }

    /** The text of some of its bytes. */
    String decode(int from, int to) {
        return new String(
                bytes, from, to - from, isAscii() ? StandardCharsets.ISO_8859_1 : charset);
    }

    Separators separators() {
        return separators;
    }

    SegmentIndex index() {
        return index;
    }

    boolean isAscii() {
        return index.ascii();
    }

    /** Index of the n-th segment of a name, or -1. */
    int find(String name, int occurrence) {
        int seen = 0;
        for (int i = 0; i < index.count(); i++) {
            if (Scan.equalsAt(bytes, index.start(i), name) && ++seen == occurrence) {
                return i;
            }
        }
        return -1;
    }

    private static String asText(Value value) {
        return value.isNull() || value.hasParts() ? value.written() : value.text();
    }

    private static Value within(Segment segment, FieldPath path) {
        Value found = segment.repetition(path.field(), Math.max(1, path.repetition()));
        if (path.component() == 0) {
            return found;
        }
        Value component = found.component(path.component());
        return path.subcomponent() == 0 ? component : component.subcomponent(path.subcomponent());
    }

    private List<Segment> listSegments() {
        var seen = new HashMap<Integer, Integer>();
        var list = new ArrayList<Segment>(index.count());
        for (int i = 0; i < index.count(); i++) {
            int at = index.start(i);
            int name = bytes[at] << 16 | bytes[at + 1] << 8 | bytes[at + 2];
            int occurrence = seen.merge(name, 1, Integer::sum);
            list.add(new Segment(this, i, at, index.end(i), occurrence));
        }
        return List.copyOf(list);
    }

    /** Type, event and size only: content must not reach a log by accident. */
    @Override
    public String toString() {
        return "HL7 v2 message of " + segmentCount() + " segments, " + bytes.length + " bytes";
    }
}
