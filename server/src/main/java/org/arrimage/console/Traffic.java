// SPDX-License-Identifier: Apache-2.0
package org.arrimage.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Turns counters that only grow into rates, by comparing the latest readings. Not safe for
 * concurrent use.
 */
final class Traffic {
    /** Long enough to be calm, short enough to be seen to move. */
    static final long WINDOW_NANOS = 5_000_000_000L;

    /** Points of the little curves: two minutes at one reading a second. */
    static final int CURVE_POINTS = 120;

    private final Map<String, Deque<Reading>> readings = new HashMap<>();
    private final Map<String, Deque<Double>> curves = new HashMap<>();

    private record Reading(long nanos, long count) {}

    /** The counters of a snapshot, by name. */
    static Map<String, Long> counters(Snapshot snapshot) {
        var counters = new HashMap<String, Long>();
        counters.put("accepted", snapshot.accepted());
        for (var route : snapshot.routes()) {
            counters.put(accepted(route.id()), route.accepted());
            counters.merge("delivered", route.delivered(), Long::sum);
            for (var end : route.destinations()) {
                counters.put(delivered(route.id(), end.asset()), end.delivered());
            }
        }
        return counters;
    }

    static String accepted(String route) {
        return "accepted " + route;
    }

    static String delivered(String route, String asset) {
        return "delivered " + route + " " + asset;
    }

    void note(long nanos, Map<String, Long> counters) {
        readings.keySet().retainAll(new HashSet<>(counters.keySet()));
        counters.forEach((name, count) -> {
            var known = readings.computeIfAbsent(name, _ -> new ArrayDeque<>());
            if (!known.isEmpty() && known.getLast().count() > count) {
                known.clear(); // the counter began again
            }
            known.addLast(new Reading(nanos, count));
            while (known.size() > 2 && nanos - known.getFirst().nanos() > WINDOW_NANOS) {
                known.removeFirst();
            }
        });
        for (String name : List.of("accepted", "delivered")) {
            var curve = curves.computeIfAbsent(name, _ -> new ArrayDeque<>());
            rate(name).ifPresent(curve::addLast);
            while (curve.size() > CURVE_POINTS) {
                curve.removeFirst();
            }
        }
    }

    /** Per second over the last seconds; empty until two readings are known. */
    OptionalDouble rate(String name) {
        var known = readings.get(name);
        if (known == null || known.size() < 2) {
            return OptionalDouble.empty();
        }
        double seconds = (known.getLast().nanos() - known.getFirst().nanos()) / 1e9;
        return seconds <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((known.getLast().count() - known.getFirst().count()) / seconds);
    }

    /** The rates of the last two minutes, oldest first. */
    List<Double> curve(String name) {
        return new ArrayList<>(curves.getOrDefault(name, new ArrayDeque<>()));
    }
}
