// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The populated places of a message that reached nothing in the translation. Places only, never
 * what stood there.
 *
 * @param populated how many leaf values the message has, separators and set ids left out
 * @param lost paths of those that were not carried, in message order, at most {@link #MOST}
 * @param unlisted how many more there are
 */
public record LossReport(int populated, List<String> lost, int unlisted) {

    /** Longest list kept: a message of a hundred thousand results repeats the same loss. */
    public static final int MOST = 1000;

    public LossReport {
        lost = List.copyOf(lost);
    }

    /** Whether everything was carried. */
    public boolean isEmpty() {
        return lost.isEmpty();
    }

    /** {@code {"populated":n,"lost":["PV1-39.1"],"unlisted":n}} in UTF-8. */
    public byte[] toJson() {
        Node report = new Node().number("populated", Integer.toString(populated));
        for (String path : lost) {
            report.add("lost", path);
        }
        if (unlisted > 0) {
            report.number("unlisted", Integer.toString(unlisted));
        }
        return report.toJson();
    }

    @Override
    public String toString() {
        return new String(toJson(), StandardCharsets.UTF_8);
    }
}
