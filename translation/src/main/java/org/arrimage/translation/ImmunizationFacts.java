// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What observations under a vaccination say of the vaccination itself, by their LOINC code:
 * programme eligibility, funding, information leaflets, dose number, reaction (guide: VXU_V04, note
 * on ORDER OBSERVATION OBX, which leaves the codes to vaccination guides). Each stays an
 * Observation too, with its date, method and status.
 */
final class ImmunizationFacts {
    private final Draft draft;
    private final Node immunization;
    private final Map<String, Node> leaflets = new LinkedHashMap<>();
    private final Node protocol = new Node();

    ImmunizationFacts(Draft draft, Node immunization) {
        this.draft = draft;
        this.immunization = immunization;
    }

    void read(Segment obx, String observation) {
        Value value = obx.field(5);
        if (!value.isPresent() || !Draft.peek(obx.field(3).component(3)).equals("LN")) {
            return;
        }
        switch (Draft.peek(obx.field(3).component(1))) {
            case "64994-7" -> immunization.add("programEligibility", Codes.concept(draft, value));
            case "30963-3" -> immunization.put("fundingSource", Codes.concept(draft, value));
            case "69764-9", "30956-7" ->
                    leaflet(obx).put("documentType", Draft.peek(value.component(1)));
            case "29768-9" -> leaflet(obx).put("publicationDate", Times.dateTime(draft, value));
            case "29769-7" -> leaflet(obx).put("presentationDate", Times.dateTime(draft, value));
            case "30973-2" -> dose("doseNumber", value);
            case "59782-3" -> dose("seriesDoses", value);
            case "31044-1" ->
                    immunization.add(
                            "reaction",
                            new Node()
                                    .put("date", Times.dateTime(draft, obx.field(14)))
                                    .put("detail", Parties.reference(observation)));
            default -> {}
        }
    }

    private void dose(String name, Value value) {
        String text = Draft.peek(value);
        String number = Numbers.positive(text);
        if (number.isEmpty()) {
            protocol.put(name + "String", text);
        } else {
            protocol.number(name + "PositiveInt", number);
        }
    }

    /** OBX-4 tells which observations speak of the same leaflet. */
    private Node leaflet(Segment obx) {
        return leaflets.computeIfAbsent(Draft.peek(obx.field(4)), _ -> new Node());
    }

    /**
     * Adds what is complete: R4 invariant imm-1 wants to know the leaflet, and its dose a protocol.
     */
    void finish() {
        leaflets.values().stream()
                .filter(leaflet -> leaflet.has("documentType"))
                .forEach(leaflet -> immunization.add("education", leaflet));
        if (protocol.has("doseNumberPositiveInt") || protocol.has("doseNumberString")) {
            immunization.add("protocolApplied", protocol);
        }
    }
}
