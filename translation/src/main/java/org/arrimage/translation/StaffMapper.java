// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.ArrayList;

/**
 * STF to Practitioner and PRA to PractitionerRole (no map in the guide; HL7 v2 chapter 15): STF-2,
 * else STF-1 identifier; STF-3 name; STF-5 gender; STF-6 birth date; STF-7 active; STF-10, STF-15
 * telecom; STF-11 address; PRA-3 code, PRA-5 specialty, PRA-6 identifiers.
 */
final class StaffMapper {
    private StaffMapper() {}

    /** Somebody in the bundle. */
    record Mapped(String reference, Identifier identifier) {
        static final Mapped NONE = new Mapped("", Identifier.NONE);
    }

    /** Maps one, none when nothing tells who it is. */
    static Mapped map(Draft draft, Segment stf, boolean active) {
        Node practitioner = Node.resource("Practitioner");
        var found = new ArrayList<Identifier>();
        for (int field : new int[] {2, 1}) {
            for (Value repetition : stf.repetitions(field)) {
                Identifier identifier = Identifier.cx(draft, repetition);
                if (!identifier.isEmpty() && (field == 2 || found.isEmpty())) {
                    found.add(identifier);
                    practitioner.add("identifier", identifier.node());
                }
            }
        }
        if (found.isEmpty()) {
            draft.remark(ProblemCode.REQUIRED_FIELD_MISSING, stf.field(2));
            return Mapped.NONE;
        }
        draft.took(stf.field(7));
        practitioner.put("active", active && !Draft.peek(stf.field(7)).equals("I"));
        Names.addAll(draft, stf, 3, practitioner);
        Contacts.addTelecoms(draft, stf, 10, "work", practitioner);
        for (Value mail : stf.repetitions(15)) {
            String address = draft.text(mail);
            if (!address.isEmpty()) {
                practitioner.add(
                        "telecom", new Node().put("system", "email").put("value", address));
            }
        }
        Contacts.addAddresses(draft, stf, 11, practitioner);
        practitioner.put("gender", Codes.mapped(draft, stf.field(5), Table.GENDER));
        practitioner.put("birthDate", Times.date(draft, stf.field(6)));
        Identifier known = found.getFirst();
        return new Mapped(draft.bundle().put(practitioner, known.key("Practitioner")), known);
    }

    /** What somebody does; nothing before anybody is named. */
    static void role(Draft draft, Segment pra, Mapped staff, boolean active) {
        if (staff.reference().isEmpty()) {
            return;
        }
        Node role = Node.resource("PractitionerRole");
        role.put("active", active).put("practitioner", Parties.reference(staff.reference()));
        for (Value category : pra.repetitions(3)) {
            role.add("code", Codes.concept(draft, category));
        }
        for (Value specialty : pra.repetitions(5)) {
            // SPD: the specialty in words, then its board and certification.
            role.add("specialty", new Node().put("text", draft.text(specialty.component(1))));
        }
        for (Value number : pra.repetitions(6)) {
            String value = draft.text(number.component(1));
            if (!value.isEmpty()) {
                String type = draft.text(number.component(2));
                role.add("identifier", new Identifier(Systems.sender(draft), value, type).node());
            }
        }
        if (role.has("code") || role.has("specialty") || role.has("identifier")) {
            draft.bundle().put(role, Key.derived("PractitionerRole", "staff", staff.reference()));
        }
    }
}
