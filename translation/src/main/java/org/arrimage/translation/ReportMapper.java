// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.List;
import java.util.Optional;

/**
 * OBR to DiagnosticReport and, with ORC, to ServiceRequest (guide: OBR[DiagnosticReport],
 * OBR[ServiceRequest], ORC[ServiceRequest]; HL7 v2 chapters 4 and 7).
 *
 * <ul>
 *   <li>report: OBR-2, OBR-3 identifiers; OBR-4 code; OBR-7, OBR-8 effective; OBR-22 issued; OBR-24
 *       category; OBR-25 status; OBR-32 interpreter
 *   <li>request: OBR-2 or ORC-2, OBR-3 or ORC-3, ORC-4 identifiers; ORC-1, ORC-5 status; OBR-4
 *       code; OBR-13, OBR-31 reason; OBR-16 or ORC-12 requester; ORC-9 authored; OBR-5, OBR-27
 *       priority; notes of the order
 * </ul>
 *
 * <p>Ours: identifier and code together name a report, since one filler number may cover several
 * panels; OBR's number wins over ORC's, where the guide prefers each to the other.
 */
final class ReportMapper {
    private ReportMapper() {}

    /** Where a report stands in the message. */
    record Order(Optional<Segment> orc, Segment obr, List<Segment> notes) {}

    /** A report in the bundle, to which its results are added. */
    record Mapped(String reference, Node node, String effective) {}

    static Mapped map(Draft draft, Order order, PatientMapper.Mapped patient, String encounter) {
        Segment obr = order.obr();
        Node code = code(draft, obr.field(4));
        Identifier placer = number(draft, order, 2).typed("PLAC");
        Identifier filler = number(draft, order, 3).typed("FILL");
        Node report = Node.resource("DiagnosticReport");
        for (Identifier identifier : List.of(placer, filler)) {
            if (!identifier.isEmpty()) {
                report.add("identifier", identifier.node());
            }
        }
        if (asksForRequest(order, placer)) {
            report.add(
                    "basedOn",
                    request(draft, order, new Shared(placer, filler, code), patient, encounter));
        }
        String status = Codes.mapped(draft, obr.field(25), Table.REPORT_STATUS);
        report.put("status", status.isEmpty() ? "unknown" : status);
        report.add("category", Codes.concept(draft, obr.field(24), Table.DIAGNOSTIC_SECTION));
        report.put("code", code);
        report.put("subject", patient.link());
        report.put("encounter", new Node().put("reference", encounter));
        String effective = effective(draft, obr, report);
        report.put("issued", Times.instant(draft, obr.field(22)));
        report.add("resultsInterpreter", interpreter(draft, obr.field(32)));
        String reference =
                draft.bundle().put(report, key(draft, "DiagnosticReport", filler, placer, obr));
        return new Mapped(reference, report, effective);
    }

    /** FHIR wants a code: when the sender gives none, that it is unknown is said and remarked. */
    private static Node code(Draft draft, Value service) {
        Node code = Codes.concept(draft, service);
        if (!code.isEmpty()) {
            return code;
        }
        draft.remark(ProblemCode.REQUIRED_FIELD_MISSING, service);
        return new Node()
                .add(
                        "extension",
                        new Node()
                                .put(
                                        "url",
                                        "http://hl7.org/fhir/StructureDefinition/data-absent-reason")
                                .put("valueCode", "unknown"));
    }

    /** The identifiers and code that report and request share. */
    private record Shared(Identifier placer, Identifier filler, Node code) {}

    private static Identifier number(Draft draft, Order order, int field) {
        Identifier own = Identifier.ei(draft, order.obr().field(field));
        if (order.orc().isEmpty()) {
            return own;
        }
        Identifier common = Identifier.ei(draft, order.orc().get().field(field));
        return own.isEmpty() ? common : own;
    }

    private static boolean asksForRequest(Order order, Identifier placer) {
        return order.orc().isPresent() || !placer.isEmpty() || !order.notes().isEmpty();
    }

    private static Node request(
            Draft draft,
            Order order,
            Shared names,
            PatientMapper.Mapped patient,
            String encounter) {
        Segment obr = order.obr();
        Node request = Node.resource("ServiceRequest");
        for (Identifier identifier : List.of(names.placer(), names.filler())) {
            if (!identifier.isEmpty()) {
                request.add("identifier", identifier.node());
            }
        }
        Node group =
                order.orc()
                        .map(orc -> Identifier.ei(draft, orc.field(4)).typed("PGN"))
                        .filter(identifier -> !identifier.isEmpty())
                        .map(Identifier::node)
                        .orElseGet(Node::new);
        request.put("requisition", group);
        request.put("status", order.orc().map(orc -> status(draft, orc)).orElse("unknown"));
        request.put("intent", "order");
        request.put("priority", priority(draft, obr));
        request.put("code", names.code());
        request.put("subject", patient.link());
        request.put("encounter", new Node().put("reference", encounter));
        order.orc()
                .ifPresent(orc -> request.put("authoredOn", Times.dateTime(draft, orc.field(9))));
        request.put("requester", requester(draft, order));
        for (Value repetition : obr.repetitions(31)) {
            request.add("reasonCode", Codes.concept(draft, repetition));
        }
        request.add("reasonCode", new Node().put("text", draft.text(obr, 13)));
        Notes.addAll(draft, order.notes(), request);
        Key key = key(draft, "ServiceRequest", names.placer(), names.filler(), obr);
        return Parties.reference(draft.bundle().put(request, key));
    }

    private static String status(Draft draft, Segment orc) {
        String byStatus = Codes.mapped(draft, orc.field(5), Table.ORDER_STATUS);
        String control = Draft.peek(orc.field(1));
        String byControl = Table.ORDER_CONTROL.target(draft, control);
        if (!byControl.isEmpty() || control.equals("RE")) {
            // RE, "observations to follow", is what the report itself says.
            draft.took(orc.field(1));
        }
        if (!byStatus.isEmpty()) {
            return byStatus;
        }
        return byControl.isEmpty() ? "unknown" : byControl;
    }

    private static String priority(Draft draft, Segment obr) {
        Value modern = obr.field(27).component(6);
        Value value = modern.isPresent() ? modern : obr.field(5);
        String target = Table.REQUEST_PRIORITY.target(draft, Draft.peek(value));
        if (!target.isEmpty()) {
            draft.took(value.leaf());
        }
        return target;
    }

    private static Node requester(Draft draft, Order order) {
        Node first = Parties.practitioner(draft, order.obr().field(16));
        if (order.orc().isEmpty()) {
            return first;
        }
        Node other = Parties.practitioner(draft, order.orc().get().field(12));
        return first.isEmpty() ? other : first;
    }

    private static String effective(Draft draft, Segment obr, Node report) {
        String start = Times.dateTime(draft, obr.field(7));
        String end = Times.dateTime(draft, obr.field(8));
        if (end.isEmpty()) {
            report.put("effectiveDateTime", start);
        } else {
            report.put("effectivePeriod", new Node().put("start", start).put("end", end));
        }
        return start.isEmpty() ? end : start;
    }

    /** NDL: number, family and given name as subcomponents of its first component. */
    private static Node interpreter(Draft draft, Value ndl) {
        Value who = ndl.component(1);
        if (!who.isPresent()) {
            return new Node();
        }
        String number = draft.text(who.subcomponent(1));
        Node name =
                new Node()
                        .put("family", draft.text(who.subcomponent(2)))
                        .add("given", draft.text(who.subcomponent(3)));
        if (number.isEmpty() && name.isEmpty()) {
            return new Node();
        }
        Node practitioner = Node.resource("Practitioner");
        String system = Systems.sender(draft);
        if (!number.isEmpty()) {
            practitioner.add("identifier", new Identifier(system, number, "").node());
        }
        practitioner.add("name", name);
        Key key =
                number.isEmpty()
                        ? Key.derived("Practitioner", draft.facility(), who.written())
                        : Key.of("Practitioner", system, number);
        return Parties.reference(draft.bundle().mention(practitioner, key));
    }

    private static Key key(
            Draft draft, String type, Identifier best, Identifier other, Segment obr) {
        Identifier known = best.isEmpty() ? other : best;
        if (known.isEmpty()) {
            return Key.derived(type, draft.messageName(), Integer.toString(obr.occurrence()));
        }
        Value code = obr.field(4);
        int first = code.component(1).isPresent() ? 1 : 4;
        Key key =
                known.key(type)
                        .and(
                                "code",
                                Systems.code(draft, Draft.peek(code.component(first + 2))),
                                Draft.peek(code.component(first)));
        return draft.bundle().has(key)
                ? Key.derived(type, key.uuid(), Integer.toString(obr.occurrence()))
                : key;
    }
}
