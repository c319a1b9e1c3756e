// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;

import java.util.List;

/**
 * EVN to Provenance (guide: EVN[Provenance]; HL7 v2 chapter 3): EVN-2 recorded, EVN-4 reason, EVN-5
 * agent, EVN-6 occurred, EVN-7 where.
 *
 * <p>Ours: without operator the agent is the sending facility; when neither EVN-2 nor MSH-7 is a
 * full instant there is no Provenance, since FHIR demands one and we invent none.
 */
final class ProvenanceMapper {
    private ProvenanceMapper() {}

    static void map(Draft draft, Segment evn, List<String> targets) {
        Segment msh = draft.message().msh();
        String fromEvent = Times.instant(draft, evn.field(2));
        String recorded = fromEvent.isEmpty() ? Times.instant(draft, msh.field(7)) : fromEvent;
        Node operator = Parties.practitioner(draft, evn.field(5));
        Node who = operator.isEmpty() ? Parties.facility(draft, msh.field(4)) : operator;
        if (recorded.isEmpty() || who.isEmpty()) {
            return;
        }
        Node provenance = Node.resource("Provenance");
        targets.forEach(target -> provenance.add("target", Parties.reference(target)));
        provenance.put("occurredDateTime", Times.dateTime(draft, evn.field(6)));
        provenance.put("recorded", recorded);
        provenance.put("location", place(draft, evn));
        provenance.add("reason", Codes.concept(draft, evn.field(4), Table.EVENT_REASON));
        provenance.put(
                "activity",
                new Node()
                        .add(
                                "coding",
                                MessageHeaderMapper.eventCoding(
                                        draft, draft.message().header().triggerEvent())));
        draft.took(evn.field(1));
        provenance.add("agent", new Node().put("who", who));
        draft.bundle().put(provenance, Key.derived("Provenance", draft.messageName()));
    }

    /** PID-33 and PID-34 (guide: PID[Provenance-Patient]): when and where the patient changed. */
    static void updated(Draft draft, Segment pid, String patient) {
        String recorded = Times.instant(draft, draft.message().msh().field(7));
        if (!pid.field(33).isPresent() || recorded.isEmpty()) {
            return;
        }
        String when = Times.dateTime(draft, pid.field(33));
        Node given = Parties.facility(draft, pid.field(34));
        Node who =
                given.isEmpty() ? Parties.facility(draft, draft.message().msh().field(4)) : given;
        if (who.isEmpty() || when.isEmpty()) {
            draft.dropped(pid.field(33).leaf());
            return;
        }
        Node provenance =
                Node.resource("Provenance")
                        .add("target", Parties.reference(patient))
                        .put("occurredDateTime", when)
                        .put("recorded", recorded)
                        .put(
                                "activity",
                                Codes.literalConcept(
                                        "http://terminology.hl7.org/CodeSystem/v3-DataOperation",
                                        "UPDATE"))
                        .add("agent", new Node().put("who", who));
        draft.bundle().put(provenance, Key.derived("Provenance", patient, when));
    }

    private static Node place(Draft draft, Segment evn) {
        String name = draft.text(evn, 7);
        if (name.isEmpty()) {
            return new Node();
        }
        Node location =
                Node.resource("Location")
                        .add("identifier", Parties.universal(draft, evn.field(7)))
                        .put("name", name)
                        .put("mode", "instance");
        return Parties.reference(
                draft.bundle().mention(location, Key.derived("Location", draft.facility(), name)));
    }
}
