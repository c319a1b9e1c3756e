// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.List;

/**
 * A drug order: ORC with RXO, RXE or RXG to MedicationRequest (guide: RXO[MedicationRequest]; RXE
 * and RXG have no map: HL7 v2 chapter 4A, R4 MedicationRequest).
 *
 * <ul>
 *   <li>intent: RXO is the original order, RXE the pharmacy's own view of it (filler-order), RXG
 *       one administration of it (instance-order)
 *   <li>ORC-2, -3, RXE-15 identifier; ORC-4 group; ORC-5, else ORC-1 status; ORC-9, RXE-32
 *       authored; ORC-12, RXO-14, RXE-13 requester; ORC-10 recorder; ORC-16 status reason; ORC-29
 *       category
 *   <li>RXO-9 substitution; RXO-11 to -13, RXE-10 to -12, -39 what to dispense; RXO-32, RXE-40 the
 *       pharmacy; RXO-6, RXE-21, RXG-9 and NTE notes; RXO-20, RXE-27, RXG-22 reason
 * </ul>
 *
 * <p>RXE-9, what was substituted, and RXE-16 to -18, what was dispensed so far, are of dispensing;
 * they are lost here.
 */
final class MedicationRequestMapper {
    private final Draft draft;
    private final DrugOrder order;
    private final DrugGroup drug;
    private final Segment head;
    private final Node request = Node.resource("MedicationRequest");

    private MedicationRequestMapper(Draft draft, DrugOrder order, DrugGroup drug) {
        this.draft = draft;
        this.order = order;
        this.drug = drug;
        this.head = drug.head();
    }

    /**
     * Maps one.
     *
     * @param original what it is based on, empty when nothing in the message is
     * @param told whether the message tells the order, and does not only repeat it
     * @return a reference to it
     */
    static String map(Draft draft, DrugOrder order, DrugGroup drug, String original, boolean told) {
        return new MedicationRequestMapper(draft, order, drug).map(original, told);
    }

    private String map(String original, boolean told) {
        order.numbers().addTo(request);
        prescription();
        order.orc().ifPresent(orc -> RequestMapper.security(draft, orc, request));
        status();
        String intent = intent();
        request.put("intent", intent);
        order.orc()
                .ifPresent(orc ->
                        request.add(
                                "category",
                                Codes.concept(draft, orc.field(29), Table.DRUG_ORDER_TYPE)));
        MedicationMapper.put(draft, drug, request);
        request.put("subject", order.subject());
        request.put("encounter", new Node().put("reference", order.encounter()));
        people();
        for (Value why : head.repetitions(drug.fields().indication())) {
            request.add("reasonCode", Codes.concept(draft, why));
        }
        request.add("basedOn", new Node().put("reference", original));
        order.numbers().groups().stream()
                .findFirst()
                .ifPresent(group -> request.put("groupIdentifier", group.node()));
        notes();
        Dosages.add(draft, drug, older(), request);
        dispense();
        if (head.is("RXO")) {
            request.put(
                    "substitution",
                    new Node()
                            .put(
                                    "allowedCodeableConcept",
                                    Codes.concept(draft, head.field(9), Table.ALLOW_SUBSTITUTION)));
        }
        Key key = order.key(draft, "MedicationRequest", intent, head);
        return told ? draft.bundle().put(request, key) : draft.bundle().mention(request, key);
    }

    /** RXE-15, the pharmacy's number of the prescription. */
    private void prescription() {
        String number = head.is("RXE") ? draft.text(head, 15) : "";
        if (!number.isEmpty()) {
            request.add("identifier", new Identifier(Systems.sender(draft), number, "").node());
        }
    }

    private void status() {
        String status = order.orc().map(orc -> status(draft, orc)).orElse("");
        request.put("status", status.isEmpty() ? "unknown" : status);
        order.orc()
                .ifPresent(orc -> request.put("statusReason", Codes.concept(draft, orc.field(16))));
    }

    static String status(Draft draft, Segment orc) {
        String byStatus = Codes.mapped(draft, orc.field(5), Table.DRUG_ORDER_STATUS);
        String byControl = Codes.ifMapped(draft, orc.field(1), Table.DRUG_ORDER_CONTROL);
        return byStatus.isEmpty() ? byControl : byStatus;
    }

    private String intent() {
        return switch (head.name()) {
            case "RXE" -> "filler-order";
            case "RXG" -> "instance-order";
            default -> "original-order";
        };
    }

    private void people() {
        String authored = order.orc().map(orc -> Times.dateTime(draft, orc.field(9))).orElse("");
        if (head.is("RXE")) {
            String original = Times.dateTime(draft, head.field(32));
            authored = original.isEmpty() ? authored : original;
        }
        request.put("authoredOn", authored);
        Node requester = RequestMapper.requester(draft, order.group());
        int own =
                switch (head.name()) {
                    case "RXO" -> 14;
                    case "RXE" -> 13;
                    default -> 0;
                };
        Node prescriber = own == 0 ? new Node() : Parties.practitioner(draft, head.field(own));
        request.put("requester", requester.isEmpty() ? prescriber : requester);
        order.orc()
                .ifPresent(
                        orc -> request.put("recorder", Parties.practitioner(draft, orc.field(10))));
    }

    private void notes() {
        int field =
                switch (head.name()) {
                    case "RXO" -> 6;
                    case "RXE" -> 21;
                    case "RXG" -> 9;
                    default -> 0;
                };
        for (Value note : field == 0 ? List.<Value>of() : head.repetitions(field)) {
            DrugNotes.add(draft, note, request);
        }
        Notes.addAll(draft, drug.notes(), request);
        Notes.addAll(draft, order.notes(), request);
    }

    private Value older() {
        return switch (head.name()) {
            case "RXE" -> head.field(1);
            case "RXG" -> head.field(3);
            default -> order.orc().map(orc -> orc.field(7)).orElseGet(() -> head.field(99));
        };
    }

    /** How much to dispense, how often again, and who dispenses. */
    private void dispense() {
        boolean encoded = head.is("RXE");
        if (!encoded && !head.is("RXO")) {
            return;
        }
        int amount = encoded ? 10 : 11;
        int pharmacy = encoded ? 40 : 32;
        Node dispense = new Node();
        if (encoded) {
            dispense.put(
                    "initialFill",
                    new Node()
                            .put("quantity", Quantities.of(draft, head.field(39), head.field(11))));
        }
        String refills = Numbers.whole(Draft.peek(head.field(amount + 2)));
        if (!refills.isEmpty()) {
            draft.took(head.field(amount + 2));
            dispense.number("numberOfRepeatsAllowed", refills);
        }
        dispense.put("quantity", Quantities.of(draft, head.field(amount), head.field(amount + 1)));
        dispense.put(
                "performer",
                CodedOrganization.of(
                        draft,
                        head.field(pharmacy),
                        Contacts.xad(draft, head.field(pharmacy + 1)),
                        Contacts.xtn(draft, head.field(encoded ? 45 : 36), "work")));
        request.put("dispenseRequest", dispense);
    }
}
