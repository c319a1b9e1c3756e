// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.ArrayList;
import java.util.List;

/**
 * SPM with its SAC and NTE to Specimen (guide: SPM[Specimen]; HL7 v2 chapters 7 and 13): SPM-2,
 * -31, -32 identifiers, SPM-3 parents, SPM-4 type, SPM-6 additives, SPM-7, -8, -12, -17 collection,
 * SPM-14 note, SPM-18 received, SPM-20 availability, SPM-24 condition, SPM-27 container; SAC-3 the
 * container's number, SAC-21 its volume, SAC-22 what it holds. Before 2.5 the specimen is OBR-15
 * with OBR-7 to OBR-10, OBR-14 and OBR-39 (guide: OBR[Specimen], SPS[Specimen-Source]).
 */
final class SpecimenMapper {
    private SpecimenMapper() {}

    /**
     * What a specimen hangs on.
     *
     * @param owner names the group, for a specimen without number
     * @param collector who took it, when its order says so
     */
    record Origin(PatientMapper.Mapped patient, String owner, Node collector) {}

    /** A reference to the Specimen of the SPM at a place. */
    static String map(Draft draft, List<Segment> segments, int at, Origin origin) {
        Segment spm = segments.get(at);
        Node specimen = Node.resource("Specimen");
        Identifier filler = Identifier.eiWithin(draft, spm.field(2).component(2));
        Identifier placer = Identifier.eiWithin(draft, spm.field(2).component(1));
        identifiers(draft, spm, specimen, placer, filler);
        available(draft, spm, specimen);
        specimen.put("type", Codes.concept(draft, spm.field(4), Table.SPECIMEN_TYPE));
        specimen.put("subject", origin.patient().link());
        specimen.put("receivedTime", Times.dateTime(draft, spm.field(18)));
        parents(draft, spm, specimen);
        specimen.put("collection", collection(draft, spm, origin));
        for (Value repetition : spm.repetitions(24)) {
            specimen.add("condition", Codes.concept(draft, repetition, Table.SPECIMEN_CONDITION));
        }
        for (Value repetition : spm.repetitions(21)) {
            specimen.add(
                    "condition", Codes.concept(draft, repetition, Table.SPECIMEN_REJECT_REASON));
        }
        specimen.add("container", container(draft, spm, companion(segments, at)));
        for (Value repetition : spm.repetitions(14)) {
            specimen.add("note", new Node().put("text", draft.text(repetition)));
        }
        Notes.addAll(draft, PatientVisit.notesAfter(segments, at), specimen);
        Identifier known = filler.isEmpty() ? placer : filler;
        String nth = Integer.toString(spm.occurrence());
        if (known.isEmpty()) {
            return draft.bundle().put(specimen, Key.derived("Specimen", origin.owner(), nth));
        }
        return put(draft, specimen, known.key("Specimen"), nth);
    }

    /** A specimen told again is completed; another of the same filler number stands apart. */
    private static String put(Draft draft, Node specimen, Key key, String nth) {
        Node known = draft.bundle().resource(key.reference());
        if (known.isEmpty() || known.sameMember("identifier", specimen)) {
            if (!known.isEmpty()) {
                known.complete(specimen);
            }
            return draft.bundle().put(specimen, key);
        }
        return draft.bundle().put(specimen, Key.derived("Specimen", key.uuid(), nth));
    }

    /** Adds the collector's comments of OBR-39 to a specimen that SPM tells of. */
    static void comments(Draft draft, Segment obr, String specimen) {
        for (Value repetition : obr.repetitions(39)) {
            Node note = new Node().put("text", words(draft, repetition));
            if (!note.isEmpty()) {
                draft.bundle().complete(specimen, "note", note);
            }
        }
    }

    private static void identifiers(
            Draft draft, Segment spm, Node specimen, Identifier placer, Identifier filler) {
        for (Identifier identifier : List.of(placer.typed("PLAC"), filler.typed("FILL"))) {
            if (!identifier.isEmpty()) {
                specimen.add("identifier", identifier.node());
            }
        }
        Identifier accession = Identifier.firstCx(draft, spm, 30);
        if (!accession.isEmpty()) {
            specimen.put("accessionIdentifier", accession.node());
        }
        for (Value repetition : spm.repetitions(31)) {
            Identifier other = Identifier.cx(draft, repetition);
            if (!other.isEmpty()) {
                specimen.add("identifier", other.node());
            }
        }
        for (Value repetition : spm.repetitions(32)) {
            Identifier shipment = Identifier.ei(draft, repetition);
            if (!shipment.isEmpty()) {
                specimen.add("identifier", shipment.typed("SHIP").node());
            }
        }
    }

    /** SPM-3: what this one was taken from, told by its numbers. */
    private static void parents(Draft draft, Segment spm, Node specimen) {
        for (Value repetition : spm.repetitions(3)) {
            for (int n = 1; n <= 2; n++) {
                Identifier parent = Identifier.eiWithin(draft, repetition.component(n));
                if (!parent.isEmpty()) {
                    specimen.add(
                            "parent",
                            new Node().put("type", "Specimen").put("identifier", parent.node()));
                }
            }
        }
    }

    /** The SAC right after a specimen. */
    private static List<Segment> companion(List<Segment> segments, int at) {
        var found = new ArrayList<Segment>(1);
        for (int i = at + 1; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment.is("SAC")) {
                found.add(segment);
            } else if (!segment.is("NTE") && !segment.is("INV") && !segment.is("PRT")) {
                break;
            }
        }
        return found;
    }

    private static Node container(Draft draft, Segment spm, List<Segment> sac) {
        Node container = new Node();
        for (Segment segment : sac) {
            Identifier number = Identifier.ei(draft, segment.field(3));
            if (!number.isEmpty()) {
                container.add("identifier", number.node());
            }
            container.put("capacity", volume(draft, segment, 21));
            container.put("specimenQuantity", volume(draft, segment, 22));
        }
        container.put("type", Codes.concept(draft, spm.field(27)));
        container.put("additiveCodeableConcept", additive(draft, spm.field(6)));
        return container;
    }

    private static Node additive(Draft draft, Value value) {
        return Codes.concept(draft, value, Table.ADDITIVE);
    }

    /** A volume of SAC, whose unit is SAC-24. */
    private static Node volume(Draft draft, Segment sac, int field) {
        String digits = Numbers.decimal(Draft.peek(sac.field(field)));
        if (digits.isEmpty()) {
            return new Node();
        }
        draft.took(sac.field(field).leaf());
        return new Node().number("value", digits).put("unit", draft.text(sac.field(24)));
    }

    /** A reference to the Specimen that OBR tells of; empty when it tells of none. */
    static String fromOrder(Draft draft, Segment obr, Origin origin) {
        Value source = obr.field(15);
        Node type = within(draft, source.component(1), Table.SPECIMEN_TYPE);
        Node specimen = Node.resource("Specimen").put("type", type);
        specimen.put("subject", origin.patient().link());
        String received = Times.dateTime(draft, obr.field(14));
        specimen.put("receivedTime", received);
        Node site = within(draft, source.component(4), Table.BODY_SITE);
        Node method = within(draft, source.component(6), Table.SPECIMEN_COLLECTION);
        Node quantity = quantity(draft, obr.field(9));
        Node collection = new Node().put("collector", origin.collector());
        boolean told =
                !type.isEmpty()
                        || !site.isEmpty()
                        || !method.isEmpty()
                        || !quantity.isEmpty()
                        || !collection.isEmpty()
                        || obr.field(39).isPresent()
                        || !received.isEmpty();
        if (!told) {
            return "";
        }
        Times.put(draft, obr.field(7), obr.field(8), "collected", collection);
        collection.put("quantity", quantity).put("method", method).put("bodySite", site);
        specimen.put("collection", collection);
        specimen.add(
                "container",
                new Node()
                        .put(
                                "additiveCodeableConcept",
                                within(draft, source.component(2), Table.ADDITIVE)));
        specimen.add("note", new Node().put("text", draft.text(source.component(3))));
        for (Value repetition : obr.repetitions(39)) {
            specimen.add("note", new Node().put("text", words(draft, repetition)));
        }
        return draft.bundle().put(specimen, Key.derived("Specimen", origin.owner(), "OBR-15"));
    }

    /**
     * A coded value as text (guide: CWE[Annotation]): what it says, else its name, else its code.
     */
    private static String words(Draft draft, Value cwe) {
        String code = draft.text(cwe.component(1));
        String name = draft.text(cwe.component(2));
        String original = draft.text(cwe.component(9));
        return !original.isEmpty() ? original : name.isEmpty() ? code : name;
    }

    /** A coded component whose parts are subcomponents. */
    private static Node within(Draft draft, Value component, Table table) {
        String code = draft.text(component.subcomponent(1));
        String text = draft.text(component.subcomponent(2));
        String given = draft.text(component.subcomponent(3));
        if (code.isEmpty()) {
            return new Node().put("text", text);
        }
        CodeTable.Row row = given.isEmpty() ? table.row(draft, code) : CodeTable.Row.NONE;
        String system = row.isEmpty() ? Systems.code(draft, given) : row.system();
        Node coding =
                new Node()
                        .put("system", system)
                        .put("code", row.isEmpty() ? code : row.code())
                        .put("display", text);
        return new Node().add("coding", coding);
    }

    private static void available(Draft draft, Segment spm, Node specimen) {
        String code = Draft.peek(spm.field(20));
        if (code.equals("Y") || code.equals("N")) {
            specimen.put("status", code.equals("Y") ? "available" : "unavailable");
            draft.took(spm.field(20));
        }
    }

    private static Node collection(Draft draft, Segment spm, Origin origin) {
        Node collection = new Node().put("collector", origin.collector());
        Value when = spm.field(17);
        Times.put(draft, when.component(1), when.component(2), "collected", collection);
        collection.put("quantity", quantity(draft, spm.field(12)));
        collection.put("method", Codes.concept(draft, spm.field(7), Table.SPECIMEN_COLLECTION));
        collection.put("bodySite", Codes.concept(draft, spm.field(8), Table.BODY_SITE));
        return collection;
    }

    /** CQ: a number and its unit (guide: CQ[Quantity]). */
    private static Node quantity(Draft draft, Value cq) {
        return ObservationValue.ownUnit(draft, cq.component(1), cq.component(2));
    }
}
