// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import org.arrimage.hl7v2.ProblemCode;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which message to write: what the settings ask for, else MessageHeader.event, else what the
 * resources show, with a remark.
 */
final class EventChoice {
    private static final Pattern ASKED = Pattern.compile("([A-Z]{3})(?:[\\^_]([A-Z]\\d\\d))?(?:[\\^_].*)?");
    private static final Pattern TRIGGER = Pattern.compile("[A-Z]\\d\\d");

    /** HL7 table 0354: the structure of an event that is not named after itself, since 2.4. */
    private static final Map<String, String> STRUCTURES =
            Map.ofEntries(
                    Map.entry("A04", "ADT_A01"),
                    Map.entry("A08", "ADT_A01"),
                    Map.entry("A13", "ADT_A01"),
                    Map.entry("A07", "ADT_A06"),
                    Map.entry("A10", "ADT_A09"),
                    Map.entry("A11", "ADT_A09"),
                    Map.entry("A12", "ADT_A09"),
                    Map.entry("A14", "ADT_A05"),
                    Map.entry("A28", "ADT_A05"),
                    Map.entry("A31", "ADT_A05"),
                    Map.entry("A22", "ADT_A21"),
                    Map.entry("A23", "ADT_A21"),
                    Map.entry("A25", "ADT_A21"),
                    Map.entry("A26", "ADT_A21"),
                    Map.entry("A27", "ADT_A21"),
                    Map.entry("A29", "ADT_A21"),
                    Map.entry("A32", "ADT_A21"),
                    Map.entry("A33", "ADT_A21"),
                    Map.entry("A34", "ADT_A30"),
                    Map.entry("A35", "ADT_A30"),
                    Map.entry("A36", "ADT_A30"),
                    Map.entry("A46", "ADT_A30"),
                    Map.entry("A47", "ADT_A30"),
                    Map.entry("A48", "ADT_A30"),
                    Map.entry("A49", "ADT_A30"),
                    Map.entry("A40", "ADT_A39"),
                    Map.entry("A41", "ADT_A39"),
                    Map.entry("A42", "ADT_A39"),
                    Map.entry("A44", "ADT_A43"),
                    Map.entry("A51", "ADT_A50"),
                    Map.entry("A53", "ADT_A52"),
                    Map.entry("A55", "ADT_A54"),
                    Map.entry("A62", "ADT_A61"));

    /** In 2.3.1 these still had the structure of A01. */
    private static final Set<String> OLD_A01 = Set.of("A05", "A14", "A28", "A31");

    private EventChoice() {}

    /**
     * A message type and its trigger.
     *
     * @param code MSH-9.1
     * @param trigger MSH-9.2, empty for an acknowledgement of an unknown event
     */
    record Event(String code, String trigger) {

        String structure(Hl7Version version) {
            if (code.equals("ACK")) {
                return "ACK";
            }
            if (code.equals("ADT") && version == Hl7Version.V2_3_1 && OLD_A01.contains(trigger)) {
                return "ADT_A01";
            }
            if (code.equals("RSP") && trigger.equals("K22") && version == Hl7Version.V2_4) {
                return "RSP_K21";
            }
            return code.equals("ADT")
                    ? STRUCTURES.getOrDefault(trigger, "ADT_" + trigger)
                    : code + '_' + trigger;
        }

        boolean isAdministrative() {
            return code.equals("ADT");
        }
    }

    static Event of(Writing writing) throws FhirFailure {
        String asked = writing.settings().event();
        if (!asked.isEmpty()) {
            Matcher m = ASKED.matcher(asked);
            if (!m.matches()) {
                throw new FhirFailure(ProblemCode.EVENT_UNSUPPORTED, "Bundle");
            }
            String trigger = m.group(2);
            return fit(writing, m.group(1), trigger == null ? "" : trigger);
        }
        Element header = writing.first("MessageHeader");
        String trigger = header.get("eventCoding").peek("code");
        if (header.get("response").isPresent() && writing.all("Patient").isEmpty()) {
            return new Event("ACK", TRIGGER.matcher(trigger).matches() ? trigger : "");
        }
        if (TRIGGER.matcher(trigger).matches()) {
            return fit(writing, codeOf(trigger, header), trigger);
        }
        Event derived = derived(writing);
        writing.remark(ProblemCode.EVENT_DERIVED, header.isPresent() ? header : writing.bundle());
        return derived;
    }

    /** OML came with 2.4: before, an order is an ORM. */
    private static Event fit(Writing writing, String code, String trigger) {
        boolean early = !writing.version().atLeast(Hl7Version.V2_4);
        if (code.equals("OML") && early) {
            return new Event("ORM", "O01");
        }
        return new Event(code, trigger);
    }

    /** The type an event belongs to (HL7 table 0003). */
    private static String codeOf(String trigger, Element header) {
        return switch (trigger.charAt(0)) {
            case 'A' -> "ADT";
            case 'R' -> "ORU";
            case 'K' -> "RSP";
            case 'O' ->
                    switch (trigger) {
                        case "O01", "O02" -> "ORM";
                        case "O19" -> "OMG";
                        default -> "OML";
                    };
            default -> header.get("response").isPresent() ? "ACK" : "ADT";
        };
    }

    /**
     * What the resources show. A bundle says how things stand, not what happened, so a visit under
     * way is an update (A08): an A01 would admit again at each change.
     */
    private static Event derived(Writing writing) throws FhirFailure {
        if (!writing.all("DiagnosticReport").isEmpty()) {
            return new Event("ORU", "R01");
        }
        if (!writing.all("ServiceRequest").isEmpty()) {
            return fit(writing, "OML", "O21");
        }
        if (writing.first("Encounter").isPresent()) {
            return new Event("ADT", byStatus(writing.first("Encounter").peek("status")));
        }
        if (!writing.all("Observation").isEmpty() || !writing.all("DocumentReference").isEmpty()) {
            return new Event("ORU", "R01");
        }
        if (writing.all("Patient").stream().anyMatch(EventChoice::replaces)) {
            return new Event("ADT", "A40");
        }
        if (writing.first("Patient").isPresent()) {
            return new Event("ADT", "A31");
        }
        if (writing.first("OperationOutcome").isPresent()) {
            return new Event("ACK", "");
        }
        throw new FhirFailure(ProblemCode.RESOURCE_MISSING, "Bundle.entry");
    }

    static boolean replaces(Element patient) {
        return patient.list("link").stream().anyMatch(link -> link.peek("type").equals("replaces"));
    }

    private static String byStatus(String status) {
        return switch (status) {
            case "planned" -> "A05";
            case "finished" -> "A03";
            case "cancelled" -> "A11";
            default -> "A08";
        };
    }
}
