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
    private final PatientVisit shared;
    private Optional<Segment> orc = Optional.empty();

    private OruTranslation(Draft draft) {
        this.draft = draft;
        this.segments = draft.message().segments();
        this.shared = new PatientVisit(draft);
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
                case "PID" -> {
                    orc = Optional.empty();
                    shared.read(i);
                }
                case "ORC" -> orc = Optional.of(segment);
                case "OBR" -> {
                    i = report(i);
                    reports++;
                }
                default -> shared.read(i);
            }
        }
        known();
        if (reports == 0 && message.segment("OBX").isPresent()) {
            throw PatientVisit.missing(message, "OBR");
        }
        shared.finish();
        if (reports == 0) {
            draft.remark(PatientVisit.missing(message, "OBR"));
        }
    }

    private PatientMapper.Mapped known() throws Hl7Problem {
        return shared.requiredPatient();
    }

    /** One OBR with all that hangs on it; gives the index of its last segment. */
    private int report(int at) throws Hl7Problem {
        int end = at + 1;
        while (end < segments.size() && !startsAnother(segments.get(end))) {
            end++;
        }
        List<Segment> group = segments.subList(at, end);
        var order =
                new ReportMapper.Order(orc, group.getFirst(), PatientVisit.notesAfter(group, 0));
        orc = Optional.empty();
        ReportMapper.Mapped report = ReportMapper.map(draft, order, known(), shared.encounter());
        String specimen = specimens(group, report);
        var context =
                new ObservationMapper.Context(
                        known(),
                        shared.encounter(),
                        report.reference(),
                        report.effective(),
                        specimen);
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
                ObservationMapper.map(draft, obx, PatientVisit.notesAfter(group, at), context);
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
