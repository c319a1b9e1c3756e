// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import java.util.List;

/**
 * Specimen to SPM (guide: SPM[Specimen] read backwards; HL7 v2 chapter 7); before 2.5, which
 * brought SPM, to OBR-14 and OBR-15.
 */
final class SpecimenWriter {
    private SpecimenWriter() {}

    /**
     * @param ordered whether the message asks for work, so that a number alone is the placer's
     */
    static void write(
            Writing writing, MessageDraft message, Element specimen, int setId, boolean ordered) {
        SegmentDraft spm = message.start("SPM", specimen, setId);
        spm.put(2, () -> numbers(writing, specimen, ordered));
        spm.put(
                4,
                () ->
                        Concepts.parts(
                                writing,
                                specimen.get("type"),
                                spm.type(4),
                                CodeTable.SPECIMEN_TYPE));
        Element collection = specimen.get("collection");
        spm.put(
                7,
                () ->
                        Concepts.parts(
                                writing,
                                collection.get("method"),
                                spm.type(7),
                                CodeTable.SPECIMEN_COLLECTION));
        spm.put(8, () -> Concepts.parts(writing, collection.get("bodySite"), spm.type(8)));
        Element quantity = collection.get("quantity");
        spm.put(12, () -> amount(writing, quantity));
        for (Element note : specimen.list("note")) {
            spm.add(14, () -> Parts.of(note.take("text")));
        }
        spm.put(17, () -> collected(writing, collection));
        spm.put(18, () -> Moments.moment(writing, specimen.get("receivedTime")));
        spm.put(20, () -> available(specimen.get("status")));
        for (Element condition : specimen.list("condition")) {
            spm.add(
                    24,
                    () ->
                            Concepts.parts(
                                    writing,
                                    condition,
                                    spm.type(24),
                                    CodeTable.SPECIMEN_CONDITION));
        }
        Element container = specimen.first("container").get("type");
        spm.put(27, () -> Concepts.parts(writing, container, spm.type(27)));
        writing.follow(specimen.get("subject"));
    }

    /** EIP: the placer's number, then the filler's. */
    private static Parts numbers(Writing writing, Element specimen, boolean ordered) {
        List<Element> identifiers = specimen.list("identifier");
        var eip = new Parts();
        if (identifiers.size() >= 2) {
            eip.put(1, Identifiers.ei(writing, identifiers.get(0)));
            eip.put(2, Identifiers.ei(writing, identifiers.get(1)));
        } else if (identifiers.size() == 1) {
            eip.put(ordered ? 1 : 2, Identifiers.ei(writing, identifiers.getFirst()));
        }
        if (!eip.has(2)) {
            eip.put(2, Identifiers.ei(writing, specimen.get("accessionIdentifier")));
        }
        return eip;
    }

    private static Parts amount(Writing writing, Element quantity) {
        String value = quantity.take("value");
        return value.isEmpty()
                ? Parts.NONE
                : Parts.of(value).put(2, ValueWriter.unit(writing, quantity));
    }

    private static Parts collected(Writing writing, Element collection) {
        Element at = collection.get("collectedDateTime");
        if (at.isPresent()) {
            return Moments.moment(writing, at);
        }
        Element period = collection.get("collectedPeriod");
        Parts start = Moments.moment(writing, period.get("start"));
        Parts end = Moments.moment(writing, period.get("end"));
        return new Parts().put(1, start.component(1)).put(2, end.component(1));
    }

    private static Parts available(Element status) {
        String code =
                switch (status.peek()) {
                    case "available" -> "Y";
                    case "unavailable" -> "N";
                    default -> "";
                };
        if (!code.isEmpty()) {
            status.take();
        }
        return Parts.of(code);
    }

    /** OBR-14 and OBR-15 of versions without SPM: source, then site as its fourth component. */
    static void intoOrder(Writing writing, SegmentDraft obr, Element specimen) {
        obr.put(14, () -> Moments.moment(writing, specimen.get("receivedTime")));
        Parts type = Concepts.parts(writing, specimen.get("type"), "CE");
        Element site = specimen.get("collection").get("bodySite");
        Parts where = Concepts.parts(writing, site, "CE");
        obr.put(15, () -> new Parts().put(1, type).put(4, where));
        writing.follow(specimen.get("subject"));
    }
}
