// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.nio.charset.StandardCharsets;

/**
 * The drug of RXO, RXE, RXD, RXG and RXA, with RXC, to Medication (guide: RXO[MedicationRequest],
 * rows of Medication; the other segments have no map: HL7 v2 chapter 4A, R4 Medication).
 *
 * <p>Ours: a drug of which only a code is told is a concept and no resource; a strength without
 * volume is of one unit of the drug, since R4 wants both terms of a ratio; a Medication is named
 * after all it says, so that equal ones are one.
 */
final class MedicationMapper {
    private MedicationMapper() {}

    /** Puts {@code medication[x]} on what is ordered, dispensed or given. */
    static void put(Draft draft, DrugGroup drug, Node owner) {
        Segment head = drug.head();
        DrugFields fields = drug.fields();
        Node code = code(draft, head, fields);
        Node medication = Node.resource("Medication").put("code", code);
        medication.put("manufacturer", maker(draft, head, fields));
        medication.put("form", Codes.concept(draft, head.field(fields.form())));
        Node strength = strength(draft, head, fields.strength(), fields.volume());
        if (!strength.isEmpty() && !code.isEmpty()) {
            medication.add(
                    "ingredient",
                    new Node().put("itemCodeableConcept", code).put("strength", strength));
        }
        for (Segment component : drug.components()) {
            medication.add("ingredient", ingredient(draft, component));
        }
        if (fields.lot() > 0) {
            medication.put(
                    "batch",
                    new Node()
                            .put("lotNumber", draft.text(head, fields.lot()))
                            .put(
                                    "expirationDate",
                                    Times.dateTime(draft, head.field(fields.lot() + 1))));
        }
        boolean more =
                medication.has("form")
                        || medication.has("ingredient")
                        || medication.has("batch")
                        || medication.has("manufacturer");
        if (more) {
            String content = new String(medication.toJson(), StandardCharsets.UTF_8);
            String reference = draft.bundle().put(medication, Key.derived("Medication", content));
            owner.put("medicationReference", Parties.reference(reference));
        } else {
            if (code.isEmpty()) {
                draft.remark(ProblemCode.REQUIRED_FIELD_MISSING, head.field(fields.code()));
            }
            owner.put("medicationCodeableConcept", Extensions.orUnknown(code));
        }
    }

    /** The code; an order in words only has them in RXO-6 (chapter 4A, RXO-1). */
    private static Node code(Draft draft, Segment head, DrugFields fields) {
        Node code = Codes.concept(draft, head.field(fields.code()));
        if (!code.isEmpty() || !head.is("RXO")) {
            return code;
        }
        Value words = head.field(6);
        String text = draft.text(words.component(2));
        return new Node().put("text", text.isEmpty() ? draft.text(words.component(1)) : text);
    }

    private static Node maker(Draft draft, Segment head, DrugFields fields) {
        return fields.lot() == 0
                ? new Node()
                : CodedOrganization.of(draft, head.field(fields.lot() + 2));
    }

    /** RXC: what it is, and how strong, else how much of it (guide: none). */
    private static Node ingredient(Draft draft, Segment rxc) {
        Node item = Codes.concept(draft, rxc.field(2));
        if (item.isEmpty()) {
            return item;
        }
        Node ingredient = new Node().put("itemCodeableConcept", item);
        String type = draft.text(rxc, 1);
        if (type.equals("B") || type.equals("A")) {
            // Table 0166: the base carries, the additive acts.
            ingredient.put("isActive", type.equals("A"));
        }
        Node strength = strength(draft, rxc, 5, 8);
        return ingredient.put(
                "strength", strength.isEmpty() ? strength(draft, rxc, 3, 0) : strength);
    }

    private static Node strength(Draft draft, Segment segment, int number, int volume) {
        if (number == 0) {
            return new Node();
        }
        Node numerator = Quantities.of(draft, segment.field(number), segment.field(number + 1));
        if (numerator.isEmpty()) {
            return numerator;
        }
        Node denominator =
                volume == 0
                        ? new Node()
                        : Quantities.of(draft, segment.field(volume), segment.field(volume + 1));
        return new Node()
                .put("numerator", numerator)
                .put(
                        "denominator",
                        denominator.isEmpty() ? new Node().number("value", "1") : denominator);
    }
}
