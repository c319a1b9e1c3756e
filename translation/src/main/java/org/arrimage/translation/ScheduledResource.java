// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * What an appointment takes up: AIG equipment and other things, AIL places, AIP people, to
 * participants (guide: AIG[Appointment], AIL[Appointment], AIP[Appointment]; HL7 v2 chapter 10):
 * the resource, its type, when it begins, for how long, and its filler status.
 *
 * <p>Ours: AIG-3 is a logical reference, an identifier and a name, where the guide makes it a
 * Location when AIG-4 tells that it is one: nothing in the segment tells reliably. A deleted
 * resource (action code D) has declined.
 */
record ScheduledResource(List<Node> actors, Node type, Node period, String status) {

    /** The segment's fields from where its moment stands: start, offset, unit, duration, unit. */
    private record Moments(int start, int status) {}

    static ScheduledResource of(Draft draft, Segment segment, String appointmentStart) {
        Moments fields =
                switch (segment.name()) {
                    case "AIG" -> new Moments(8, 14);
                    default -> new Moments(6, 12);
                };
        Value action = segment.field(2);
        boolean deleted = Draft.peek(action).equals("D");
        draft.took(action);
        String own =
                Codes.mapped(
                        draft,
                        segment.field(fields.status()).component(1),
                        Table.APPOINTMENT_STATUS);
        return new ScheduledResource(
                actors(draft, segment),
                Codes.concept(
                        draft,
                        segment.field(4),
                        segment.is("AIP") ? Table.PROVIDER_ROLE : Table.NONE),
                period(draft, segment, fields.start(), appointmentStart),
                deleted ? "cancelled" : own);
    }

    /** Adds one participant for each actor, or one of that type when nobody is named. */
    void addTo(AppointmentMapper appointment) {
        for (Node actor : actors.isEmpty() ? List.of(new Node()) : actors) {
            appointment.participant(
                    new Node().add("type", type).put("actor", actor).put("period", period), status);
        }
    }

    private static List<Node> actors(Draft draft, Segment segment) {
        return segment.repetitions(3).stream()
                .map(value ->
                        switch (segment.name()) {
                            case "AIL" -> place(draft, value);
                            case "AIP" -> Parties.practitioner(draft, value);
                            default -> thing(draft, value);
                        })
                .filter(actor -> !actor.isEmpty())
                .toList();
    }

    /** A place, its names also said in words for readers that see the appointment alone. */
    private static Node place(Draft draft, Value pl) {
        Node place = Parties.location(draft, pl);
        var words = new StringJoiner(" / ");
        for (int component : new int[] {4, 7, 8, 1, 2, 3}) {
            String name = Draft.peek(pl.component(component));
            if (!name.isEmpty()) {
                words.add(name);
            }
        }
        return place.isEmpty() || place.has("display")
                ? place
                : place.put("display", words.toString());
    }

    /** A thing known by its code and name (guide: CWE[Identifier]). */
    private static Node thing(Draft draft, Value cwe) {
        String code = draft.text(cwe.component(1));
        String name = draft.text(cwe.component(2));
        String system = Systems.code(draft, draft.text(cwe.component(3)));
        Node identifier = new Node();
        if (!code.isEmpty()) {
            identifier
                    .put("system", system.isEmpty() ? Systems.sender(draft) : system)
                    .put("value", code);
        }
        return new Node().put("identifier", identifier).put("display", name);
    }

    /** The moment given, else so long after the appointment begins. */
    static Node period(Draft draft, Segment segment, int at, String appointmentStart) {
        String start = Times.instant(draft, segment.field(at));
        if (start.isEmpty() && !segment.field(at).isPresent()) {
            Optional<Duration> offset =
                    Durations.of(draft, segment.field(at + 1), segment.field(at + 2));
            if (offset.isPresent()) {
                start = Durations.after(appointmentStart, offset.get());
            }
        }
        String begins = start;
        String end =
                Durations.of(draft, segment.field(at + 3), segment.field(at + 4))
                        .map(length -> Durations.after(begins, length))
                        .orElse("");
        return new Node().put("start", start).put("end", end);
    }
}
