// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.SegmentText;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds, for each segment written from a bundle, the segment of the source message it came from:
 * the same name, in the same order, the one whose fields agree most when some have no counterpart.
 */
final class Alignment {
    /** How far ahead a counterpart is looked for, so that the work grows with the message only. */
    private static final int WINDOW = 20;

    /** What stands for a segment without counterpart. */
    static final int NONE = -1;

    private Alignment() {}

    /** For each written segment, the index of its source; {@link #NONE} when it has none. */
    static int[] of(List<SegmentText> written, List<SegmentText> source) {
        Map<String, List<Integer>> sources = byName(source);
        int[] found = new int[written.size()];
        Arrays.fill(found, NONE);
        byName(written)
                .forEach((name, mine) ->
                        align(written, source, mine, sources.getOrDefault(name, List.of()), found));
        return found;
    }

    private static Map<String, List<Integer>> byName(List<SegmentText> segments) {
        var byName = new LinkedHashMap<String, List<Integer>>();
        for (int i = 0; i < segments.size(); i++) {
            byName.computeIfAbsent(segments.get(i).name(), _ -> new ArrayList<>()).add(i);
        }
        return byName;
    }

    private static void align(
            List<SegmentText> written,
            List<SegmentText> source,
            List<Integer> mine,
            List<Integer> theirs,
            int[] found) {
        boolean same = mine.size() == theirs.size();
        int next = 0;
        for (int i = 0; i < mine.size() && next < theirs.size(); i++) {
            int best = next;
            if (!same) {
                int last = Math.min(theirs.size(), next + WINDOW);
                int bestScore = Integer.MIN_VALUE;
                for (int at = next; at < last; at++) {
                    int score = score(written.get(mine.get(i)), source.get(theirs.get(at)));
                    if (score > bestScore) {
                        best = at;
                        bestScore = score;
                    }
                }
                if (bestScore <= 0) {
                    continue;
                }
            }
            found[mine.get(i)] = theirs.get(best);
            next = best + 1;
        }
    }

    /** Agreeing fields, less those that differ; the set id says nothing. */
    private static int score(SegmentText one, SegmentText other) {
        int score = 0;
        int count = Math.min(one.fieldCount(), other.fieldCount());
        for (int n = one.is("MRG") || one.is("ORC") ? 1 : 2; n <= count; n++) {
            String mine = one.field(n);
            String theirs = other.field(n);
            if (!mine.isEmpty() && !theirs.isEmpty()) {
                score += mine.equals(theirs) ? 4 : -1;
            }
        }
        return score;
    }
}
