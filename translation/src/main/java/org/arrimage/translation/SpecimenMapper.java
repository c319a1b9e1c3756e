// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

/**
 * SPM to Specimen (guide: SPM[Specimen]; HL7 v2 chapter 7): SPM-2, -30, -31 identifiers, SPM-4
 * type, SPM-7, -8, -12, -17 collection, SPM-14 note, SPM-18 received, SPM-20 availability, SPM-24
 * condition, SPM-27 container. Before 2.5 the specimen is OBR-15 with OBR-14 (guide:
 * SPS[Specimen-Source]).
 */
final class SpecimenMapper {
    private SpecimenMapper() {}

    /** A reference to the Specimen of an SPM. */
    static String map(Draft draft, Segment spm, PatientMapper.Mapped patient, String report) {
        Node specimen = Node.resource("Specimen");
        Identifier filler = Identifier.eiWithin(draft, spm.field(2).component(2));
        Identifier placer = Identifier.eiWithin(draft, spm.field(2).component(1));
        for (Identifier identifier : new Identifier[] {placer, filler}) {
            if (!identifier.isEmpty()) {
                specimen.add("identifier", identifier.node());
            }
        }
        Identifier accession = Identifier.firstCx(draft, spm, 30);
        if (!accession.isEmpty()) {
            specimen.put("accessionIdentifier", accession.node());
        }
        Identifier other = Identifier.firstCx(draft, spm, 31);
        if (!other.isEmpty()) {
            specimen.add("identifier", other.node());
        }
        available(draft, spm, specimen);
        specimen.put("type", Codes.concept(draft, spm.field(4), Table.SPECIMEN_TYPE));
        specimen.put("subject", patient.link());
        specimen.put("receivedTime", Times.dateTime(draft, spm.field(18)));
        specimen.put("collection", collection(draft, spm));
        for (Value repetition : spm.repetitions(24)) {
            specimen.add("condition", Codes.concept(draft, repetition));
        }
        specimen.add("container", new Node().put("type", Codes.concept(draft, spm.field(27))));
        for (Value repetition : spm.repetitions(14)) {
            specimen.add("note", new Node().put("text", draft.text(repetition)));
        }
        Identifier known = filler.isEmpty() ? placer : filler;
        Key key =
                known.isEmpty()
                        ? Key.derived("Specimen", report, Integer.toString(spm.occurrence()))
                        : known.key("Specimen");
        return draft.bundle().put(specimen, key);
    }

    /** A reference to the Specimen of OBR-15; empty when OBR names none. */
    static String fromOrder(Draft draft, Segment obr, PatientMapper.Mapped patient, String report) {
        Value source = obr.field(15);
        if (!source.isPresent()) {
            return "";
        }
        Node type = within(draft, source.component(1));
        Node site = within(draft, source.component(4));
        if (type.isEmpty() && site.isEmpty()) {
            return "";
        }
        Node specimen = Node.resource("Specimen");
        specimen.put("type", type);
        specimen.put("subject", patient.link());
        specimen.put("receivedTime", Times.dateTime(draft, obr.field(14)));
        specimen.put(
                "collection",
                new Node()
                        .put("collectedDateTime", Times.dateTime(draft, obr.field(7)))
                        .put("bodySite", site));
        return draft.bundle().put(specimen, Key.derived("Specimen", report, "OBR-15"));
    }

    /** A coded component whose parts are subcomponents. */
    private static Node within(Draft draft, Value component) {
        String code = draft.text(component.subcomponent(1));
        String text = draft.text(component.subcomponent(2));
        String system = Systems.code(draft, draft.text(component.subcomponent(3)));
        Node concept = new Node();
        if (!code.isEmpty()) {
            concept.add(
                    "coding",
                    new Node().put("system", system).put("code", code).put("display", text));
            return concept;
        }
        return concept.put("text", text);
    }

    private static void available(Draft draft, Segment spm, Node specimen) {
        String code = Draft.peek(spm.field(20));
        if (code.equals("Y") || code.equals("N")) {
            specimen.put("status", code.equals("Y") ? "available" : "unavailable");
            draft.took(spm.field(20));
        }
    }

    private static Node collection(Draft draft, Segment spm) {
        Node collection = new Node();
        Value when = spm.field(17);
        if (when.component(2).isPresent()) {
            collection.put(
                    "collectedPeriod",
                    new Node()
                            .put("start", Times.dateTime(draft, when.component(1)))
                            .put("end", Times.dateTime(draft, when.component(2))));
        } else {
            collection.put("collectedDateTime", Times.dateTime(draft, when.component(1)));
        }
        Value amount = spm.field(12);
        String digits = Numbers.decimal(Draft.peek(amount.component(1)));
        if (!digits.isEmpty()) {
            draft.took(amount.component(1));
            collection.put(
                    "quantity",
                    new Node()
                            .number("value", digits)
                            .put("unit", draft.text(amount.component(2).subcomponent(1))));
        }
        collection.put("method", Codes.concept(draft, spm.field(7)));
        collection.put("bodySite", Codes.concept(draft, spm.field(8)));
        return collection;
    }
}
