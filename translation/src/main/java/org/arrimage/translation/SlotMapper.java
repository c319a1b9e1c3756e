// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;

import java.util.List;

/**
 * Time that the keeper of a schedule blocks (S23) or opens (S24): AIG, AIL and AIP to a Slot of the
 * resource's Schedule (no map in the guide; HL7 v2 chapter 10). No appointment is made of it, for
 * there is none.
 *
 * <p>FHIR demands when a slot begins and ends: without it there is none, and the loss is reported.
 */
final class SlotMapper {
    private SlotMapper() {}

    static void map(Draft draft, List<Segment> group, boolean open) {
        Segment sch = group.getFirst();
        List<Segment> timings = group.stream().filter(segment -> segment.is("TQ1")).toList();
        Node whole = AppointmentMapper.span(draft, sch, timings);
        for (Segment segment : group) {
            if (segment.is("AIG") || segment.is("AIL") || segment.is("AIP")) {
                var resource = ScheduledResource.of(draft, segment, whole.text("start"));
                Node own = resource.period();
                slots(draft, segment, resource, own.has("end") ? own : whole, open);
            }
        }
    }

    private static void slots(
            Draft draft, Segment segment, ScheduledResource resource, Node when, boolean open) {
        if (!when.has("start") || !when.has("end")) {
            draft.remark(ProblemCode.REQUIRED_FIELD_MISSING, segment.field(3));
            return;
        }
        for (Node actor : resource.actors()) {
            String who = actor.text("reference") + actor.text("display");
            Node schedule = Node.resource("Schedule");
            schedule.add("serviceType", resource.type()).add("actor", actor);
            String reference =
                    draft.bundle()
                            .mention(schedule, Key.derived("Schedule", draft.facility(), who));
            Node slot =
                    Node.resource("Slot")
                            .put("schedule", Parties.reference(reference))
                            .put("status", open ? "free" : "busy-unavailable")
                            .put("start", when.text("start"))
                            .put("end", when.text("end"));
            draft.bundle()
                    .put(
                            slot,
                            Key.derived("Slot", reference, when.text("start"), when.text("end")));
        }
    }
}
