// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import java.util.Locale;

/**
 * Documents to OBX of type ED, or RP when only their address is known (guide: ED[Attachment] read
 * backwards; HL7 v2 chapter 2A): DocumentReference, and presentedForm and conclusion of a
 * DiagnosticReport, which have the report's code.
 */
final class DocumentWriter {
    private final Writing writing;
    private final MessageDraft message;
    private final ResultWriter results;

    DocumentWriter(Writing writing, MessageDraft message, ResultWriter results) {
        this.writing = writing;
        this.message = message;
        this.results = results;
    }

    void write(Element document) {
        SegmentDraft obx = message.start("OBX", document, results.next());
        obx.put(3, () -> Concepts.parts(writing, document.get("type"), obx.type(3)));
        for (Element content : document.list("content")) {
            attachment(obx, content.get("attachment"));
        }
        obx.put(11, () -> Parts.of(status(document)));
        obx.put(14, () -> Moments.moment(writing, document.get("date")));
        for (Element author : document.list("author")) {
            obx.add(16, () -> People.xcn(writing, author, obx.type(16)));
        }
        writing.follow(document.get("subject"));
        Element context = document.get("context");
        context.list("encounter").forEach(writing::follow);
        context.list("related").forEach(writing::follow);
    }

    /** What a report shows besides its results. */
    void ofReport(Element report) {
        for (Element form : report.list("presentedForm")) {
            SegmentDraft obx = message.start("OBX", report, results.next());
            obx.put(3, () -> Concepts.parts(writing, report.get("code"), obx.type(3)));
            attachment(obx, form);
            obx.put(11, () -> Parts.of(CodeTable.OBSERVATION_STATUS.take(report.get("status"))));
        }
        if (!report.peek("conclusion").isEmpty()) {
            SegmentDraft obx = message.start("OBX", report, results.next());
            // The suffix IMP says that this is the impression (chapter 7, OBX-3 suffixes).
            Parts code = Concepts.parts(writing, report.get("code"), obx.type(3));
            obx.put(3, () -> code.written(1, code.component(1) + "&IMP"));
            obx.constant(2, "TX");
            obx.addLines(5, report.take("conclusion"));
            obx.put(11, () -> Parts.of(CodeTable.OBSERVATION_STATUS.take(report.get("status"))));
        }
    }

    private static String status(Element document) {
        Element status = document.get("status");
        if (status.peek().equals("entered-in-error")) {
            status.take();
            return "W";
        }
        String code = CodeTable.OBSERVATION_STATUS.take(document.get("docStatus"));
        if (status.peek().equals("current")) {
            status.take();
        }
        return code;
    }

    private static void attachment(SegmentDraft obx, Element attachment) {
        String type = attachment.peek("contentType").toLowerCase(Locale.ROOT);
        int end = type.indexOf(';');
        String plain = (end < 0 ? type : type.substring(0, end)).strip();
        int slash = plain.indexOf('/');
        String first = slash < 0 ? plain : plain.substring(0, slash);
        String second = slash < 0 ? "" : plain.substring(slash + 1);
        String data = attachment.peek("data");
        String url = attachment.peek("url");
        if (!data.isEmpty()) {
            attachment.take("data");
            attachment.take("contentType");
            obx.constant(2, "ED");
            obx.add(
                    5,
                    () -> new Parts().put(2, first).put(3, second).put(4, "Base64").put(5, data));
        } else if (!url.isEmpty()) {
            attachment.take("url");
            attachment.take("contentType");
            obx.constant(2, "RP");
            obx.add(5, () -> Parts.of(url).put(3, first).put(4, second));
        }
    }
}
