// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import java.util.Arrays;
import java.util.List;

/**
 * The values of a message that are not in its body, which then is a skeleton (decision 0014).
 *
 * @param body their number in the log; 0 for a message that has none, as almost all
 * @param bucket the partition of their chunks, and of the message's block
 * @param bytes length of the whole message
 * @param hash keyed hash of all values, one after the other
 */
public record LargeValues(long body, int bucket, int bytes, long hash) {

    /** Of a message that is all in its body. */
    public static final LargeValues NONE = new LargeValues(0, 0, 0, 0);

    private static final long[] NO_BODIES = {};

    /** Whether the message is all in its body. */
    public boolean isNone() {
        return body == 0;
    }

    /** The numbers of those that several messages have. */
    static long[] bodies(List<Incoming> messages) {
        long[] bodies = NO_BODIES;
        for (Incoming message : messages) {
            if (!message.large().isNone()) {
                bodies = Arrays.copyOf(bodies, bodies.length + 1);
                bodies[bodies.length - 1] = message.large().body();
            }
        }
        return bodies;
    }
}
