// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.time.Duration;
import java.util.Optional;

/**
 * PR1 to Procedure (guide: PR1[Procedure]; HL7 v2 chapter 6): PR1-3, PR1-4 code; PR1-5, PR1-7 when;
 * PR1-6 category; PR1-8 anaesthetist, PR1-11 surgeon, PR1-12 other performers; PR1-15 reason;
 * PR1-19 identifier; PR1-23 where; PR1-25 what it is part of.
 *
 * <p>Ours: what is charged was done ("completed"), any other message does not tell ("unknown"). A
 * modifier (PR1-16) stays out of the code, where the guide joins it with a colon: that is the form
 * of one coding system and a false code of the others.
 */
final class ProcedureMapper {
    private static final String SNOMED = "http://snomed.info/sct";

    private ProcedureMapper() {}

    /** Maps one; gives a reference to it, empty when it does not say what was done. */
    static String map(Draft draft, Segment pr1, PatientMapper.Mapped patient, String encounter) {
        Node code = Codes.concept(draft, pr1.field(3));
        String words = draft.text(pr1, 4);
        if (!code.has("text")) {
            code.put("text", words);
        }
        if (code.isEmpty() || patient.isNone()) {
            draft.remark(ProblemCode.REQUIRED_FIELD_MISSING, pr1.field(3));
            return "";
        }
        Node procedure = Node.resource("Procedure");
        Identifier identifier = Identifier.ei(draft, pr1.field(19));
        if (!identifier.isEmpty()) {
            procedure.add("identifier", identifier.node());
        }
        Identifier parent = Identifier.ei(draft, pr1.field(25));
        if (!parent.isEmpty()) {
            procedure.add(
                    "partOf", new Node().put("type", "Procedure").put("identifier", parent.node()));
        }
        boolean charged = draft.message().header().messageCode().equals("DFT");
        procedure.put("status", charged ? "completed" : "unknown");
        procedure.put("category", Codes.concept(draft, pr1.field(6)));
        procedure.put("code", code);
        procedure.put("subject", patient.link());
        procedure.put("encounter", new Node().put("reference", encounter));
        when(draft, pr1, procedure);
        performers(draft, pr1, 8, Codes.literalConcept(SNOMED, "88189002"), procedure);
        performers(draft, pr1, 11, Codes.literalConcept(SNOMED, "304292004"), procedure);
        performers(draft, pr1, 12, new Node(), procedure);
        procedure.put("location", Parties.location(draft, pr1.field(23)));
        for (Value why : pr1.repetitions(15)) {
            procedure.add("reasonCode", Codes.concept(draft, why));
        }
        Key key =
                identifier.isEmpty()
                        ? Key.derived(
                                "Procedure",
                                patient.reference(),
                                encounter,
                                pr1.field(3).written(),
                                Draft.peek(pr1.field(5)))
                        : identifier.key("Procedure");
        return draft.bundle().put(procedure, key);
    }

    /** A moment; a period when its minutes are told and it is precise enough to add them. */
    private static void when(Draft draft, Segment pr1, Node procedure) {
        String start = Times.dateTime(draft, pr1.field(5));
        String minutes = Numbers.positive(Draft.peek(pr1.field(7)));
        Optional<String> end = Optional.empty();
        if (!minutes.isEmpty() && minutes.length() < 6) {
            end =
                    Optional.of(Durations.after(start, Duration.ofMinutes(Long.parseLong(minutes))))
                            .filter(moment -> !moment.isEmpty());
        }
        if (end.isPresent()) {
            draft.took(pr1.field(7).leaf());
            procedure.put("performedPeriod", new Node().put("start", start).put("end", end.get()));
        } else {
            procedure.put("performedDateTime", start);
        }
    }

    private static void performers(
            Draft draft, Segment pr1, int field, Node function, Node procedure) {
        for (Value person : pr1.repetitions(field)) {
            Parties.addPerformer(draft, person, function, procedure);
        }
    }
}
