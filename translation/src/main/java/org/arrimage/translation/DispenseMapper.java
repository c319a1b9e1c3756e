// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.Set;

/**
 * RXD with RXR, RXC, TQ1 and NTE to MedicationDispense (no map in the guide; HL7 v2 chapter 4A, R4
 * MedicationDispense): RXD-2 to -6, -16 to -20, -28, -29 the drug and how much; RXD-3 when handed
 * over; RXD-7 prescription; RXD-9 note; RXD-10 by whom; RXD-11 substitution; RXD-13 where to;
 * RXD-15 instructions; RXD-33 type.
 */
final class DispenseMapper {
    /** What ORC says when it is not simply dispensed. */
    private static final Set<String> OTHERWISE =
            Set.of("cancelled", "stopped", "on-hold", "entered-in-error");

    /** HL7 table 0167: codes that say whether something else was dispensed; others do not. */
    private static final Set<String> SAME = Set.of("N", "1");

    private static final Set<String> OTHER = Set.of("G", "T");

    private DispenseMapper() {}

    static String map(Draft draft, DrugOrder order, DrugGroup drug, Node prescription) {
        Segment rxd = drug.head();
        Node dispense = Node.resource("MedicationDispense");
        order.numbers().addTo(dispense);
        String number = draft.text(rxd, 7);
        if (!number.isEmpty()) {
            dispense.add("identifier", new Identifier(Systems.sender(draft), number, "").node());
        }
        order.orc().ifPresent(orc -> RequestMapper.security(draft, orc, dispense));
        String ordered =
                order.orc().map(orc -> MedicationRequestMapper.status(draft, orc)).orElse("");
        dispense.put("status", OTHERWISE.contains(ordered) ? ordered : "completed");
        MedicationMapper.put(draft, drug, dispense);
        dispense.put("subject", order.subject());
        dispense.put("context", new Node().put("reference", order.encounter()));
        for (Value provider : rxd.repetitions(10)) {
            Parties.addPerformer(draft, provider, new Node(), dispense);
        }
        dispense.add("authorizingPrescription", prescription);
        dispense.put("type", Codes.concept(draft, rxd.field(33)));
        dispense.put("quantity", Quantities.of(draft, rxd.field(4), rxd.field(5)));
        dispense.put("whenHandedOver", Times.dateTime(draft, rxd.field(3)));
        dispense.put("destination", AdministrationPlace.la2(draft, rxd.field(13)));
        for (Value note : rxd.repetitions(9)) {
            DrugNotes.add(draft, note, dispense);
        }
        Notes.addAll(draft, drug.notes(), dispense);
        Dosages.add(draft, drug, rxd.field(99), dispense);
        dispense.put("substitution", substitution(draft, rxd.field(11)));
        return draft.bundle().put(dispense, order.deed(draft, "MedicationDispense", rxd));
    }

    private static Node substitution(Draft draft, Value code) {
        String told = Draft.peek(code);
        return OTHER.contains(told) || SAME.contains(told)
                ? new Node()
                        .put("wasSubstituted", OTHER.contains(told))
                        .put("type", Codes.concept(draft, code, Table.SUBSTITUTION))
                : new Node();
    }
}
