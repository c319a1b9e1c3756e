// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.ArrayList;
import java.util.List;

/**
 * The orders an appointment is based on: SCH-26, SCH-27 and AIS to ServiceRequest (guide:
 * SCH[ServiceRequest], AIS[ServiceRequest]; HL7 v2 chapter 10). They are only mentioned, for the
 * appointment knows little of them.
 *
 * <p>Ours: status "active" while the appointment stands, else "unknown", where the guide copies the
 * appointment's, of another code list; AIS-3 is the order's code, where the guide makes it an
 * identifier.
 */
final class ServiceOfAppointment {
    private ServiceOfAppointment() {}

    /** References to the orders; the n-th placer and filler number and service belong together. */
    static List<Node> orders(
            Draft draft, Segment sch, List<Segment> services, AppointmentMapper appointment) {
        List<Value> placers = sch.repetitions(26);
        List<Value> fillers = sch.repetitions(27);
        var orders = new ArrayList<Node>();
        int count = Math.max(placers.size(), fillers.size());
        for (int i = 0; i < count; i++) {
            Identifier placer = number(draft, placers, i).typed("PLAC");
            Identifier filler = number(draft, fillers, i).typed("FILL");
            Identifier best = placer.isEmpty() ? filler : placer;
            if (best.isEmpty()) {
                continue;
            }
            Node order = Node.resource("ServiceRequest");
            for (Identifier identifier : List.of(placer, filler)) {
                if (!identifier.isEmpty()) {
                    order.add("identifier", identifier.node());
                }
            }
            order.put("status", status(appointment)).put("intent", "order");
            if (count == 1 || services.size() == count) {
                service(draft, services, i, order);
            }
            order.put("subject", appointment.subject());
            if (order.has("subject")) {
                String reference = draft.bundle().mention(order, best.key("ServiceRequest"));
                orders.add(Parties.reference(reference));
            } else {
                // An order without subject is none to FHIR; its number still says which.
                orders.add(new Node().put("type", "ServiceRequest").put("identifier", best.node()));
            }
        }
        return orders;
    }

    private static Identifier number(Draft draft, List<Value> numbers, int at) {
        return at < numbers.size() ? Identifier.ei(draft, numbers.get(at)) : Identifier.NONE;
    }

    private static String status(AppointmentMapper appointment) {
        return switch (appointment.status()) {
            case "cancelled", "entered-in-error", "noshow" -> "unknown";
            default -> "active";
        };
    }

    private static void service(Draft draft, List<Segment> services, int at, Node order) {
        if (at >= services.size()) {
            return;
        }
        Segment ais = services.get(at);
        order.put("code", Codes.concept(draft, ais.field(3)));
        order.put("occurrencePeriod", ScheduledResource.period(draft, ais, 4, ""));
        for (int field : new int[] {11, 12}) {
            for (Value more : ais.repetitions(field)) {
                // R4 invariant prr-1: details only of an order that says what it is.
                order.add(
                        "orderDetail", order.has("code") ? Codes.concept(draft, more) : new Node());
            }
        }
    }
}
