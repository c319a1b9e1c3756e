// SPDX-License-Identifier: Apache-2.0
package org.arrimage.mllp;

import org.arrimage.mllp.Frame.Bad;
import org.arrimage.mllp.Frame.Complete;
import org.arrimage.mllp.Frame.Reason;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads MLLP blocks from a stream, one at a time, whatever way the bytes are cut. Never throws for
 * what the bytes are; an {@link IOException} comes from the stream only. Not for use by several
 * threads at once.
 *
 * <p>White space between blocks is passed over. A block with a fault is read on to its end marker,
 * so that one answer follows one end.
 */
public final class FrameReader {

    /** Largest size limit accepted, in bytes: half of what an array can hold. */
    public static final int LARGEST_LIMIT = 1 << 30;

    /** Size of the buffer at rest, in bytes: an idle connection costs no more than this. */
    static final int BUFFER_AT_REST = 8 * 1024;

    /** Size of the buffer, in bytes, while a block is passed on. */
    private static final int BUFFER_OF_LONG_BLOCK = 64 * 1024;

    /**
     * Told before each wait for bytes, so that the owner can be patient between blocks and strict
     * inside one.
     */
    @FunctionalInterface
    public interface BeforeRead {
        /**
         * Called before a read that may block.
         *
         * @param insideBlock whether a block has begun
         */
        void waiting(boolean insideBlock) throws IOException;

        /**
         * Called before the buffer grows, so that the owner can bound the memory of many readers
         * together.
         *
         * @param bytes its new size
         */
        default void growing(int bytes) throws IOException {}
    }

    private enum Mode {
        BETWEEN,
        BLOCK,
        LONG_BLOCK,
        GARBAGE,
        SKIP_BLOCK,
        SKIP_GARBAGE
    }

    private final InputStream in;
    private final int limit;
    private final BeforeRead beforeRead;
    private final Overflow overflow;
    private final int inMemory;

    private byte[] buffer = new byte[BUFFER_AT_REST];
    private int start;
    private int scanned;
    private int end;
    private Mode mode = Mode.BETWEEN;
    private @Nullable Reason fault;
    private int faultOffset;
    private @Nullable Frame pending;
    private @Nullable LongBlock longBlock;

    /**
     * Reads blocks of at most {@code limit} bytes of body.
     *
     * @param limit largest body, in bytes, 1 to {@link #LARGEST_LIMIT}
     */
    public FrameReader(InputStream in, int limit) {
        this(in, limit, _ -> {});
    }

    /** As the other, and tells {@code beforeRead} before each wait for bytes. */
    public FrameReader(InputStream in, int limit, BeforeRead beforeRead) {
        this(in, limit, beforeRead, Overflow.none());
    }

    /** As the other, and holds no more of a block in memory than {@code overflow} wants. */
    public FrameReader(InputStream in, int limit, BeforeRead beforeRead, Overflow overflow) {
        if (limit < 1 || limit > LARGEST_LIMIT) {
            throw new IllegalArgumentException(
                    "the size limit must be 1 to " + LARGEST_LIMIT + " bytes, got " + limit);
        }
        this.in = in;
        this.limit = limit;
        this.beforeRead = beforeRead;
        this.overflow = overflow;
        this.inMemory = Math.min(limit, overflow.inMemory());
    }

    /** Whether the next call of {@link #next} answers without waiting for the stream. */
    public boolean hasBufferedFrame() {
        if (pending == null) {
            pending = parse();
        }
        return pending != null;
    }

    /**
     * The next block, waiting for it.
     *
     * @throws SocketTimeoutException when the stream's read timeout passes between two blocks; the
     *     reader stays usable
     */
    public Frame next() throws IOException {
        while (true) {
            Frame frame = pending == null ? parse() : pending;
            if (frame != null) {
                pending = null;
                return frame;
            }
            int read;
            try {
                read = fill();
            } catch (SocketTimeoutException silence) {
                if (unfinished()) {
                    return cutShort();
                }
                throw silence;
            } catch (IOException | RuntimeException lost) {
                if (longBlock != null) {
                    longBlock.abandon();
                }
                throw lost;
            }
            if (read < 0) {
                return unfinished() ? cutShort() : Frame.END_OF_STREAM;
            }
        }
    }

    private boolean unfinished() {
        return mode == Mode.BLOCK || mode == Mode.LONG_BLOCK || mode == Mode.GARBAGE;
    }

    private int fill() throws IOException {
        makeRoom();
        beforeRead.waiting(mode != Mode.BETWEEN);
        int read = in.read(buffer, end, buffer.length - end);
        if (read > 0) {
            end += read;
        }
        return read;
    }

    /**
     * Moves what is kept to the front, grows a full buffer, and lets a large one go once it is
     * empty.
     */
    private void makeRoom() throws IOException {
        if (longBlock != null) {
            longBlock.tellHeld(beforeRead, BUFFER_OF_LONG_BLOCK);
        }
        if (start == end) {
            int rest = longBlock == null ? BUFFER_AT_REST : BUFFER_OF_LONG_BLOCK;
            if (buffer.length > rest) {
                buffer = new byte[rest];
            }
            start = 0;
            scanned = 0;
            end = 0;
            return;
        }
        if (end < buffer.length) {
            return;
        }
        int kept = end - start;
        // A block never needs more than its limit, its three framing bytes and the byte that proves
        // it too large.
        byte[] target = buffer;
        if (start <= buffer.length / 2) {
            long larger = Math.min(buffer.length * 2L, Math.max(inMemory + 4L, buffer.length + 1L));
            beforeRead.growing((int) larger);
            target = new byte[(int) larger];
        }
        System.arraycopy(buffer, start, target, 0, kept);
        buffer = target;
        scanned -= start;
        start = 0;
        end = kept;
    }

    /** Goes on with the bytes at hand; null when it needs more. */
    private @Nullable Frame parse() {
        while (true) {
            switch (mode) {
                case BETWEEN -> {
                    if (!begin()) {
                        return null;
                    }
                }
                case BLOCK -> {
                    return scanBlock();
                }
                case LONG_BLOCK -> {
                    return scanLongBlock();
                }
                case GARBAGE -> {
                    return scanGarbage();
                }
                case SKIP_BLOCK, SKIP_GARBAGE -> {
                    if (!skip()) {
                        return null;
                    }
                }
            }
        }
    }

    private boolean begin() {
        while (start < end && isWhiteSpace(buffer[start])) {
            start++;
        }
        scanned = start;
        if (start == end) {
            return false;
        }
        fault = null;
        if (buffer[start] == Frame.START) {
            mode = Mode.BLOCK;
            scanned = start + 1;
        } else {
            mode = Mode.GARBAGE;
        }
        return true;
    }

    private @Nullable Frame scanBlock() {
        int body = start + 1;
        while (true) {
            int mark = Marks.next(buffer, scanned, end);
            if (mark - body > inMemory) {
                Reason reason = inMemory < limit && fault != null ? fault : Reason.TOO_LARGE;
                return inMemory < limit && fault == null
                        ? passOn()
                        : giveUp(reason, body + inMemory, Mode.SKIP_BLOCK);
            }
            scanned = mark;
            if (mark == end) {
                return null;
            }
            if (buffer[mark] == Frame.START) {
                note(Reason.START_INSIDE, mark);
            } else if (mark + 1 == end) {
                return null;
            } else if (buffer[mark + 1] == Frame.RETURN) {
                Frame frame =
                        fault == null
                                ? new Complete(Arrays.copyOfRange(buffer, body, mark))
                                : new Bad(
                                        Arrays.copyOfRange(buffer, start, mark + 2),
                                        fault,
                                        faultOffset,
                                        false);
                between(mark + 2);
                return frame;
            } else {
                note(Reason.END_INCOMPLETE, mark);
            }
            scanned = mark + 1;
        }
    }

    private @Nullable Frame passOn() {
        longBlock = new LongBlock(overflow.begin(), limit);
        mode = Mode.LONG_BLOCK;
        start++;
        return scanLongBlock();
    }

    private @Nullable Frame scanLongBlock() {
        LongBlock block = Objects.requireNonNull(longBlock);
        Frame frame = block.scan(buffer, start, end);
        start = block.reached();
        scanned = start;
        if (frame != null) {
            longBlock = null;
            mode = frame instanceof Bad ? Mode.SKIP_BLOCK : Mode.BETWEEN;
        }
        return frame;
    }

    private @Nullable Frame scanGarbage() {
        while (true) {
            int mark = Marks.next(buffer, scanned, end);
            if (mark - start > inMemory) {
                return giveUp(Reason.START_MISSING, start + inMemory, Mode.SKIP_GARBAGE);
            }
            scanned = mark;
            if (mark == end || (buffer[mark] == Frame.END && mark + 1 == end)) {
                return null;
            }
            boolean ended = buffer[mark] == Frame.END && buffer[mark + 1] == Frame.RETURN;
            if (ended || buffer[mark] == Frame.START) {
                int stop = ended ? mark + 2 : mark;
                Frame frame =
                        new Bad(
                                Arrays.copyOfRange(buffer, start, stop),
                                Reason.START_MISSING,
                                0,
                                false);
                between(stop);
                return frame;
            }
            scanned = mark + 1;
        }
    }

    /**
     * Drops bytes up to the end marker (or, outside a block, the next start); false when more bytes
     * are needed.
     */
    private boolean skip() {
        while (true) {
            int mark = Marks.next(buffer, start, end);
            start = mark;
            if (mark == end || (buffer[mark] == Frame.END && mark + 1 == end)) {
                scanned = start;
                return false;
            }
            if (buffer[mark] == Frame.START && mode == Mode.SKIP_GARBAGE) {
                between(mark);
                return true;
            }
            if (buffer[mark] == Frame.END && buffer[mark + 1] == Frame.RETURN) {
                between(mark + 2);
                return true;
            }
            start = mark + 1;
        }
    }

    private Frame giveUp(Reason reason, int stop, Mode next) {
        int noted = reason == Reason.TOO_LARGE ? stop - start : faultOffset;
        int offset = reason == Reason.START_MISSING ? 0 : noted;
        Frame frame = new Bad(Arrays.copyOfRange(buffer, start, stop), reason, offset, true);
        start = stop;
        scanned = stop;
        mode = next;
        return frame;
    }

    /** What is left when the stream ends or stays silent inside a block or garbage. */
    private Frame cutShort() {
        if (longBlock != null) {
            Frame cut = longBlock.cutShort(start < end);
            longBlock = null;
            between(end);
            return cut;
        }
        byte[] bytes = Arrays.copyOfRange(buffer, start, end);
        boolean halfEnd = bytes.length > 1 && bytes[bytes.length - 1] == Frame.END;
        Frame frame;
        if (mode == Mode.GARBAGE) {
            frame = new Bad(bytes, Reason.START_MISSING, 0, false);
        } else if (fault != null) {
            frame = new Bad(bytes, fault, faultOffset, false);
        } else if (halfEnd) {
            frame = new Bad(bytes, Reason.END_INCOMPLETE, bytes.length - 1, false);
        } else {
            frame = new Bad(bytes, Reason.TRUNCATED, bytes.length, false);
        }
        between(end);
        return frame;
    }

    private void note(Reason reason, int at) {
        if (fault == null) {
            fault = reason;
            faultOffset = at - start;
        }
    }

    private void between(int next) {
        start = next;
        scanned = next;
        mode = Mode.BETWEEN;
    }

    private static boolean isWhiteSpace(byte b) {
        return b == '\r' || b == '\n' || b == ' ' || b == '\t';
    }
}
