// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Segment;

import java.util.List;
import java.util.Optional;

/**
 * ORU^R01, unsolicited results (guide: ORU_R01; HL7 v2 chapter 7): patients, each with visits and
 * orders, each order with results, notes and specimens.
 */
final class OruTranslation {
    private final Draft draft;
    private final List<Segment> segments;
    private Optional<PatientMapper.Mapped> patient = Optional.empty();
    private Optional<Segment> orc = Optional.empty();
    private String encounter = "";

    private OruTranslation(Draft draft) {
        this.draft = draft;
        this.segments = draft.message().segments();
    }

    static boolean covers(String event) {
        return event.equals("R01");
    }

    static void translate(Draft draft) throws Hl7Problem {
        new OruTranslation(draft).walk();
    }

    private void walk() throws Hl7Problem {
        Hl7Message message = draft.message();
        int reports = 0;
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            switch (segment.name()) {
                case "PID" -> patient(i);
                case "PV1" -> visit(i);
                case "NK1" -> RelatedPersonMapper.map(draft, segment, known());
                case "ORC" -> orc = Optional.of(segment);
                case "OBR" -> {
                    i = report(i);
                    reports++;
                }
                default -> {}
            }
        }
        if (patient.isEmpty()) {
            throw AdtTranslation.missing(message, "PID");
        }
        if (reports == 0 && message.segment("OBX").isPresent()) {
            throw AdtTranslation.missing(message, "OBR");
        }
        if (reports == 0) {
            draft.remark(AdtTranslation.missing(message, "OBR"));
        }
    }

    private PatientMapper.Mapped known() throws Hl7Problem {
        return patient.orElseThrow(() -> AdtTranslation.missing(draft.message(), "PID"));
    }

    private void patient(int at) throws Hl7Problem {
        boolean first = patient.isEmpty();
        List<Segment> pd1 =
                at + 1 < segments.size() && segments.get(at + 1).is("PD1")
                        ? List.of(segments.get(at + 1))
                        : List.of();
        PatientMapper.Mapped mapped = PatientMapper.map(draft, segments.get(at), pd1);
        patient = Optional.of(mapped);
        encounter = "";
        orc = Optional.empty();
        if (first) {
            MessageHeaderMapper.map(draft, mapped);
        }
    }

    private void visit(int at) throws Hl7Problem {
        List<Segment> pv2 =
                at + 1 < segments.size() && segments.get(at + 1).is("PV2")
                        ? List.of(segments.get(at + 1))
                        : List.of();
        encounter = EncounterMapper.map(draft, segments.get(at), pv2, known()).orElse("");
    }

    /** One OBR with all that hangs on it; gives the index of its last segment. */
    private int report(int at) throws Hl7Problem {
        int end = at + 1;
        while (end < segments.size() && !startsAnother(segments.get(end))) {
            end++;
        }
        List<Segment> group = segments.subList(at, end);
        var order =
                new ReportMapper.Order(orc, group.getFirst(), AdtTranslation.notesAfter(group, 0));
        orc = Optional.empty();
        ReportMapper.Mapped report = ReportMapper.map(draft, order, known(), encounter);
        String specimen = specimens(group, report);
        var context =
                new ObservationMapper.Context(
                        known(), encounter, report.reference(), report.effective(), specimen);
        for (int i = 0; i < group.size(); i++) {
            if (group.get(i).is("OBX")) {
                result(group, i, context, report);
            }
        }
        return end - 1;
    }

    private void result(
            List<Segment> group,
            int at,
            ObservationMapper.Context context,
            ReportMapper.Mapped report)
            throws Hl7Problem {
        Segment obx = group.get(at);
        String reference =
                ObservationMapper.map(draft, obx, AdtTranslation.notesAfter(group, at), context);
        // A report lists observations as results; a document points at its report instead.
        boolean document = Draft.peek(obx.field(2)).equals("ED");
        if (!reference.isEmpty() && !document) {
            report.node().add("result", Parties.reference(reference));
        }
    }

    /** Adds the specimens to the report; gives the only one, empty when none or several. */
    private String specimens(List<Segment> group, ReportMapper.Mapped report) throws Hl7Problem {
        String only = "";
        int count = 0;
        for (Segment segment : group) {
            if (segment.is("SPM")) {
                only = SpecimenMapper.map(draft, segment, known(), report.reference());
                report.node().add("specimen", Parties.reference(only));
                count++;
            }
        }
        if (count == 0) {
            only = SpecimenMapper.fromOrder(draft, group.getFirst(), known(), report.reference());
            if (!only.isEmpty()) {
                report.node().add("specimen", Parties.reference(only));
            }
        }
        return count > 1 ? "" : only;
    }

    private static boolean startsAnother(Segment segment) {
        return segment.is("OBR") || segment.is("ORC") || segment.is("PID");
    }
}
