// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.Optional;

/**
 * OBR, with ORC, to DiagnosticReport (guide: OBR[DiagnosticReport], ORC[DiagnosticReport]; HL7 v2
 * chapter 7): {@link OrderNumbers} identifiers; OBR-4 code; OBR-7, OBR-8 effective; OBR-22 issued;
 * OBR-24 category; OBR-25 status; OBR-32, OBR-33 interpreters; OBR-34, OBR-35 and PRT performers;
 * ORC-16 reason; ORC-28 confidentiality.
 */
final class ReportMapper {
    private ReportMapper() {}

    /** A report in the bundle, to which its results are added. */
    record Mapped(String reference, Node node, String effective) {}

    /** An order with its numbers and the code of what was ordered, read once for all it becomes. */
    record Order(OrderGroup group, OrderNumbers numbers, Node code) {}

    static Mapped map(
            Draft draft, Order read, Optional<RequestMapper.Mapped> request, PatientVisit about) {
        OrderGroup order = read.group();
        OrderNumbers numbers = read.numbers();
        Segment obr = order.obr().orElseGet(order.members()::getFirst);
        Node report = Node.resource("DiagnosticReport");
        order.orc().ifPresent(orc -> fromOrc(draft, orc, report));
        numbers.addTo(report);
        numbers.groups().forEach(group -> report.add("identifier", group.node()));
        request.ifPresent(asked -> report.add("basedOn", Parties.reference(asked.reference())));
        String status = Codes.mapped(draft, obr.field(25), Table.REPORT_STATUS);
        report.put("status", status.isEmpty() ? "unknown" : status);
        report.add("category", Codes.concept(draft, obr.field(24), Table.DIAGNOSTIC_SECTION));
        report.put("code", read.code());
        report.put("subject", about.patient().link());
        report.put("encounter", new Node().put("reference", about.encounter()));
        String effective = effective(draft, obr, report);
        report.put("issued", Times.instant(draft, obr.field(22)));
        people(draft, obr, report);
        Participations.addToReport(draft, order, report);
        String reference =
                draft.bundle().put(report, numbers.key(draft, "DiagnosticReport", order));
        return new Mapped(reference, report, effective);
    }

    private static void fromOrc(Draft draft, Segment orc, Node report) {
        RequestMapper.security(draft, orc, report);
        report.add(
                "extension",
                Extensions.of(
                        "event-statusReason",
                        "valueCodeableConcept",
                        Codes.concept(draft, orc.field(16))));
    }

    private static String effective(Draft draft, Segment obr, Node report) {
        Node when = Times.put(draft, obr.field(7), obr.field(8), "effective", report);
        return when.has("start") ? when.text("start") : when.text("end");
    }

    private static void people(Draft draft, Segment obr, Node report) {
        for (Value repetition : obr.repetitions(34)) {
            report.add("performer", Roles.functioning(draft, repetition, "SPRF"));
        }
        for (Value repetition : obr.repetitions(35)) {
            report.add("performer", Roles.functioning(draft, repetition, "TRANS"));
        }
        for (int field : new int[] {32, 33}) {
            for (Value repetition : obr.repetitions(field)) {
                report.add("resultsInterpreter", Roles.ndl(draft, repetition));
            }
        }
    }
}
