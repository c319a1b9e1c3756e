// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;

import java.util.List;
import java.util.Set;

/**
 * Master files of people and places: MFN M02 (STF, PRA) to Practitioner and PractitionerRole, MFN
 * M05 (LOC) to Location (no map in the guide; HL7 v2 chapters 8 and 15). Other master files give
 * their header, and the rest is in the loss report.
 */
final class MasterFileTranslation {
    /** MFE-1, HL7 table 0180: deleted or deactivated. */
    private static final Set<String> ENDS = Set.of("MDL", "MDC");

    private final Draft draft;
    private final List<Segment> segments;
    private final PatientVisit shared;
    private boolean active = true;
    private StaffMapper.Mapped staff = StaffMapper.Mapped.NONE;
    private int entries;

    private MasterFileTranslation(Draft draft) {
        this.draft = draft;
        this.segments = draft.message().segments();
        this.shared = new PatientVisit(draft);
    }

    static void translate(Draft draft) throws Hl7Problem {
        new MasterFileTranslation(draft).walk();
    }

    private void walk() throws Hl7Problem {
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            switch (segment.name()) {
                case "MFE" -> {
                    active = !ENDS.contains(Draft.peek(segment.field(1)));
                    staff = StaffMapper.Mapped.NONE;
                    draft.took(segment.field(1));
                }
                case "STF" -> {
                    staff = StaffMapper.map(draft, segment, active);
                    about(staff.reference());
                }
                case "PRA" -> StaffMapper.role(draft, segment, staff, active);
                case "LOC" -> about(place(segment));
                default -> shared.read(i);
            }
        }
        if (entries == 0) {
            draft.remark(ProblemCode.MAPPING_ABSENT, draft.message().msh().field(9));
        }
        shared.finish();
    }

    private void about(String reference) {
        if (!reference.isEmpty()) {
            shared.focus(reference);
            entries++;
        }
    }

    /** LOC-1 which, LOC-2 in words, LOC-3 type, LOC-4 whose, LOC-5 address, LOC-6 telephone. */
    private String place(Segment loc) {
        String reference = Parties.location(draft, loc.field(1)).text("reference");
        if (reference.isEmpty()) {
            draft.remark(ProblemCode.REQUIRED_FIELD_MISSING, loc.field(1));
            return "";
        }
        Node location = draft.bundle().resource(reference);
        location.put("status", active ? "active" : "inactive");
        location.put("description", draft.text(loc, 2));
        loc.repetitions(3).forEach(type -> location.add("type", Codes.concept(draft, type)));
        location.put("managingOrganization", Parties.organization(draft, loc.field(4)));
        location.put("address", Contacts.xad(draft, loc.field(5)));
        Contacts.addTelecoms(draft, loc, 6, "", location);
        return reference;
    }
}
