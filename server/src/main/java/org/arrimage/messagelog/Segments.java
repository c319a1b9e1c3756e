// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which partition holds which positions, in memory: a reader asks only those it needs, however many
 * days are kept.
 */
final class Segments {

    private final Map<Integer, Segment> byBucket = new ConcurrentHashMap<>();

    /** Reads what is there. */
    static Segments of(LogStore store) {
        Segments segments = new Segments();
        for (int bucket : store.partitions().all()) {
            store.segment(bucket).ifPresent(found -> segments.byBucket.put(bucket, found));
        }
        return segments;
    }

    /** The highest position; 0 while the log is empty. */
    long end() {
        return byBucket.values().stream().mapToLong(Segment::last).max().orElse(0);
    }

    /** Notes a block that was committed. */
    void add(Block block) {
        byBucket.merge(
                block.bucket(),
                new Segment(block.bucket(), block.first(), block.last()),
                (before, _) -> before.with(block.first(), block.last()));
    }

    void put(Segment segment) {
        byBucket.put(segment.bucket(), segment);
    }

    void remove(int bucket) {
        byBucket.remove(bucket);
    }

    boolean has(int bucket) {
        return byBucket.containsKey(bucket);
    }

    /** The partitions that hold something. */
    Set<Integer> buckets() {
        return Set.copyOf(byBucket.keySet());
    }

    /** Those that reach past a position, the earliest first. */
    List<Segment> after(long position) {
        return byBucket.values().stream()
                .filter(segment -> segment.last() > position)
                .sorted(Comparator.comparingLong(Segment::first))
                .toList();
    }

    /** Those that may hold a position. */
    List<Segment> around(long position) {
        return byBucket.values().stream()
                .filter(segment -> segment.first() <= position && position <= segment.last())
                .toList();
    }

    /** All, the newest first. */
    List<Segment> newestFirst() {
        return byBucket.values().stream()
                .sorted(Comparator.comparingLong(Segment::last).reversed())
                .toList();
    }
}
