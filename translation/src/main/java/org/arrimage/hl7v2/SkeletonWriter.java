// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Divides a message that arrives piece by piece into a skeleton, which is held in memory, and large
 * values, which go elsewhere one after the other. In the skeleton a {@link Placeholder} stands for
 * each, so that {@link Skeleton#writeTo} gives the message back byte for byte. Decision 0014.
 *
 * <p>A value is what stands between two of the signs that the message announces; it is large when
 * longer than {@link #LARGEST_VALUE}. How the pieces are cut makes no difference. Those of the
 * segments by which a message is told and ordered are never moved. What does not begin with a
 * usable MSH, a batch for instance, stays whole. For one thread.
 */
public final class SkeletonWriter {

    /** Longer values are moved, in bytes. */
    public static final int LARGEST_VALUE = 64 * 1024;

    /** Longest skeleton, in bytes. */
    public static final int LARGEST_SKELETON = 16 << 20;

    /** Bytes waited for before the signs are looked for. */
    private static final int HEAD = 512;

    /**
     * A line feed, a segment's name and the sign after it: what tells whether it ends a segment.
     */
    private static final int LOOKAHEAD = 5;

    private static final int NAME_LENGTH = 3;

    /** What the exchange itself reads: never replaced by a placeholder. */
    private static final String[] NEVER_MOVED = {"MSH", "PID", "MRG", "PV1"};

    private final OutputStream values;
    private byte[] skeleton = new byte[LARGEST_VALUE];
    private int size;
    private Separators signs = Separators.UNUSABLE;
    private boolean[] noted = noted(signs);
    private boolean begun;
    private byte[] carried = {};
    private int segment;
    private int value;
    private boolean moving;
    private long moved;
    private long valueStart;
    private final Sample sample = new Sample();

    /**
     * @param values where large values are written
     */
    public SkeletonWriter(OutputStream values) {
        this.values = values;
    }

    /** More stays in memory than {@link #LARGEST_SKELETON}: too many values that are not large. */
    public static final class TooLarge extends Exception {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("the skeleton passes " + LARGEST_SKELETON + " bytes", null, false, false);
        }
    }

    /**
     * Takes the next bytes.
     *
     * @throws IllegalArgumentException when one is {@link Placeholder#BEGIN}, which no transport of
     *     HL7 v2 carries
     * @throws IOException when {@code values} cannot be written
     */
    public void write(byte[] bytes, int from, int to) throws IOException, TooLarge {
        if (carried.length == 0) {
            take(bytes, from, to, false);
            return;
        }
        byte[] joined = Arrays.copyOf(carried, carried.length + to - from);
        System.arraycopy(bytes, from, joined, carried.length, to - from);
        carried = new byte[0];
        take(joined, 0, joined.length, false);
    }

    /** The message is whole. */
    public void end() throws IOException, TooLarge {
        byte[] last = carried;
        carried = new byte[0];
        take(last, 0, last.length, true);
        endValue();
    }

    /** Bytes that were moved so far. */
    public long moved() {
        return moved;
    }

    /** Memory held, in bytes. */
    public int held() {
        return skeleton.length;
    }

    /** What was not moved, so far. */
    public byte[] skeleton() {
        return Arrays.copyOf(skeleton, size);
    }

    /** The first segment, of what has come so far: MSH, where it is a message. */
    public byte[] firstSegment() {
        int from = 0;
        while (from < size && (skeleton[from] == '\r' || skeleton[from] == '\n')) {
            from++;
        }
        int to = from;
        while (to < size && skeleton[to] != '\r' && skeleton[to] != '\n') {
            to++;
        }
        return Arrays.copyOfRange(skeleton, from, to);
    }

    private void take(byte[] bytes, int from, int to, boolean last) throws IOException, TooLarge {
        if (!begun) {
            if (to - from < HEAD && !last) {
                carried = Arrays.copyOfRange(bytes, from, to);
                return;
            }
            begin(bytes, from, to);
        }
        int run = from;
        for (int i = nextNoted(bytes, from, to); i < to; i = nextNoted(bytes, i + 1, to)) {
            if (bytes[i] == '\n') {
                if (to - i < LOOKAHEAD && !last) {
                    append(bytes, run, i);
                    carried = Arrays.copyOfRange(bytes, i, to);
                    return;
                }
                if (!endsSegment(bytes, from, i, to)) {
                    continue;
                }
            } else if (bytes[i] == Placeholder.BEGIN) {
                throw new IllegalArgumentException("byte 0x1C cannot be in a message");
            }
            append(bytes, run, i);
            endValue();
            append(bytes, i, i + 1);
            value = size;
            if (bytes[i] == '\r' || bytes[i] == '\n') {
                segment = size;
            }
            run = i + 1;
        }
        append(bytes, run, to);
    }

    private int nextNoted(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && !noted[bytes[at] & 0xFF]) {
            at++;
        }
        return at;
    }

    private void begin(byte[] bytes, int from, int to) {
        begun = true;
        int start = MessageReader.beginning(bytes, from, to);
        if (start < to && Scan.equalsAt(bytes, start, "MSH")) {
            signs = Separators.read(bytes, start, to);
            noted = noted(signs);
        }
        segment = start - from;
        value = segment;
    }

    /** The bytes that need more than to be copied. */
    private static boolean[] noted(Separators signs) {
        boolean[] noted = new boolean[256];
        int[] dividing = {
            signs.field(), signs.component(), signs.repetition(), signs.subcomponent()
        };
        for (int sign : dividing) {
            if (sign != Separators.NONE) {
                noted[sign] = true;
            }
        }
        noted['\r'] = true;
        noted['\n'] = true;
        noted[Placeholder.BEGIN] = true;
        return noted;
    }

    /** As {@link SegmentIndex} has it: a line feed in the middle of a text is text. */
    private boolean endsSegment(byte[] bytes, int from, int lineFeed, int to) {
        int next = lineFeed + 1;
        return next >= to
                || before(bytes, from, lineFeed) == '\r'
                || bytes[next] == '\r'
                || bytes[next] == '\n'
                || SegmentIndex.isSegmentStart(bytes, next, to, signs.field());
    }

    private int before(byte[] bytes, int from, int at) {
        if (at > from) {
            return bytes[at - 1];
        }
        return size > 0 ? skeleton[size - 1] : -1;
    }

    private void append(byte[] bytes, int from, int to) throws IOException, TooLarge {
        int at = from;
        while (at < to) {
            int more = Math.min(to - at, LARGEST_VALUE);
            if (moving) {
                move(bytes, at, more);
            } else {
                keep(bytes, at, more);
                if (size - value > LARGEST_VALUE && mayMove()) {
                    beginMoving();
                }
            }
            at += more;
        }
    }

    private void keep(byte[] bytes, int from, int length) throws TooLarge {
        if (size + length > LARGEST_SKELETON + LARGEST_VALUE) {
            throw new TooLarge();
        }
        if (skeleton.length < size + length) {
            int doubled = Math.min(skeleton.length * 2, LARGEST_SKELETON + LARGEST_VALUE);
            skeleton = Arrays.copyOf(skeleton, Math.max(size + length, doubled));
        }
        System.arraycopy(bytes, from, skeleton, size, length);
        size += length;
    }

    private boolean mayMove() {
        if (value - segment <= NAME_LENGTH || signs.field() == Separators.NONE) {
            return false;
        }
        for (String name : NEVER_MOVED) {
            if (Scan.equalsAt(skeleton, segment, name)) {
                return false;
            }
        }
        return true;
    }

    private void beginMoving() throws IOException {
        moving = true;
        valueStart = moved;
        sample.clear();
        int length = size - value;
        size = value;
        move(skeleton, value, length);
    }

    private void move(byte[] bytes, int from, int length) throws IOException {
        sample.look(bytes, from, from + length);
        values.write(bytes, from, length);
        moved += length;
    }

    private void endValue() throws TooLarge {
        if (moving) {
            moving = false;
            byte[] placeholder = Placeholder.write(valueStart, moved - valueStart, sample.end());
            keep(placeholder, 0, placeholder.length);
        }
    }
}
