// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The numbers of an order: ORC-2 and OBR-2 the placer's, ORC-3 and OBR-3 the filler's, ORC-4 and
 * ORC-38 the groups', ORC-33 and OBR-53 others of the placer (guide: ORC[ServiceRequest],
 * OBR[ServiceRequest], ORC[DiagnosticReport], OBR[DiagnosticReport]).
 *
 * <p>Ours: the guide prefers OBR's to ORC's in one map and ORC's to OBR's in the other; here OBR's
 * comes first, and ORC's is kept beside it when it differs.
 */
record OrderNumbers(List<Identifier> placers, List<Identifier> fillers, List<Identifier> groups) {

    static OrderNumbers of(Draft draft, OrderGroup order) {
        var placers = new ArrayList<Identifier>(2);
        var fillers = new ArrayList<Identifier>(2);
        for (Optional<Segment> segment : List.of(order.obr(), order.orc())) {
            if (segment.isPresent()) {
                add(placers, Identifier.ei(draft, segment.get().field(2)).typed("PLAC"));
                add(fillers, Identifier.ei(draft, segment.get().field(3)).typed("FILL"));
            }
        }
        order.obr().ifPresent(obr -> alternates(draft, obr, 53, placers));
        order.orc().ifPresent(orc -> alternates(draft, orc, 33, placers));
        var groups = new ArrayList<Identifier>(2);
        order.orc().ifPresent(orc -> groups(draft, orc, groups));
        return new OrderNumbers(placers, fillers, groups);
    }

    /** The number the placer knows the order by, empty when there is none. */
    Identifier placer() {
        return placers.isEmpty() ? Identifier.NONE : placers.getFirst();
    }

    /** The number the filler knows it by. */
    Identifier filler() {
        return fillers.isEmpty() ? Identifier.NONE : fillers.getFirst();
    }

    /** What an order is best known by: its placer's number, else its filler's. */
    Identifier ofRequest() {
        return placers.isEmpty() ? filler() : placer();
    }

    /** What is done for an order is best known by its filler's number, else its placer's. */
    Identifier ofDeed() {
        return fillers.isEmpty() ? placer() : filler();
    }

    /** Puts placer and filler numbers on a request or a report. */
    void addTo(Node owner) {
        placers.forEach(number -> owner.add("identifier", number.node()));
        fillers.forEach(number -> owner.add("identifier", number.node()));
    }

    /**
     * The key of a resource of this order: its number narrowed by what was ordered, since one
     * number may cover several panels; counted when even both come again.
     */
    Key key(Draft draft, String type, OrderGroup order) {
        boolean report = type.equals("DiagnosticReport");
        Identifier best = report ? filler() : placer();
        Identifier other = report ? placer() : filler();
        Identifier known = best.isEmpty() ? other : best;
        Segment counted = order.obr().or(order::orc).orElseGet(order.members()::getFirst);
        String nth = Integer.toString(counted.occurrence());
        if (known.isEmpty()) {
            return Key.derived(type, draft.messageName(), counted.name(), nth);
        }
        Key key = known.key(type);
        if (order.obr().isPresent()) {
            Value code = order.obr().get().field(4);
            int first = code.component(1).isPresent() ? 1 : 4;
            key =
                    key.and(
                            "code",
                            Systems.code(draft, Draft.peek(code.component(first + 2))),
                            Draft.peek(code.component(first)));
        }
        return draft.bundle().has(key) ? Key.derived(type, key.uuid(), nth) : key;
    }

    /** Its parent's numbers: OBR-29, else ORC-8 (EIP: placer's, then filler's). */
    static List<Identifier> parents(Draft draft, OrderGroup order) {
        var found = new ArrayList<Identifier>(2);
        order.obr().ifPresent(obr -> pair(draft, obr.field(29), found));
        if (found.isEmpty()) {
            order.orc().ifPresent(orc -> pair(draft, orc.field(8), found));
        }
        return found;
    }

    private static void pair(Draft draft, Value pair, List<Identifier> found) {
        add(found, Identifier.eiWithin(draft, pair.component(1)).typed("PLAC"));
        Value second = pair.component(2);
        add(found, Identifier.eiWithin(draft, second).typed("FILL"));
    }

    /** ORC-4 is an EI in most versions, and a pair of them (EIP) since 2.8. */
    private static void groups(Draft draft, Segment orc, List<Identifier> groups) {
        Value group = orc.field(4);
        boolean pair =
                group.component(1).hasParts() || (group.component(2).hasParts() && isShort(group));
        if (pair) {
            add(groups, Identifier.eiWithin(draft, group.component(1)).typed("PGN"));
            add(groups, Identifier.eiWithin(draft, group.component(2)).typed("FGN"));
        } else {
            add(groups, Identifier.ei(draft, group).typed("PGN"));
        }
        add(groups, Identifier.ei(draft, orc.field(38)).typed("FGN"));
    }

    private static boolean isShort(Value group) {
        return !group.component(3).isPresent();
    }

    private static void alternates(Draft draft, Segment segment, int field, List<Identifier> to) {
        for (Value repetition : segment.repetitions(field)) {
            add(to, Identifier.cx(draft, repetition).typed("PLAC"));
        }
    }

    private static void add(List<Identifier> numbers, Identifier number) {
        if (!number.isEmpty() && !numbers.contains(number)) {
            numbers.add(number);
        }
    }
}
