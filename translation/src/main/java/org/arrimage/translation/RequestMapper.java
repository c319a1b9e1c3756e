// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.ArrayList;
import java.util.List;

/**
 * ORC, OBR and TQ1 to ServiceRequest (guide: ORC[ServiceRequest], OBR[ServiceRequest],
 * TQ1[ServiceRequest], TQ[ServiceRequest], NTE[ServiceRequest]; HL7 v2 chapter 4).
 *
 * <ul>
 *   <li>{@link OrderNumbers} identifiers and requisition; OBR-29 or ORC-8 basedOn; ORC-5 or ORC-1
 *       status; OBR-11 intent; OBR-5, TQ1-9, OBR-27 priority; OBR-4 code; OBR-46, OBR-47 details
 *   <li>{@link Timings}, else OBR-6 occurrence; ORC-9 authored; ORC-12 or OBR-16 requester, for
 *       ORC-21; ORC-14, OBR-17 call-back number; OBR-31 reason; OBR-13 supporting information
 *   <li>ORC-16 reason of the control code; ORC-28 confidentiality; ORC-29 place; NTE notes
 * </ul>
 *
 * <p>Ours: see OBR and ORC in {@code docs/protocols/differences.md}.
 */
final class RequestMapper {
    private RequestMapper() {}

    /** A request in the bundle, to which specimens and observations are added. */
    record Mapped(String reference, Node node) {}

    static Mapped map(
            Draft draft, OrderGroup order, OrderNumbers numbers, Node code, PatientVisit about) {
        Node request = Node.resource("ServiceRequest");
        order.orc().ifPresent(orc -> security(draft, orc, request));
        extensions(draft, order, request);
        numbers.addTo(request);
        groups(numbers, request);
        for (Identifier parent : OrderNumbers.parents(draft, order)) {
            request.add(
                    "basedOn",
                    new Node().put("type", "ServiceRequest").put("identifier", parent.node()));
        }
        request.put("status", order.orc().map(orc -> status(draft, orc)).orElse("unknown"));
        request.put("intent", intent(draft, order));
        Timings.Read timing = timing(draft, order);
        request.put("priority", priority(draft, order, timing));
        request.put("code", code);
        order.obr().ifPresent(obr -> details(draft, obr, request));
        request.put("quantityQuantity", timing.quantity());
        request.put("subject", Extensions.orUnknown(about.patient().link()));
        request.put("encounter", new Node().put("reference", about.encounter()));
        occurrence(draft, order, timing, request);
        order.orc()
                .ifPresent(orc -> request.put("authoredOn", Times.dateTime(draft, orc.field(9))));
        request.put("requester", requester(draft, order));
        order.orc().ifPresent(orc -> place(draft, orc, request));
        order.obr().ifPresent(obr -> reasons(draft, obr, request));
        timing.notes().forEach(note -> request.add("note", new Node().put("text", note)));
        Notes.addAll(draft, order.notes(), request);
        String reference = draft.bundle().put(request, numbers.key(draft, "ServiceRequest", order));
        return new Mapped(reference, request);
    }

    /** ORC-28 to a security label. */
    static void security(Draft draft, Segment orc, Node owner) {
        Node label = Codes.coding(draft, orc.field(28), Table.CONFIDENTIALITY);
        if (!label.isEmpty()) {
            owner.put("meta", new Node().add("security", label));
        }
    }

    private static void extensions(Draft draft, OrderGroup order, Node request) {
        order.orc()
                .ifPresent(orc ->
                        request.add(
                                "extension",
                                Extensions.of(
                                        "request-statusReason",
                                        "valueCodeableConcept",
                                        Codes.concept(draft, orc.field(16)))));
        var phones = new ArrayList<Value>();
        order.obr().ifPresent(obr -> phones.addAll(obr.repetitions(17)));
        if (phones.isEmpty()) {
            order.orc().ifPresent(orc -> phones.addAll(orc.repetitions(14)));
        }
        for (Value phone : phones) {
            request.add(
                    "extension",
                    Extensions.of(
                            "servicerequest-order-callback-phone-number",
                            "valueContactPoint",
                            Contacts.xtn(draft, phone, "")));
        }
    }

    /** FHIR knows one requisition: the placer's group; others are numbers of the request. */
    private static void groups(OrderNumbers numbers, Node request) {
        for (Identifier group : numbers.groups()) {
            if (group.type().equals("PGN") && !request.has("requisition")) {
                request.put("requisition", group.node());
            } else {
                request.add("identifier", group.node());
            }
        }
    }

    private static String status(Draft draft, Segment orc) {
        String byStatus = Codes.mapped(draft, orc.field(5), Table.ORDER_STATUS);
        if (!byStatus.isEmpty()) {
            return byStatus;
        }
        String byControl = Codes.ifMapped(draft, orc.field(1), Table.ORDER_CONTROL);
        return byControl.isEmpty() ? "unknown" : byControl;
    }

    private static String intent(Draft draft, OrderGroup order) {
        if (order.obr().isPresent() && Draft.peek(order.obr().get().field(11)).equals("G")) {
            draft.took(order.obr().get().field(11).leaf());
            return "reflex-order";
        }
        return "order";
    }

    /** TQ1, else ORC-7, else OBR-27: the first of each, since FHIR has one occurrence. */
    private static Timings.Read timing(Draft draft, OrderGroup order) {
        List<Segment> tq1 = order.named("TQ1");
        if (!tq1.isEmpty()) {
            return Timings.ofTq1(draft, tq1.getFirst());
        }
        if (order.orc().isPresent() && order.orc().get().field(7).isPresent()) {
            return Timings.ofTq(draft, order.orc().get().field(7));
        }
        return order.obr().isPresent()
                ? Timings.ofTq(draft, order.obr().get().field(27))
                : Timings.Read.NOTHING;
    }

    private static String priority(Draft draft, OrderGroup order, Timings.Read timing) {
        if (order.obr().isEmpty()) {
            return timing.priority();
        }
        Segment obr = order.obr().get();
        String own = Timings.priority(draft, obr.field(27).component(6));
        String old = Timings.priority(draft, obr.field(5));
        return !timing.priority().isEmpty() ? timing.priority() : own.isEmpty() ? old : own;
    }

    private static void details(Draft draft, Segment obr, Node request) {
        for (int field : new int[] {46, 47}) {
            for (Value repetition : obr.repetitions(field)) {
                request.add("orderDetail", Codes.concept(draft, repetition));
            }
        }
    }

    private static void occurrence(
            Draft draft, OrderGroup order, Timings.Read timing, Node request) {
        if (!timing.timing().isEmpty()) {
            request.put("occurrenceTiming", timing.timing());
        } else if (order.obr().isPresent()) {
            request.put("occurrenceDateTime", Times.dateTime(draft, order.obr().get().field(6)));
        }
    }

    /** Who asks, and for which establishment when ORC-21 names one. */
    static Node requester(Draft draft, OrderGroup order) {
        Node who = new Node();
        for (Segment prt : order.named("PRT")) {
            if (who.isEmpty() && Draft.peek(prt.field(4)).equals("OP")) {
                who = Participations.who(draft, prt);
            }
        }
        if (order.orc().isPresent()) {
            who = who.isEmpty() ? provider(draft, order.orc().get()) : who;
        }
        if (order.obr().isPresent()) {
            Node other = Roles.practitioner(draft, order.obr().get().field(16));
            who = who.isEmpty() ? other : who;
        }
        if (order.orc().isEmpty()) {
            return who;
        }
        return Roles.role(draft, who, facility(draft, order.orc().get()), new Node());
    }

    /** ORC-12, whose address is ORC-24. */
    private static Node provider(Draft draft, Segment orc) {
        Node who = Roles.practitioner(draft, orc.field(12));
        Node address = Contacts.xad(draft, orc.field(24));
        if (!who.isEmpty() && !address.isEmpty()) {
            draft.bundle().complete(who.text("reference"), "address", address);
        }
        return who;
    }

    /** ORC-21 with its address (ORC-22) and telephone (ORC-23). */
    private static Node facility(Draft draft, Segment orc) {
        Node organization = Parties.organization(draft, orc.field(21));
        String reference = organization.text("reference");
        if (organization.isEmpty()) {
            return organization;
        }
        Node found = new Node();
        Contacts.addAddresses(draft, orc, 22, found);
        Contacts.addTelecoms(draft, orc, 23, "", found);
        draft.bundle().resource(reference).addMissing("address", found);
        draft.bundle().resource(reference).addMissing("telecom", found);
        return organization;
    }

    private static void place(Draft draft, Segment orc, Node request) {
        request.add("locationCode", Codes.concept(draft, orc.field(29), Table.ORDER_TYPE));
    }

    private static void reasons(Draft draft, Segment obr, Node request) {
        for (Value repetition : obr.repetitions(31)) {
            request.add("reasonCode", Codes.concept(draft, repetition));
        }
        for (Value repetition : obr.repetitions(13)) {
            String text = draft.text(repetition.component(2));
            String code = draft.text(repetition.component(1));
            request.add("supportingInfo", new Node().put("display", text.isEmpty() ? code : text));
        }
    }

    /** FHIR wants a code in a report: when the sender gives none, that is said and remarked. */
    static Node code(Draft draft, Value service) {
        Node code = Codes.concept(draft, service);
        if (!code.isEmpty()) {
            return code;
        }
        draft.remark(ProblemCode.REQUIRED_FIELD_MISSING, service);
        return Extensions.unknown();
    }
}
