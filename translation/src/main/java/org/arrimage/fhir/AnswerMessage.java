// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import org.arrimage.hl7v2.ProblemCode;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ACK, and the answers to patient queries RSP^K22 and RSP^K23 (HL7 v2 chapters 2, 3 and 5; guide:
 * MSA[MessageHeader], ERR[OperationOutcome] read backwards).
 */
final class AnswerMessage {
    private static final Pattern PLACE =
            Pattern.compile(
                    "([A-Z][A-Z0-9]{2})(?:\\((\\d{1,6})\\))?(?:-(\\d{1,4}))?"
                            + "(?:\\((\\d{1,6})\\))?(?:\\.(\\d{1,4}))?(?:\\.(\\d{1,4}))?");

    private AnswerMessage() {}

    static List<Written.Message> acknowledgement(Writing writing, EventChoice.Event event) {
        var message = new MessageDraft(writing);
        HeaderWriter.write(writing, message, event, 0);
        acknowledges(writing, message);
        errors(writing, message);
        return List.of(message.toMessage());
    }

    /** RSP: what was asked, how many were found, and a PID for each. */
    static List<Written.Message> found(Writing writing, EventChoice.Event event)
            throws FhirFailure {
        if (!writing.version().atLeast(Hl7Version.V2_4)) {
            // Conformance based queries came with 2.4.
            throw new FhirFailure(ProblemCode.VERSION_UNSUPPORTED, "Bundle");
        }
        var message = new MessageDraft(writing);
        HeaderWriter.write(writing, message, event, 0);
        acknowledges(writing, message);
        errors(writing, message);
        Element parameters = writing.first("Parameters");
        List<Element> patients = writing.all("Patient");
        boolean wrong = hasErrors(writing);
        String status = wrong ? "AE" : patients.isEmpty() ? "NF" : "OK";
        String tag = tag(writing);
        SegmentDraft qak = message.start("QAK", parameters);
        qak.constant(1, tag);
        qak.constant(2, status);
        if (!patients.isEmpty()) {
            qak.constant(4, Integer.toString(patients.size()));
            qak.constant(5, Integer.toString(patients.size()));
            qak.constant(6, "0");
        }
        SegmentDraft qpd = message.start("QPD", parameters);
        boolean demographics = event.trigger().equals("K22");
        qpd.put(
                1,
                () ->
                        Parts.of(demographics ? "Q22" : "Q23")
                                .put(2, demographics ? "Find Candidates" : "Get Corresponding IDs")
                                .put(3, "HL70471"));
        qpd.constant(2, tag);
        int setId = 1;
        for (Element patient : patients) {
            PatientWriter.write(writing, message, patient, setId++);
        }
        return List.of(message.toMessage());
    }

    /** The query's tag, without which its sender cannot tell which answer this is. */
    private static String tag(Writing writing) {
        Element header = writing.first("MessageHeader");
        Element tag = header.get("response").get("identifier");
        return tag.peek().isEmpty() ? writing.bundle().peek("id") : tag.peek();
    }

    private static void acknowledges(Writing writing, MessageDraft message) {
        Element header = writing.first("MessageHeader");
        Element response = header.get("response");
        SegmentDraft msa = message.start("MSA", header);
        String code =
                switch (response.take("code")) {
                    case "transient-error" -> "AE";
                    case "fatal-error" -> "AR";
                    case "ok" -> "AA";
                    default -> hasErrors(writing) ? "AE" : "AA";
                };
        msa.constant(1, code);
        msa.put(2, () -> Parts.of(response.take("identifier")));
        writing.follow(response.get("details"));
    }

    private static boolean hasErrors(Writing writing) {
        for (Element outcome : writing.all("OperationOutcome")) {
            for (Element issue : outcome.list("issue")) {
                String severity = issue.peek("severity");
                if (severity.equals("error") || severity.equals("fatal")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** One ERR an issue since 2.5; before, the places and codes of ERR-1. */
    private static void errors(Writing writing, MessageDraft message) {
        for (Element outcome : writing.all("OperationOutcome")) {
            for (Element issue : outcome.list("issue")) {
                if (writing.version().atLeast(Hl7Version.V2_5)) {
                    error(writing, message.start("ERR", outcome), issue);
                } else {
                    SegmentDraft err = message.start("ERR", outcome);
                    Parts code = Concepts.parts(writing, issue.get("details"), "CE");
                    err.put(1, () -> new Parts().put(4, code));
                    message.dropLastIfEmpty(0);
                }
            }
        }
    }

    private static void error(Writing writing, SegmentDraft err, Element issue) {
        Element place = issue.first("expression");
        err.put(2, () -> location(place));
        err.put(3, () -> Concepts.parts(writing, issue.get("details"), err.type(3)));
        if (!err.has(3)) {
            // Table 0357 has no nearer word for most FHIR issues.
            err.put(
                    3,
                    () ->
                            new Parts()
                                    .put(1, "207")
                                    .put(2, "Application internal error")
                                    .put(3, "HL70357"));
        }
        String severity =
                switch (issue.take("severity")) {
                    case "information" -> "I";
                    case "warning" -> "W";
                    case "fatal" -> "F";
                    default -> "E";
                };
        err.constant(4, severity);
        err.put(8, () -> Parts.of(issue.take("diagnostics")));
    }

    /** A place in a v2 message such as {@code PID-3.1}; another expression is no ERL. */
    private static Parts location(Element place) {
        Matcher m = PLACE.matcher(place.peek());
        if (!m.matches()) {
            return Parts.NONE;
        }
        place.take();
        var parts = Parts.of(m.group(1));
        parts.put(2, m.group(2) == null ? "1" : m.group(2));
        for (int group = 3; group <= 6; group++) {
            String number = m.group(group);
            parts.put(group, number == null ? "" : number);
        }
        return parts;
    }
}
