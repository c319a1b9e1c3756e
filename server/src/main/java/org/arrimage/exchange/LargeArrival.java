// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.hl7v2.Skeleton;
import org.arrimage.hl7v2.SkeletonWriter;
import org.arrimage.messagelog.LargeBodies;
import org.arrimage.messagelog.LargeValues;
import org.arrimage.messagelog.ValueWriter;
import org.arrimage.mllp.Frame;
import org.arrimage.mllp.Frame.Reason;
import org.arrimage.mllp.Overflow;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A message that memory does not hold, while it arrives: its large values go to the log at once,
 * the rest stays here. Decision 0014.
 */
final class LargeArrival implements Overflow.Body {

    /** Kept of one that is refused. */
    private static final int HEAD = 64 * 1024;

    private final SkeletonWriter skeleton;
    private final ValueWriter values;
    private final LargeBodies bodies;
    private LargeValues large = LargeValues.NONE;
    private byte[] body = {};
    private int bytes;

    LargeArrival(SkeletonWriter skeleton, ValueWriter values, LargeBodies bodies) {
        this.skeleton = skeleton;
        this.values = values;
        this.bodies = bodies;
    }

    /** The only long blocks that a door reads: {@link LargeMessages} begins them. */
    static LargeArrival of(Frame.Large frame) {
        return (LargeArrival) frame.body();
    }

    @Override
    public Optional<Reason> write(byte[] piece, int from, int to) {
        bytes += to - from;
        return tried(() -> skeleton.write(piece, from, to));
    }

    /** What takes bytes in, or stores them. */
    @FunctionalInterface
    private interface Step {
        void take() throws IOException, SkeletonWriter.TooLarge;
    }

    private static Optional<Reason> tried(Step step) {
        try {
            step.take();
            return Optional.empty();
        } catch (SkeletonWriter.TooLarge tooLarge) {
            return Optional.of(Reason.TOO_LARGE);
        } catch (IOException unavailable) {
            return Optional.of(Reason.NOT_KEPT);
        }
    }

    @Override
    public int held() {
        return skeleton.held() + values.held();
    }

    @Override
    public Optional<Reason> end() {
        return tried(() -> {
            skeleton.end();
            large = values.finish(bytes);
            body = skeleton.skeleton();
        });
    }

    @Override
    public Frame frame() {
        return large.isNone() ? new Frame.Complete(body) : new Frame.Large(this);
    }

    @Override
    public void abandon() {
        values.abandon();
    }

    /** What stands for the message, once it has ended. */
    byte[] body() {
        return body;
    }

    /** The values that are not in the body. */
    LargeValues large() {
        return large;
    }

    /** Whether {@link #whole} may be asked for. */
    boolean fitsInMemory() {
        return bytes <= LargeMessages.LARGEST_WHOLE;
    }

    /** The message as it came, read back. */
    byte[] whole() {
        return LargeMessages.whole(bodies, body, large);
    }

    /** The beginning of the message, as it came. */
    byte[] head() {
        return head(body);
    }

    /** The beginning of a message, as it came, of which this is the skeleton. */
    static byte[] head(byte[] skeleton) {
        return Arrays.copyOf(skeleton, Math.min(HEAD, Skeleton.untouched(skeleton)));
    }
}
