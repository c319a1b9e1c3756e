// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.Map;

/**
 * OBX-8: how to read a result (guide: InterpretationCodes, HL7 table 0078), and what a device says
 * of its own measure (PoCD guide, PCD-01 mapping, OBX-8: measurement status and missing data).
 *
 * <p>Ours: a measure without flag is not labelled reliable, which nobody said.
 */
final class Flags {
    private static final String ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason";
    private static final String MEASURE =
            "http://hl7.org/fhir/uv/pocd/CodeSystem/measurement-status";
    private static final String INTEGRITY =
            "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";
    private static final String TESTING = "http://terminology.hl7.org/CodeSystem/v3-ActReason";

    /** What a device's flag becomes; an empty word where FHIR has none. */
    private record Meaning(String security, String absent, String interpretation) {}

    private static final Map<String, Meaning> DEVICE =
            Map.ofEntries(
                    Map.entry("INV", new Meaning("UNRELIABLE", "error", "")),
                    Map.entry("QUES", new Meaning("UNCERTREL", "", "questionable")),
                    Map.entry("NAV", new Meaning("", "temp-unknown", "")),
                    Map.entry("CAL", new Meaning("UNCERTREL", "", "calibration-ongoing")),
                    Map.entry("TEST", new Meaning("HTEST", "", "")),
                    Map.entry("DEMO", new Meaning("HTEST", "", "")),
                    Map.entry("VAL", new Meaning("HRELIABLE", "", "validated-data")),
                    Map.entry("EARLY", new Meaning("", "", "early-indication")),
                    Map.entry("BUSY", new Meaning("", "temp-unknown", "msmt-ongoing")),
                    Map.entry("ALACT", new Meaning("", "", "in-alarm")),
                    Map.entry("ALINH", new Meaning("", "", "al-inhibited")),
                    Map.entry("NI", new Meaning("", "unknown", "")),
                    Map.entry("OFF", new Meaning("", "not-performed", "")));

    private Flags() {}

    /** Adds every flag of an OBX to its observation. */
    static void add(Draft draft, Segment obx, Node observation) {
        for (Value repetition : obx.repetitions(8)) {
            Meaning device = DEVICE.get(Draft.peek(repetition.component(1)));
            if (device != null && DeviceTree.isOfDevice(obx)) {
                draft.took(repetition);
                add(device, observation);
            } else {
                observation.add(
                        "interpretation", Codes.concept(draft, repetition, Table.INTERPRETATION));
            }
        }
    }

    private static void add(Meaning meaning, Node observation) {
        if (!meaning.security().isEmpty()) {
            String system = meaning.security().equals("HTEST") ? TESTING : INTEGRITY;
            Node label = Codes.literal(system, meaning.security());
            observation.put("meta", new Node().add("security", label));
        }
        boolean valued = observation.hasAny("value");
        if (!meaning.absent().isEmpty() && !valued) {
            observation.put("dataAbsentReason", Codes.literalConcept(ABSENT, meaning.absent()));
        }
        if (!meaning.interpretation().isEmpty()) {
            observation.add(
                    "interpretation", Codes.literalConcept(MEASURE, meaning.interpretation()));
        }
    }
}
