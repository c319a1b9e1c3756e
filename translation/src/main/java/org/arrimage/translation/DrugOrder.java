// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;

import java.util.List;
import java.util.Optional;

/**
 * What every act of one pharmacy order shares: whom it is for, its ORC and its numbers.
 *
 * @param notes NTE right after ORC
 */
record DrugOrder(
        PatientMapper.Mapped patient,
        String encounter,
        OrderGroup group,
        OrderNumbers numbers,
        List<Segment> notes) {

    /** Whom it is for; an answer may leave that out, and FHIR then wants to be told so. */
    Node subject() {
        return Extensions.orUnknown(patient.link());
    }

    Optional<Segment> orc() {
        return group.orc();
    }

    /**
     * The key of a request: its number and its intent, since the original order and the pharmacy's
     * view of it bear the same number; counted when both come again.
     */
    Key key(Draft draft, String type, String intent, Segment head) {
        Identifier known = numbers.ofRequest();
        String nth = Integer.toString(head.occurrence());
        if (known.isEmpty()) {
            return Key.derived(type, draft.messageName(), head.name(), nth);
        }
        if (intent.equals("instance-order")) {
            return deed(draft, type, head);
        }
        Key key = known.key(type).and("intent", "", intent);
        return draft.bundle().has(key) ? Key.derived(type, key.uuid(), nth) : key;
    }

    /** The key of what was done for an order, of which there may be many: by counters and time. */
    Key deed(Draft draft, String type, Segment head) {
        Identifier known = numbers.ofDeed();
        String owner =
                known.isEmpty() ? draft.messageName() : known.system() + '\n' + known.value();
        boolean timed = head.is("RXD") || head.is("RXA");
        Key key =
                Key.derived(
                        type,
                        owner,
                        head.field(1).written(),
                        timed ? head.field(3).written() : "",
                        head.field(DrugFields.of(head).code()).component(1).written());
        return draft.bundle().has(key)
                ? Key.derived(type, key.uuid(), Integer.toString(head.occurrence()))
                : key;
    }

    /** A reference to an order by number alone, when the message does not hold it. */
    Node byNumber() {
        Identifier known = numbers.ofRequest();
        return known.isEmpty()
                ? new Node()
                : new Node().put("type", "MedicationRequest").put("identifier", known.node());
    }
}
