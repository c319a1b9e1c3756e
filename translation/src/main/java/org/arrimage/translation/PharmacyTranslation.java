// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Drugs: ordered (OMP), encoded by the pharmacy (RDE), dispensed (RDS), to be given (RGV) and given
 * (RAS), and the answers of the same structure (guide: ORM_O01 for RXO, nothing else; HL7 v2
 * chapter 4A). Each ORC begins an order; what it holds is told by its segments, not by the
 * message's type.
 */
final class PharmacyTranslation {
    private final Draft draft;
    private final List<Segment> segments;
    private final PatientVisit shared;

    PharmacyTranslation(Draft draft, PatientVisit shared) {
        this.draft = draft;
        this.segments = draft.message().segments();
        this.shared = shared;
    }

    static void translate(Draft draft) throws Hl7Problem {
        var shared = new PatientVisit(draft);
        var pharmacy = new PharmacyTranslation(draft, shared);
        List<Segment> segments = draft.message().segments();
        int at = 0;
        while (at < segments.size()) {
            if (segments.get(at).is("ORC") || isDrug(segments.get(at))) {
                at = pharmacy.order(at);
            } else {
                shared.read(at++);
            }
        }
        shared.finish();
    }

    private static boolean isDrug(Segment segment) {
        return segment.is("RXO")
                || segment.is("RXE")
                || segment.is("RXD")
                || segment.is("RXG")
                || segment.is("RXA");
    }

    /** One order; gives the index after its last segment. */
    int order(int at) throws Hl7Problem {
        int end = at + 1;
        while (end < segments.size()
                && !segments.get(end).is("ORC")
                && !segments.get(end).is("PID")) {
            end++;
        }
        var before = new ArrayList<Segment>();
        var notes = new ArrayList<Segment>();
        var drugs = new ArrayList<DrugGroup>();
        Optional<Segment> orc = Optional.empty();
        for (int i = at; i < end; i++) {
            Segment segment = segments.get(i);
            if (segment.is("ORC")) {
                orc = Optional.of(segment);
            } else if (isDrug(segment)) {
                drugs.add(DrugGroup.of(segment));
            } else if (drugs.isEmpty() && segment.is("NTE")) {
                notes.add(segment);
            } else if (drugs.isEmpty() && (segment.is("TQ1") || segment.is("PRT"))) {
                before.add(segment);
            } else if (afterObservation(i) || drugs.isEmpty() || !drugs.getLast().take(segment)) {
                shared.read(i);
            }
        }
        if (!drugs.isEmpty()) {
            // The order's timing is the first drug's, unless that one has its own: both would
            // read as two doses.
            boolean timed = !drugs.getFirst().timings().isEmpty();
            before.stream()
                    .filter(segment -> !timed || !segment.is("TQ1"))
                    .forEach(segment -> drugs.getFirst().take(segment));
            var group = new OrderGroup(orc, Optional.empty(), segments.subList(at, end));
            acts(
                    drugs,
                    new DrugOrder(
                            shared.patient(),
                            shared.encounter(),
                            group,
                            OrderNumbers.of(draft, group),
                            notes));
        }
        return end;
    }

    /** What follows an OBX or a charge is not of the drug. */
    private boolean afterObservation(int i) {
        int before = i - 1;
        while (before > 0 && isCompanion(segments.get(before))) {
            before--;
        }
        return isCompanion(segments.get(i))
                && (segments.get(before).is("OBX") || segments.get(before).is("FT1"));
    }

    private static boolean isCompanion(Segment segment) {
        return segment.is("NTE") || segment.is("PRT");
    }

    /** Orders before what is done for them, whatever way round the message has them. */
    private void acts(List<DrugGroup> drugs, DrugOrder order) {
        String original = "";
        String encoded = "";
        String code = draft.message().header().messageCode();
        for (DrugGroup drug : drugs) {
            switch (drug.head().name()) {
                case "RXO" -> {
                    boolean told = code.equals("OMP") || code.equals("ORM");
                    original = MedicationRequestMapper.map(draft, order, drug, "", told);
                    done(original, order, drug, told);
                }
                case "RXE" -> {
                    boolean told = code.equals("RDE");
                    encoded = MedicationRequestMapper.map(draft, order, drug, original, told);
                    done(encoded, order, drug, told);
                }
                default -> {
                    String based = encoded.isEmpty() ? original : encoded;
                    done(deed(drug, order, based), order, drug, false);
                }
            }
        }
    }

    private String deed(DrugGroup drug, DrugOrder order, String based) {
        Node request = based.isEmpty() ? order.byNumber() : Parties.reference(based);
        return switch (drug.head().name()) {
            case "RXD" -> DispenseMapper.map(draft, order, drug, request);
            case "RXA" -> AdministrationMapper.map(draft, order, drug, request);
            default -> MedicationRequestMapper.map(draft, order, drug, based, true);
        };
    }

    /** What is done with every resource of an order: who did it, and what the message is about. */
    private void done(String reference, DrugOrder order, DrugGroup drug, boolean told) {
        shared.focus(reference);
        order.orc()
                .ifPresent(orc -> OrderEventMapper.map(draft, orc, drug.people(), reference, told));
    }
}
