// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

/**
 * ROL to PractitionerRole (guide: ROL[Patient-GeneralPractitioner],
 * ROL[Encounter-PractitionerRole], ROL[CareTeam]; HL7 v2 chapter 15): ROL-1 identifier; ROL-3,
 * ROL-9 code; ROL-4 practitioner; ROL-5, ROL-6 period; ROL-10, ROL-14 organization; ROL-11 address;
 * ROL-12 telecom; ROL-13 place.
 *
 * <p>Ours: of the people around a patient only those HL7 calls primary care providers (PP) or
 * family health care professionals (FHCP) are general practitioners; the others are its care team.
 */
final class RoleMapper {
    private RoleMapper() {}

    /** One that stands after PID: a general practitioner or a member of the care team. */
    static void ofPatient(Draft draft, Segment rol, PatientMapper.Mapped patient) {
        Node who = role(draft, rol);
        if (who.isEmpty() || patient.isNone()) {
            return;
        }
        String part = Draft.peek(rol.field(3));
        if (part.equals("PP") || part.equals("FHCP")) {
            patient.node().add("generalPractitioner", who);
            return;
        }
        Key key = Key.derived("CareTeam", patient.reference());
        Node team = Node.resource("CareTeam").put("subject", patient.link());
        draft.bundle()
                .complete(draft.bundle().put(team, key), "participant", member(draft, rol, who));
    }

    private static Node member(Draft draft, Segment rol, Node who) {
        Node member = new Node();
        member.add("role", Codes.concept(draft, rol.field(3), Table.PROVIDER_ROLE));
        return member.put("member", who)
                .put("period", Times.period(draft, rol.field(5), rol.field(6)));
    }

    /** One that stands after PV1: somebody who takes part in the visit. */
    static void ofVisit(Draft draft, Segment rol, String encounter) {
        Node who = role(draft, rol);
        if (!who.isEmpty()) {
            Node participant =
                    new Node()
                            .add("type", Codes.concept(draft, rol.field(3), Table.PROVIDER_ROLE))
                            .put("period", Times.period(draft, rol.field(5), rol.field(6)))
                            .put("individual", who);
            draft.bundle().complete(encounter, "participant", participant);
        }
    }

    /** One that stands after PR1: somebody who performs the procedure. */
    static void ofProcedure(Draft draft, Segment rol, String procedure) {
        Node who = role(draft, rol);
        if (!who.isEmpty()) {
            Node function = Codes.concept(draft, rol.field(3), Table.PROVIDER_ROLE);
            draft.bundle()
                    .complete(
                            procedure,
                            "performer",
                            new Node().put("function", function).put("actor", who));
        }
    }

    /** A Reference to the PractitionerRole; empty when ROL names nobody. */
    private static Node role(Draft draft, Segment rol) {
        Node person = Parties.practitioner(draft, rol.field(4));
        Node organization = Parties.organization(draft, rol.field(14));
        if (person.isEmpty() && organization.isEmpty()) {
            return new Node();
        }
        for (Value address : rol.repetitions(11)) {
            draft.bundle()
                    .complete(person.text("reference"), "address", Contacts.xad(draft, address));
        }
        Node unit = Codes.concept(draft, rol.field(10));
        draft.bundle().complete(organization.text("reference"), "type", unit);
        Node role = Node.resource("PractitionerRole");
        Identifier identifier = Identifier.ei(draft, rol.field(1));
        if (!identifier.isEmpty()) {
            role.add("identifier", identifier.node());
        }
        role.put("period", Times.period(draft, rol.field(5), rol.field(6)));
        role.put("practitioner", person).put("organization", organization);
        role.add("code", Codes.concept(draft, rol.field(3), Table.PROVIDER_ROLE));
        for (Value type : rol.repetitions(9)) {
            role.add("specialty", Codes.concept(draft, type));
        }
        role.add("location", Parties.location(draft, rol.field(13)));
        Contacts.addTelecoms(draft, rol, 12, "", role);
        Key key =
                Key.derived(
                        "PractitionerRole",
                        person.text("reference"),
                        organization.text("reference"),
                        Draft.peek(rol.field(3)),
                        Draft.peek(rol.field(5)));
        return Parties.reference(draft.bundle().put(role, key));
    }
}
