// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import org.arrimage.hl7v2.Joining.Outcome;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Checks that each piece continues the one before it: MSH-14 is DSC-1 (HL7 v2.5.1 §2.10.2). */
final class PieceOrder {
    private final List<byte[]> pieces;

    PieceOrder(List<byte[]> pieces) {
        this.pieces = pieces;
    }

    /** What is wrong with the first piece out of place. */
    Optional<Outcome> check() {
        var pointers = new ArrayList<Fragment>(pieces.size());
        for (byte[] bytes : pieces) {
            Optional<Hl7Message> seen = MessageReader.glimpse(bytes);
            if (seen.isEmpty()) {
                return Optional.of(
                        Joining.broken(
                                pointers.size(),
                                ProblemCode.MSH_NOT_FIRST,
                                Location.segment("", 0, 0)));
            }
            SegmentIndex index = seen.get().index();
            for (int i = 0; i < index.count(); i++) {
                if (!index.wellNamed(i)) {
                    return problem(
                            pointers.size(),
                            ProblemCode.SEGMENT_NAME_INVALID,
                            Location.segment("", 0, index.start(i)));
                }
            }
            pointers.add(Fragment.of(seen.get()).orElse(new Fragment("", "")));
        }
        return repeated(pointers).or(() -> misplaced(pointers)).or(() -> unfinished(pointers));
    }

    private Optional<Outcome> repeated(List<Fragment> pointers) {
        var announced = new HashSet<String>();
        for (int i = 0; i < pointers.size(); i++) {
            Fragment each = pointers.get(i);
            if (!each.isLast() && !announced.add(each.announces())) {
                return problem(i, ProblemCode.CONTINUATION_REPEATED, announcement(i));
            }
        }
        return Optional.empty();
    }

    private Optional<Outcome> misplaced(List<Fragment> pointers) {
        String due = "";
        for (int i = 0; i < pointers.size(); i++) {
            Fragment each = pointers.get(i);
            boolean begins = i == 0;
            if (!each.continues().equals(due) || (!begins && due.isEmpty())) {
                boolean elsewhere =
                        each.isFirst()
                                || pointers.stream()
                                        .anyMatch(other ->
                                                other.announces().equals(each.continues()));
                return problem(
                        i,
                        elsewhere
                                ? ProblemCode.CONTINUATION_DISORDERED
                                : ProblemCode.CONTINUATION_UNKNOWN,
                        seen(pieces.get(i)).msh().location(MessageReader.CONTINUATION_POINTER));
            }
            due = each.announces();
        }
        return Optional.empty();
    }

    private Optional<Outcome> unfinished(List<Fragment> pointers) {
        int last = pointers.size() - 1;
        return pointers.get(last).isLast()
                ? Optional.empty()
                : problem(last, ProblemCode.CONTINUATION_UNFINISHED, announcement(last));
    }

    private Location announcement(int piece) {
        return seen(pieces.get(piece)).segments().getLast().location(1);
    }

    private static Optional<Outcome> problem(int piece, ProblemCode code, Location where) {
        return Optional.of(Joining.broken(piece, code, where));
    }

    /** A piece that {@link #check()} has looked at. */
    static Hl7Message seen(byte[] bytes) {
        return MessageReader.glimpse(bytes).orElseThrow();
    }
}
