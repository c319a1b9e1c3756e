// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Header;
import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * MSA and ERR to MessageHeader.response and an OperationOutcome inside it (guide:
 * MSA[MessageHeader], which has MSA-1 and MSA-2 only; HL7 v2 chapter 2): MSA-1 code, MSA-2
 * identifier, MSA-3 text, MSA-6 and each ERR an issue with its place, code, severity and words.
 *
 * <p>The outcome is contained, since no server keeps outcomes as resources of their own. An error
 * (AE, CE) or rejection (AR, CR) is fatal, except where ERR-3 says that the receiver failed or the
 * record was in use (206, 207): sending those again may help.
 */
final class ResponseMapper {
    private static final String OUTCOME = "outcome";

    /** R4, id. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    private static final Set<String> PASSING = Set.of("206", "207");

    private final Draft draft;
    private final Node outcome = Node.resource("OperationOutcome").put("id", OUTCOME);
    private boolean passing;

    private ResponseMapper(Draft draft) {
        this.draft = draft;
    }

    /** Says in the header what the message answers, if it is an answer. */
    static void map(Draft draft, Node header) {
        Hl7Message message = draft.message();
        message.segment("MSA").ifPresent(msa -> new ResponseMapper(draft).map(msa, header));
    }

    private void map(Segment msa, Node header) {
        String code = draft.text(msa, 1);
        String answered = draft.text(msa, 2);
        boolean accepted = code.equals("AA") || code.equals("CA");
        acknowledgement(msa, accepted);
        for (Segment err : draft.message().segments()) {
            if (err.is("ERR")) {
                error(err);
            }
        }
        if (answered.isEmpty() || code.isEmpty()) {
            return;
        }
        String result = passing ? "transient-error" : "fatal-error";
        header.add("contained", outcome);
        header.put(
                "response",
                new Node()
                        .put("identifier", id(answered))
                        .put("code", accepted ? "ok" : result)
                        .put("details", Parties.reference('#' + OUTCOME)));
    }

    /**
     * FHIR wants an id: a number that is none gives way to the id that the answered message has
     * when it is translated here; the number itself is then a diagnostic.
     */
    private String id(String answered) {
        if (ID.matcher(answered).matches()) {
            return answered;
        }
        Header header = draft.message().header();
        String application = header.receivingApplication();
        String facility = header.receivingFacility().strip();
        String asked =
                application
                        + '\n'
                        + (facility.isEmpty() ? application.strip() : facility)
                        + '\n'
                        + answered;
        return Key.derived("MessageHeader", asked).uuid();
    }

    private void acknowledgement(Segment msa, boolean accepted) {
        Node details = Codes.concept(draft, msa.field(1), Table.ACKNOWLEDGEMENT);
        issue(
                accepted ? "information" : "error",
                accepted ? "informational" : "processing",
                details.put("text", draft.text(msa, 3)),
                ID.matcher(Draft.peek(msa.field(2))).matches() ? "" : draft.text(msa, 2),
                List.of());
        Node condition = Codes.concept(draft, msa.field(6), Table.ERROR_CONDITION);
        if (!condition.isEmpty()) {
            issue(
                    accepted ? "warning" : "error",
                    type(Draft.peek(msa.field(6))),
                    condition,
                    "",
                    List.of());
        }
    }

    private void error(Segment err) {
        for (Value old : err.repetitions(1)) {
            oldError(old);
        }
        Value code = err.field(3);
        if (!code.isPresent() && !err.field(8).isPresent() && !err.field(7).isPresent()) {
            return;
        }
        Node details = Codes.concept(draft, code, Table.ERROR_CONDITION);
        details.add("coding", Codes.coding(draft, err.field(5), Table.NONE));
        String words = draft.text(err, 8);
        details.put("text", words.isEmpty() ? details.text("text") : words);
        String severity = Codes.ifMapped(draft, err.field(4), Table.ISSUE_SEVERITY);
        var diagnostics = new StringBuilder(draft.text(err, 7));
        for (Value parameter : err.repetitions(6)) {
            String text = draft.text(parameter);
            diagnostics.append(diagnostics.isEmpty() || text.isEmpty() ? "" : "\n").append(text);
        }
        issue(
                severity.isEmpty() ? "error" : severity,
                type(Draft.peek(code)),
                details,
                diagnostics.toString(),
                err.repetitions(2).stream().map(this::place).toList());
    }

    /** ERR-1 of versions before 2.5: the place, then the code with its parts. */
    private void oldError(Value eld) {
        Value code = eld.component(4);
        String number = draft.text(code.subcomponent(1));
        String words = draft.text(code.subcomponent(2));
        draft.took(code.subcomponent(3));
        CodeTable.Row row = Table.ERROR_CONDITION.row(draft, number);
        Node details =
                number.isEmpty()
                        ? new Node()
                        : Codes.literalConcept(
                                row.isEmpty() ? Systems.local(draft, "0357") : row.system(),
                                number);
        issue("error", type(number), details.put("text", words), "", List.of(place(eld)));
    }

    /** ERL and ELD: segment, which, field, and in an ERL repetition, component, subcomponent. */
    private String place(Value erl) {
        String segment = draft.text(erl.component(1));
        boolean old = erl.component(1).segment().field(1).start() == erl.start();
        var path = new StringBuilder(segment);
        String occurrence = draft.text(erl.component(2));
        if (!occurrence.isEmpty() && !occurrence.equals("1")) {
            path.append('(').append(occurrence).append(')');
        }
        String field = draft.text(erl.component(3));
        path.append(field.isEmpty() ? "" : "-").append(field);
        if (old || field.isEmpty()) {
            return path.toString();
        }
        String repetition = draft.text(erl.component(4));
        if (!repetition.isEmpty() && !repetition.equals("1")) {
            path.append('(').append(repetition).append(')');
        }
        for (int n = 5; n <= 6; n++) {
            String part = draft.text(erl.component(n));
            path.append(part.isEmpty() ? "" : ".").append(part);
        }
        return path.toString();
    }

    private String type(String code) {
        passing |= PASSING.contains(code);
        String type = Table.ISSUE_TYPE.target(draft, code);
        return type.isEmpty() ? "processing" : type;
    }

    private void issue(
            String severity, String type, Node details, String diagnostics, List<String> places) {
        Node issue =
                new Node()
                        .put("severity", severity)
                        .put("code", type)
                        .put("details", details)
                        .put("diagnostics", diagnostics);
        places.forEach(place -> issue.add("location", place));
        outcome.add("issue", issue);
    }
}
