// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import org.arrimage.hl7v2.ProblemCode;

import java.util.Set;

/**
 * DiagnosticReport and ServiceRequest to ORC, OBR and, since 2.5, TQ1 (guide:
 * OBR[DiagnosticReport], OBR[ServiceRequest], ORC[ServiceRequest] read backwards; HL7 v2 chapters 4
 * and 7).
 */
final class OrderWriter {
    /** Order control of a message about results: observations follow. */
    private static final String RESULTS = "RE";

    /** Kinds of number that belong to whoever orders (HL7 table 0203). */
    private static final Set<String> PLACERS = Set.of("PLAC", "PGN");

    private final Writing writing;
    private final MessageDraft message;

    OrderWriter(Writing writing, MessageDraft message) {
        this.writing = writing;
        this.message = message;
    }

    /** What an order group is about: either may be {@link Element#NONE}, not both. */
    record Order(Element request, Element report) {
        Element main() {
            return report.isPresent() ? report : request;
        }
    }

    /** ORC, where there is an order. */
    void common(Order order, boolean results) {
        Element request = order.request();
        SegmentDraft orc = message.start("ORC", request);
        Element status = request.get("status");
        orc.constant(1, results ? RESULTS : control(status));
        numbers(orc, request, results);
        orc.put(4, () -> Identifiers.ei(writing, request.get("requisition")));
        boolean asked = !results && status.peek().equals("active");
        if (!asked) {
            orc.put(5, () -> Parts.of(CodeTable.ORDER_STATUS.take(status)));
        }
        priority(orc, 7, request);
        orc.put(9, () -> Moments.moment(writing, request.get("authoredOn")));
        Element requester = request.get("requester");
        if (People.isOrganization(writing, requester)) {
            orc.put(21, () -> Organizations.xon(writing, requester));
        } else {
            orc.add(12, () -> People.xcn(writing, requester, orc.type(12)));
        }
        Element reason = request.core("request-statusReason");
        reason.take("url");
        orc.put(
                16,
                () -> Concepts.parts(writing, reason.get("valueCodeableConcept"), orc.type(16)));
        Element phone = request.core("servicerequest-order-callback-phone-number");
        phone.take("url");
        orc.put(14, () -> Contacts.xtn(writing, phone.get("valueContactPoint")));
        request.take("intent");
        writing.follow(request.get("subject"));
        writing.follow(request.get("encounter"));
    }

    private static String control(Element status) {
        String control = CodeTable.ORDER_CONTROL.take(status);
        return control.isEmpty() ? "NW" : control;
    }

    /** Placer's and filler's numbers in fields 2 and 3 of ORC and OBR. */
    private void numbers(SegmentDraft segment, Element owner, boolean results) {
        for (Element identifier : owner.list("identifier")) {
            String type = Identifiers.type(identifier);
            boolean placer =
                    PLACERS.contains(type)
                            || (!type.equals("FILL") && (!results || segment.has(3)));
            int field = placer ? 2 : 3;
            if (!segment.has(field)) {
                segment.put(field, () -> Identifiers.ei(writing, identifier));
                if (type.equals("PLAC") || type.equals("FILL") || type.equals("PGN")) {
                    Identifiers.takeType(identifier);
                }
            }
        }
    }

    /** OBR of a report or a request; gives it for what else may come in it. */
    SegmentDraft detail(Order order, int setId, boolean results) {
        Element request = order.request();
        Element report = order.report();
        SegmentDraft obr = message.start("OBR", order.main(), setId);
        numbers(obr, report, results);
        numbers(obr, request, results);
        code(obr, order);
        priority(obr, 27, request);
        effective(obr, report);
        requested(obr, request);
        Element requester = request.get("requester");
        if (!People.isOrganization(writing, requester)) {
            obr.add(16, () -> People.xcn(writing, requester, obr.type(16)));
        }
        obr.put(22, () -> Moments.moment(writing, report.get("issued")));
        obr.put(
                24,
                () ->
                        Concepts.parts(
                                writing,
                                report.first("category"),
                                obr.type(24),
                                CodeTable.DIAGNOSTIC_SECTION));
        obr.put(25, () -> Parts.of(CodeTable.REPORT_STATUS.take(report.get("status"))));
        obr.put(32, () -> interpreter(report));
        for (String tie : new String[] {"subject", "encounter"}) {
            writing.follow(report.get(tie));
        }
        report.list("basedOn").forEach(writing::follow);
        return obr;
    }

    private void code(SegmentDraft obr, Order order) {
        Element code = order.main().get("code");
        obr.put(4, () -> Concepts.parts(writing, code, obr.type(4)));
        Element asked = order.request().get("code");
        if (order.report().isPresent() && asked.isPresent()) {
            if (same(asked, code)) {
                asked.takeAll();
            } else {
                // OBR-4 says what was done; what was asked under another code has no field.
                writing.remark(ProblemCode.CODE_UNKNOWN, asked);
            }
        }
        if (!obr.has(4)) {
            writing.remark(ProblemCode.ELEMENT_MISSING, order.main());
        }
    }

    private static boolean same(Element one, Element other) {
        Element first = one.first("coding");
        Element second = other.first("coding");
        return first.peek("code").equals(second.peek("code"))
                && first.peek("system").equals(second.peek("system"))
                && one.peek("text").equals(other.peek("text"));
    }

    private void effective(SegmentDraft obr, Element report) {
        Element at = report.get("effectiveDateTime");
        Element period = report.get("effectivePeriod");
        obr.put(7, () -> Moments.moment(writing, at.isPresent() ? at : period.get("start")));
        obr.put(8, () -> Moments.moment(writing, period.get("end")));
    }

    private void requested(SegmentDraft obr, Element request) {
        for (Element reason : request.list("reasonCode")) {
            if (reason.list("coding").isEmpty() && !obr.has(13)) {
                obr.put(13, () -> Parts.of(reason.take("text")));
            } else {
                obr.add(31, () -> Concepts.parts(writing, reason, obr.type(31)));
            }
        }
        Element when = request.get("occurrenceDateTime");
        if (!writing.version().atLeast(Hl7Version.V2_5)) {
            obr.put(6, () -> Moments.moment(writing, when));
        }
        Element site = request.first("bodySite");
        obr.put(15, () -> new Parts().put(4, Concepts.parts(writing, site, "CE")));
    }

    /** Before TQ1 the priority is the sixth component of ORC-7 and OBR-27 (chapter 4, TQ). */
    private void priority(SegmentDraft segment, int field, Element request) {
        if (!writing.version().atLeast(Hl7Version.V2_5)) {
            String code = CodeTable.REQUEST_PRIORITY.take(request.get("priority"));
            segment.put(field, () -> new Parts().put(6, code));
        }
    }

    /** TQ1, where the version has it and there is something to say. */
    void timing(Element request) {
        if (!writing.version().atLeast(Hl7Version.V2_5)) {
            return;
        }
        SegmentDraft tq1 = message.start("TQ1", request, 1);
        Element at = request.get("occurrenceDateTime");
        Element period = request.get("occurrencePeriod");
        tq1.put(7, () -> Moments.moment(writing, at.isPresent() ? at : period.get("start")));
        tq1.put(8, () -> Moments.moment(writing, period.get("end")));
        tq1.put(9, () -> Parts.of(CodeTable.REQUEST_PRIORITY.take(request.get("priority"))));
        message.dropLastIfEmpty(1);
    }

    /** NDL: number, family and given name as subcomponents (chapter 2A, NDL and CNN). */
    private Parts interpreter(Element report) {
        Parts xcn = People.xcn(writing, report.first("resultsInterpreter"), "XCN");
        var cnn = new Parts();
        for (int n = 1; n <= 3; n++) {
            cnn.written(n, xcn.component(n));
        }
        return new Parts().put(1, cnn);
    }
}
