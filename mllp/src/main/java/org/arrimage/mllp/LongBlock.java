// SPDX-License-Identifier: Apache-2.0
package org.arrimage.mllp;

import org.arrimage.mllp.Frame.Bad;
import org.arrimage.mllp.Frame.Reason;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A block that is passed on while it is read. Of it the reader keeps only the beginning, to say
 * what was refused.
 */
final class LongBlock {

    /** Bytes kept of the beginning: an MSH segment and more, to answer and to look at. */
    static final int HEAD = 64 * 1024;

    private final Overflow.Body body;
    private final int limit;
    private final byte[] head = new byte[1 + HEAD];
    private int kept = 1;
    private int passed;
    private int reached;
    private int told;

    LongBlock(Overflow.Body body, int limit) {
        this.body = body;
        this.limit = limit;
        head[0] = Frame.START;
    }

    /**
     * Passes bytes on, up to the end of the block; null when it needs more. Where it stopped is
     * {@link #reached}.
     */
    @Nullable Frame scan(byte[] bytes, int from, int to) {
        int mark = Marks.next(bytes, from, to);
        Optional<Bad> bad = pass(bytes, from, mark);
        reached = mark;
        if (bad.isPresent()) {
            return bad.get();
        }
        if (mark == to || (bytes[mark] == Frame.END && mark + 1 == to)) {
            return null;
        }
        if (bytes[mark] == Frame.END && bytes[mark + 1] == Frame.RETURN) {
            reached = mark + 2;
            Optional<Reason> refused = body.end();
            return refused.isPresent() ? refuse(refused.get()) : body.frame();
        }
        reached = mark + 1;
        return refuse(bytes[mark] == Frame.START ? Reason.START_INSIDE : Reason.END_INCOMPLETE);
    }

    /** Index of the first byte that was not taken. */
    int reached() {
        return reached;
    }

    private Optional<Bad> pass(byte[] bytes, int from, int to) {
        int within = Math.min(to - from, limit - passed);
        int more = Math.min(within, head.length - kept);
        System.arraycopy(bytes, from, head, kept, more);
        kept += more;
        Optional<Reason> refused = body.write(bytes, from, from + within);
        passed += within;
        if (refused.isEmpty() && within < to - from) {
            refused = Optional.of(Reason.TOO_LARGE);
        }
        return refused.map(this::refuse);
    }

    private Bad refuse(Reason reason) {
        body.abandon();
        return new Bad(Arrays.copyOf(head, kept), reason, 1 + passed, true);
    }

    /** The stream ended, or stayed silent too long, in the middle or just after half an end. */
    Bad cutShort(boolean halfEnd) {
        return refuse(halfEnd ? Reason.END_INCOMPLETE : Reason.TRUNCATED);
    }

    /** The stream itself failed. */
    void abandon() {
        body.abandon();
    }

    /** Tells the reader's owner when the memory held, beside the reader's buffer, has changed. */
    void tellHeld(FrameReader.BeforeRead owner, int buffer) throws IOException {
        int held = buffer + head.length + body.held();
        if (held != told) {
            told = held;
            owner.growing(held);
        }
    }
}
