// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import org.arrimage.hl7v2.MessageStructures;
import org.arrimage.hl7v2.ProblemCode;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which message to write: what the settings ask for, else MessageHeader.event, else what the
 * resources show, with a remark.
 */
final class EventChoice {
    private static final Pattern ASKED =
            Pattern.compile("([A-Z]{3})(?:[\\^_]([A-Z]\\d\\d))?(?:[\\^_].*)?");
    private static final Pattern TRIGGER = Pattern.compile("[A-Z]\\d\\d");

    private EventChoice() {}

    /**
     * A message type and its trigger.
     *
     * @param code MSH-9.1
     * @param trigger MSH-9.2, empty for an acknowledgement of an unknown event
     */
    record Event(String code, String trigger) {

        String structure(Hl7Version version) {
            return MessageStructures.of(code, trigger, version.number());
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
            String code = codeOf(trigger);
            boolean answers = code.isEmpty() && header.get("response").isPresent();
            return fit(writing, answers ? "ACK" : code, trigger);
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

    /**
     * The type an event belongs to (HL7 table 0003), of those that are written; empty for others.
     */
    private static String codeOf(String trigger) {
        return switch (trigger) {
            case "R01", "R30", "R31", "R32" -> "ORU";
            case "K22", "K23" -> "RSP";
            case "O01" -> "ORM";
            case "O19" -> "OMG";
            case "O21", "O33", "O35" -> "OML";
            default -> trigger.startsWith("A") ? "ADT" : "";
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
