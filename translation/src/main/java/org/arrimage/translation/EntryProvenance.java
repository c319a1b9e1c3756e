// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

/**
 * Who entered an appointment and why it changed: SCH-20 and SCH-6 to Provenance (guide:
 * SCH[Provenance]; HL7 v2 chapter 10). SCH-6, the reason of the event, has no place in an
 * Appointment that is not cancelled; the guide maps it to a constant.
 *
 * <p>FHIR demands an instant and an agent: without MSH-7 down to the second, or without anybody who
 * entered it, there is none.
 */
final class EntryProvenance {
    static final String ROLE = "http://terminology.hl7.org/CodeSystem/provenance-participant-type";

    private EntryProvenance() {}

    static void map(Draft draft, Segment sch, AppointmentMapper appointment, String target) {
        String recorded = Times.instant(draft, draft.message().msh().field(7));
        if (recorded.isEmpty()) {
            return;
        }
        Node provenance = Node.resource("Provenance");
        provenance.add("target", Parties.reference(target));
        provenance.put("recorded", recorded);
        if (!appointment.status().equals("cancelled")) {
            provenance.add("reason", Codes.concept(draft, sch.field(6)));
        }
        CodeTable.Row event = Table.EVENT_TYPE.row(draft, draft.message().header().triggerEvent());
        if (!event.isEmpty()) {
            provenance.put("activity", Codes.literalConcept(event.system(), event.code()));
        }
        for (Value person : sch.repetitions(20)) {
            Node who = Parties.practitioner(draft, person);
            if (!who.isEmpty()) {
                provenance.add(
                        "agent",
                        new Node()
                                .put("type", Codes.literalConcept(ROLE, "enterer"))
                                .put("who", who));
            }
        }
        if (!provenance.has("agent")) {
            Node sender = Parties.facility(draft, draft.message().msh().field(4));
            provenance.add("agent", sender.isEmpty() ? sender : new Node().put("who", sender));
        }
        if (provenance.has("agent")) {
            draft.bundle()
                    .put(
                            provenance,
                            Key.derived(
                                    "Provenance",
                                    draft.messageName(),
                                    Integer.toString(sch.occurrence())));
        }
    }
}
