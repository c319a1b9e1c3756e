// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

/**
 * PRT in orders and results (guide: PRT[PractitionerRole], PRT[Device], PRT[Observation-Location],
 * ORU_R01 and OML_O21; HL7 v2 chapter 7): PRT-4 says the part, PRT-5 and PRT-8 who, PRT-9 and
 * PRT-14 where, PRT-10 with PRT-16 to PRT-22 which device.
 */
final class Participations {
    private Participations() {}

    /** A Reference to whom a PRT names: the person, for the organization; or either alone. */
    static Node who(Draft draft, Segment prt) {
        Node person = Roles.practitioner(draft, prt.field(5));
        Node organization = Parties.organization(draft, prt.field(8));
        String reference =
                person.isEmpty() ? organization.text("reference") : person.text("reference");
        if (!reference.isEmpty()) {
            Node found = new Node();
            Contacts.addAddresses(draft, prt, 14, found);
            Contacts.addTelecoms(draft, prt, 15, "", found);
            draft.bundle().resource(reference).addMissing("address", found);
            draft.bundle().resource(reference).addMissing("telecom", found);
            draft.took(prt.field(4).component(1));
        }
        Node code =
                person.isEmpty() ? person : Codes.concept(draft, prt.field(4), Table.PARTICIPATION);
        Node role = Roles.role(draft, person, organization, code);
        details(draft, prt, organization.text("reference"), role.text("reference"));
        return role;
    }

    /** PRT-6 and PRT-9 of a role; PRT-7 of the organization. */
    private static void details(Draft draft, Segment prt, String organization, String role) {
        for (Value type : prt.repetitions(7)) {
            if (!organization.isEmpty()) {
                draft.bundle().complete(organization, "type", Codes.concept(draft, type));
            }
        }
        if (!draft.bundle().resource(role).text("resourceType").equals("PractitionerRole")) {
            return;
        }
        for (Value specialty : prt.repetitions(6)) {
            draft.bundle().complete(role, "specialty", Codes.concept(draft, specialty));
        }
        for (Value place : prt.repetitions(9)) {
            draft.bundle().complete(role, "location", Parties.location(draft, place));
        }
    }

    /** The PRT of an order that speak of its report: interpreter, assistants, technicians. */
    static void addToReport(Draft draft, OrderGroup order, Node report) {
        for (Segment prt : order.named("PRT")) {
            switch (Draft.peek(prt.field(4))) {
                case "PRI" -> report.add("resultsInterpreter", who(draft, prt));
                case "ARI", "TN", "TR", "PO", "MDIR" -> report.add("performer", who(draft, prt));
                default -> {}
            }
        }
    }

    /** Who took the specimen, when a PRT of the order says so. */
    static Node collector(Draft draft, OrderGroup order) {
        for (Segment prt : order.named("PRT")) {
            if (Draft.peek(prt.field(4)).equals("SC")) {
                return who(draft, prt);
            }
        }
        return new Node();
    }

    /** A performer, its function what PRT-4 says; a device when the PRT names one and nobody. */
    static Node performer(Draft draft, Segment prt, boolean devices) {
        Node who = who(draft, prt);
        if (who.isEmpty() && devices && isDevice(prt)) {
            who = device(draft, prt);
        }
        return who.isEmpty()
                ? who
                : new Node()
                        .put("function", Codes.concept(draft, prt.field(4), Table.PARTICIPATION))
                        .put("actor", who);
    }

    private static boolean isDevice(Segment prt) {
        return prt.field(10).isPresent() || prt.field(20).isPresent();
    }

    /** The PRT of an observation: performers, device, place. */
    static void addToObservation(Draft draft, Segment prt, Node observation) {
        if (isDevice(prt)) {
            Node device = device(draft, prt);
            if (!observation.has("device")) {
                observation.put("device", device);
            }
        } else {
            observation.add("performer", who(draft, prt));
        }
        observation.add(
                "extension",
                Extensions.of(
                        "event-location", "valueReference", Parties.location(draft, prt.field(9))));
    }

    private static Node device(Draft draft, Segment prt) {
        Node device = Node.resource("Device");
        Identifier identifier = Identifier.ei(draft, prt.field(10));
        if (!identifier.isEmpty()) {
            device.add("identifier", identifier.node());
        }
        device.add("udiCarrier", new Node().put("deviceIdentifier", draft.text(prt.field(16))));
        String serial = draft.text(prt, 20);
        device.put("distinctIdentifier", draft.text(prt, 21))
                .put("manufactureDate", Times.dateTime(draft, prt.field(17)))
                .put("expirationDate", Times.dateTime(draft, prt.field(18)))
                .put("lotNumber", draft.text(prt, 19))
                .put("serialNumber", serial)
                .put("type", Codes.concept(draft, prt.field(22)));
        draft.took(prt.field(4).component(1));
        Key key =
                identifier.isEmpty()
                        ? Key.derived("Device", draft.facility(), serial)
                        : identifier.key("Device");
        return Parties.reference(draft.bundle().mention(device, key));
    }
}
