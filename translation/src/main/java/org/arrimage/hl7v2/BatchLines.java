// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a sending in batch protocol, seen in a buffer that holds no more than the message
 * under way; an array is walked where it lies. Positions are offsets from the start of what was
 * sent, whatever the buffer still holds.
 */
final class BatchLines {
    /** Bytes asked of a stream at once. */
    private static final int CHUNK = 64 * 1024;

    private static final int NAME_LENGTH = 3;
    private static final long NOTHING = -1;

    /** What a line is, as far as batches care. */
    enum Kind {
        FHS,
        BHS,
        MSH,
        BTS,
        FTS,
        /** Nothing visible. */
        BLANK,
        /** Any other segment, or what is no segment. */
        OTHER
    }

    private static final Kind[] NAMED = {Kind.FHS, Kind.BHS, Kind.MSH, Kind.BTS, Kind.FTS};

    private final InputStream in;
    private final int mostKept;
    private byte[] buffer;
    private long base;
    private long limit;
    private boolean exhausted;

    private long from;
    private long to;
    private long next;
    private Kind kind = Kind.BLANK;
    private int sign = Separators.NONE;
    private boolean lineCut;
    private boolean afterLineFeed;
    private boolean endedByLineFeed;

    private long message = NOTHING;
    private long messageEnd;
    private boolean messageCut;

    BatchLines(byte[] whole) {
        this.in = InputStream.nullInputStream();
        this.mostKept = Integer.MAX_VALUE;
        this.buffer = whole;
        this.limit = whole.length;
        this.exhausted = true;
    }

    /**
     * @param mostKept of one message, in bytes; what is longer is read past
     */
    BatchLines(InputStream in, int mostKept) {
        this.in = in;
        this.mostKept = mostKept;
        this.buffer = new byte[CHUNK];
    }

    /** Moves to the next line; false at the end. */
    boolean advance() throws IOException {
        from = next;
        lineCut = false;
        afterLineFeed = endedByLineFeed;
        if (from == 0 && has(2) && at(0) == (byte) 0xEF && at(1) == (byte) 0xBB) {
            from = at(2) == (byte) 0xBF ? 3 : 0;
        }
        // Files are often what a listener wrote down, its blocks' marks included.
        while (has(from) && (at(from) == 0x0B || at(from) == 0x1C)) {
            from++;
        }
        next = from;
        if (!has(from)) {
            return false;
        }
        boolean named = has(from + NAME_LENGTH - 1);
        sign = has(from + NAME_LENGTH) ? at(from + NAME_LENGTH) : '\r';
        kind = named ? kind() : Kind.OTHER;
        if (isEnd(sign)) {
            sign = Separators.NONE;
        }
        scan();
        return true;
    }

    private Kind kind() {
        if (!isEnd(sign) && !Separators.printable(sign)) {
            return Kind.OTHER;
        }
        for (Kind each : NAMED) {
            if (Scan.equalsAt(buffer, (int) (from - base), each.name())) {
                return each;
            }
        }
        return Kind.OTHER;
    }

    private void scan() throws IOException {
        boolean blank = true;
        to = from;
        while (has(to) && !isEnd(at(to))) {
            blank &= at(to) >= 0 && at(to) <= ' ';
            to++;
        }
        kind = blank ? Kind.BLANK : kind;
        next = to;
        endedByLineFeed = false;
        if (has(next)) {
            endedByLineFeed = at(next) == '\n';
            next++;
            if (!endedByLineFeed && has(next) && at(next) == '\n') {
                next++;
            }
        }
    }

    private static boolean isEnd(int b) {
        return b == '\r' || b == '\n';
    }

    /** What the line is, by its name and the sign after it. */
    Kind lineKind() {
        return kind;
    }

    /** Whether a bare line feed came before: the line may be text of the segment above. */
    boolean isAfterLineFeed() {
        return afterLineFeed;
    }

    /** Where the line begins. */
    long start() {
        return from;
    }

    /** Where the next line begins. */
    long end() {
        return next;
    }

    /** The sign after the name; {@link Separators#NONE} for a bare name. */
    int sign() {
        return sign;
    }

    /** Whether the signs it announces would do for a header. */
    boolean announcesUsableSigns() {
        byte[] line = line();
        return !Separators.read(line, 0, line.length).equals(Separators.UNUSABLE);
    }

    /** The line without its terminator; empty when it was too long to keep. */
    byte[] line() {
        return lineCut
                ? new byte[0]
                : Arrays.copyOfRange(buffer, (int) (from - base), (int) (to - base));
    }

    /** The message under way begins with this line. */
    void beginMessage() {
        message = from;
        messageEnd = next;
        messageCut = lineCut;
    }

    /** This line belongs to the message under way. */
    void extendMessage() {
        messageEnd = next;
    }

    /** Whether the message under way is larger than that, in bytes. */
    boolean isMessageLargerThan(int most) {
        return messageCut || messageEnd - message > most;
    }

    /** Ends the message under way and gives its bytes. */
    byte[] takeMessage() {
        byte[] taken =
                Arrays.copyOfRange(buffer, (int) (message - base), (int) (messageEnd - base));
        dropMessage();
        return taken;
    }

    /** Ends the message under way. */
    void dropMessage() {
        message = NOTHING;
        messageCut = false;
    }

    private byte at(long position) {
        return buffer[(int) (position - base)];
    }

    /** Whether there is such a byte; reads on when that is not known yet. */
    private boolean has(long position) throws IOException {
        while (position >= limit && !exhausted) {
            fill();
        }
        return position < limit;
    }

    private void fill() throws IOException {
        makeRoom();
        int read = in.read(buffer, (int) (limit - base), buffer.length - (int) (limit - base));
        if (read < 0) {
            exhausted = true;
        } else {
            limit += read;
        }
    }

    private void makeRoom() {
        long keep = Math.min(message == NOTHING || messageCut ? from : message, limit);
        if (limit - keep > mostKept && message != NOTHING) {
            messageCut = true;
            keep = Math.min(from, limit);
        }
        if (lineCut || limit - keep > mostKept) {
            lineCut = true;
            keep = limit;
        }
        int kept = (int) (limit - keep);
        byte[] target =
                kept + CHUNK > buffer.length ? new byte[Math.max(kept * 2, kept + CHUNK)] : buffer;
        System.arraycopy(buffer, (int) (keep - base), target, 0, kept);
        buffer = target;
        base = keep;
    }
}
