// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One order as a message gives it: ORC, OBR and the segments up to the next order (HL7 v2 chapters
 * 4 and 7). ORC comes before its OBR, but after it in OUL R22 to R24.
 *
 * @param members the segments of the group, ORC and OBR included
 */
record OrderGroup(Optional<Segment> orc, Optional<Segment> obr, List<Segment> members) {
    private static final Set<String> DETAILS = Set.of("RXO", "RXE", "ODS", "ODT", "RQD");

    /** The group that begins at an ORC or an OBR. */
    static OrderGroup at(List<Segment> segments, int at, boolean specimenFirst) {
        Segment first = segments.get(at);
        Optional<Segment> orc = first.is("ORC") ? Optional.of(first) : Optional.empty();
        Optional<Segment> obr = first.is("OBR") ? Optional.of(first) : Optional.empty();
        int end = at + 1;
        while (end < segments.size()) {
            Segment segment = segments.get(end);
            if (segment.is("OBR") && obr.isEmpty()) {
                obr = Optional.of(segment);
            } else if (segment.is("ORC") && orc.isEmpty() && followsItsObr(segments, end)) {
                orc = Optional.of(segment);
            } else if (endsOrder(segment, specimenFirst)) {
                break;
            }
            end++;
        }
        return new OrderGroup(orc, obr, segments.subList(at, end));
    }

    /** Only laboratory automation (OUL) says what is done before who asked for it. */
    private static boolean followsItsObr(List<Segment> segments, int at) {
        return segments.getFirst().message().header().messageCode().equals("OUL")
                && segments.get(at - 1).is("OBR");
    }

    private static boolean endsOrder(Segment segment, boolean specimenFirst) {
        return segment.is("ORC")
                || segment.is("OBR")
                || segment.is("PID")
                || segment.is("TXA")
                || isFinancial(segment)
                || (specimenFirst && segment.is("SPM"));
    }

    /** What is paid, by whom and, in a bill, for what, comes after the orders. */
    private static boolean isFinancial(Segment segment) {
        return segment.is("FT1")
                || segment.is("GT1")
                || segment.is("IN1")
                || segment.is("ACC")
                || (segment.is("DG1") && segment.message().header().messageCode().equals("DFT"));
    }

    /** Whether it orders a drug, a diet or supplies, and no observation. */
    boolean isOther() {
        return obr.isEmpty()
                && members.stream().anyMatch(segment -> DETAILS.contains(segment.name()));
    }

    /** Whether it orders a drug. */
    boolean isDrug() {
        return obr.isEmpty()
                && members.stream().anyMatch(segment -> segment.is("RXO") || segment.is("RXE"));
    }

    /** The segments that tell of the order itself: those before the first OBX or SPM. */
    List<Segment> head() {
        int end = 0;
        while (end < members.size() && !members.get(end).is("OBX") && !members.get(end).is("SPM")) {
            end++;
        }
        return members.subList(0, end);
    }

    /** The notes of the order: NTE among its head. */
    List<Segment> notes() {
        return named("NTE");
    }

    /** The head's segments of that name. */
    List<Segment> named(String name) {
        var found = new ArrayList<Segment>(1);
        for (Segment segment : head()) {
            if (segment.is(name)) {
                found.add(segment);
            }
        }
        return found;
    }

    /** Whether ORC-1 gives this control code. */
    boolean orcIs(String control) {
        return orc.isPresent() && Draft.peek(orc.get().field(1)).equals(control);
    }
}
