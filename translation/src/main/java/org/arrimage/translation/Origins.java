// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which segments each resource was made from, so that a mapping's rule for an OBX changes the
 * Observation of that OBX. Kept only for translations with a mapping. A resource is made from the
 * segments whose values were carried since the resource before it; of two segments of one name, the
 * earlier one gave nothing.
 */
final class Origins {
    private static final int[] NONE = {};

    private final boolean kept;
    private final List<Made> made = new ArrayList<>();
    private int[] window = NONE;
    private int length;

    private record Made(String type, Node resource, int[] segments) {}

    Origins(boolean kept) {
        this.kept = kept;
    }

    /** A value of this segment is carried. */
    void touch(Segment segment) {
        if (kept && (length == 0 || window[length - 1] != segment.index())) {
            if (length == window.length) {
                window = Arrays.copyOf(window, Math.max(8, length * 2));
            }
            window[length++] = segment.index();
        }
    }

    /** A resource was added; {@code within} when another is under way, of these segments too. */
    void made(Node resource, boolean within) {
        if (kept) {
            made.add(
                    new Made(
                            resource.text("resourceType"),
                            resource,
                            Arrays.copyOf(window, length)));
            length = within ? length : 0;
        }
    }

    /** Who was made from what, once everything is made. */
    Index index(List<Segment> segments) {
        return new Index(made, segments);
    }

    /** Finds the resource that a rule changes. */
    static final class Index {
        private final Map<String, Set<Node>> byType = new HashMap<>();
        private final Map<String, TreeMap<Integer, Node>> bySegment = new HashMap<>();
        private final Map<String, HashSet<String>> makers = new HashMap<>();

        private Index(List<Made> made, List<Segment> segments) {
            for (Made one : made) {
                byType.computeIfAbsent(one.type(), _ -> new LinkedHashSet<>()).add(one.resource());
                var names = new HashSet<String>();
                for (int i = one.segments().length - 1; i >= 0; i--) {
                    int segment = one.segments()[i];
                    String name = segments.get(segment).name();
                    if (names.add(name)) {
                        bySegment
                                .computeIfAbsent(one.type(), _ -> new TreeMap<>())
                                .putIfAbsent(segment, one.resource());
                        makers.computeIfAbsent(one.type(), _ -> new HashSet<>()).add(name);
                    }
                }
            }
        }

        /** A node is equal to itself alone. */
        Set<Node> all(String type) {
            return byType.getOrDefault(type, Set.of());
        }

        /**
         * The resource made from the segment; for a segment that never makes one, as Z-segments,
         * that of the nearest segment above it, else the first.
         */
        Optional<Node> of(String type, Segment segment) {
            TreeMap<Integer, Node> places = bySegment.getOrDefault(type, new TreeMap<>());
            Optional<Node> own = Optional.ofNullable(places.get(segment.index()));
            if (own.isPresent()
                    || makers.getOrDefault(type, new HashSet<>()).contains(segment.name())) {
                return own;
            }
            return Optional.ofNullable(places.floorEntry(segment.index()))
                    .map(Map.Entry::getValue)
                    .or(() -> all(type).stream().findFirst());
        }
    }
}
