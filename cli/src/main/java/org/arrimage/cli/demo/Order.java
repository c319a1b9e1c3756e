// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.demo;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Whether messages arrived in the order they were sent, within each person. Message {@code i} is
 * about person {@code i % people}.
 */
final class Order {

    private Order() {}

    /**
     * Looks at the first arrival of each; a repetition after a crash is allowed by the design and
     * judged elsewhere.
     */
    static boolean kept(List<String> arrived, List<String> sent, int people) {
        Map<String, Integer> rank = new HashMap<>();
        int position = 0;
        for (String control : new LinkedHashSet<>(arrived)) {
            rank.put(control, position++);
        }
        return rising(
                sent.stream().map(control -> rank.getOrDefault(control, -1)).toList(), people);
    }

    /** Whether the positions rise within each person, none missing (-1). */
    static boolean rising(List<Integer> positions, int people) {
        for (int i = 0; i < positions.size(); i++) {
            if (positions.get(i) < 0
                    || (i >= people && positions.get(i) <= positions.get(i - people))) {
                return false;
            }
        }
        return true;
    }
}
