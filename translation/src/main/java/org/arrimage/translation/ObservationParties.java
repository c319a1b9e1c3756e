// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

/**
 * Who observed, where and with what (guide: OBX[Observation], rows OBX-15, OBX-16, OBX-18, OBX-23
 * to OBX-25, OBX-33).
 */
final class ObservationParties {
    private static final String PART = "http://terminology.hl7.org/CodeSystem/v2-0912";

    private ObservationParties() {}

    static void add(Draft draft, Segment obx, Node observation) {
        Roles.addPractitioners(draft, obx, 16, observation, "performer");
        observation.add("performer", laboratory(draft, obx));
        observation.add("performer", producer(draft, obx.field(15)));
        for (Value repetition : obx.repetitions(18)) {
            Node device = draft.once("device", repetition, value -> device(draft, value));
            if (!observation.has("device")) {
                observation.put("device", device);
            }
        }
    }

    /** OBX-23 at OBX-24, directed by OBX-25: one role when there is a director. */
    private static Node laboratory(Draft draft, Segment obx) {
        Value name = obx.field(23);
        Value place = obx.field(24);
        Value head = obx.field(25);
        if (!name.isPresent() && !head.isPresent()) {
            return new Node();
        }
        Node organization =
                draft.once("laboratory", name, value -> Parties.organization(draft, value));
        if (!organization.isEmpty() && place.isPresent()) {
            Node address = draft.once("address", place, value -> Contacts.xad(draft, value));
            draft.bundle().complete(organization.text("reference"), "address", address);
        }
        Node director =
                draft.once(
                        "director",
                        head,
                        value -> Roles.numbered(Roles.practitioner(draft, value), draft, value));
        if (director.isEmpty()) {
            return organization;
        }
        return Roles.role(draft, director, organization, Codes.literalConcept(PART, "MDIR"));
    }

    /** OBX-15, a code: its number and name are the organization's. */
    private static Node producer(Draft draft, Value producer) {
        return draft.once(
                "producer",
                producer,
                value -> {
                    String number = draft.text(value.component(1));
                    String name = draft.text(value.component(2));
                    if (number.isEmpty() && name.isEmpty()) {
                        return new Node();
                    }
                    Node organization = Node.resource("Organization");
                    String given = draft.text(value.component(3));
                    String system =
                            given.isEmpty() || given.equals("L")
                                    ? Systems.sender(draft)
                                    : Systems.code(draft, given);
                    if (!number.isEmpty()) {
                        organization.add("identifier", new Identifier(system, number, "").node());
                    }
                    organization.put("name", name);
                    Key key =
                            number.isEmpty()
                                    ? Key.derived("Organization", draft.facility(), name)
                                    : Key.of("Organization", system, number);
                    return Parties.reference(draft.bundle().mention(organization, key));
                });
    }

    /** OBX-18: the device, known by its number. */
    static Node device(Draft draft, Value value) {
        Identifier identifier = Identifier.ei(draft, value);
        if (identifier.isEmpty()) {
            return new Node();
        }
        Node device = Node.resource("Device").add("identifier", identifier.node());
        return Parties.reference(draft.bundle().mention(device, identifier.key("Device")));
    }

    /** OBX-33, the one specimen an observation is of; empty when none or several. */
    static String specimen(Draft draft, Segment obx) {
        var all = obx.repetitions(33);
        if (all.size() != 1) {
            return "";
        }
        Identifier placer = Identifier.eiWithin(draft, all.getFirst().component(1));
        Identifier filler = Identifier.eiWithin(draft, all.getFirst().component(2));
        Identifier known = filler.isEmpty() ? placer : filler;
        if (known.isEmpty()) {
            return "";
        }
        Node specimen = Node.resource("Specimen");
        for (Identifier identifier : new Identifier[] {placer, filler}) {
            if (!identifier.isEmpty()) {
                specimen.add("identifier", identifier.node());
            }
        }
        return draft.bundle().mention(specimen, known.key("Specimen"));
    }
}
