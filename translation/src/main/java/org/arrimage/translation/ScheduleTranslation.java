// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Segment;

import java.util.ArrayList;
import java.util.List;

/**
 * Appointments as their keeper tells them, SIU S12 to S27, and its answers to requests, SRR (guide:
 * SIU_S12; HL7 v2 chapter 10): SCH, then patients, then groups of services, things, places and
 * people, each with notes. S23 and S24 block and open time instead, see {@link SlotMapper}.
 */
final class ScheduleTranslation {
    private final Draft draft;
    private final List<Segment> segments;
    private final PatientVisit shared;

    private ScheduleTranslation(Draft draft) {
        this.draft = draft;
        this.segments = draft.message().segments();
        this.shared = new PatientVisit(draft);
    }

    static void translate(Draft draft) throws Hl7Problem {
        Hl7Message message = draft.message();
        if (message.segment("SCH").isEmpty() && message.segment("MSA").isEmpty()) {
            throw PatientVisit.missing(message, "SCH");
        }
        new ScheduleTranslation(draft).walk();
    }

    private void walk() throws Hl7Problem {
        String event = draft.message().header().triggerEvent();
        boolean time = event.equals("S23") || event.equals("S24");
        int at = 0;
        while (at < segments.size()) {
            if (!segments.get(at).is("SCH")) {
                shared.read(at++);
                continue;
            }
            int end = endOfAppointment(at);
            if (time) {
                SlotMapper.map(draft, segments.subList(at, end), event.equals("S24"));
            } else {
                appointment(at, end);
            }
            at = end;
        }
        shared.finish();
    }

    private int endOfAppointment(int at) {
        int end = at + 1;
        while (end < segments.size() && !segments.get(end).is("SCH")) {
            end++;
        }
        return end;
    }

    private void appointment(int at, int end) throws Hl7Problem {
        Segment sch = segments.get(at);
        var services = new ArrayList<Segment>();
        List<Segment> timings =
                segments.subList(at, end).stream().filter(segment -> segment.is("TQ1")).toList();
        var mapper = AppointmentMapper.start(draft, sch, timings, usualStatus());
        boolean ownNotes = true;
        for (int i = at + 1; i < end; i++) {
            Segment segment = segments.get(i);
            switch (segment.name()) {
                case "TQ1", "RGS" -> ownNotes = true;
                case "AIS" -> {
                    services.add(segment);
                    mapper.service(segment);
                    ownNotes = true;
                }
                case "AIG", "AIL", "AIP" -> {
                    ScheduledResource.of(draft, segment, mapper.start()).addTo(mapper);
                    ownNotes = true;
                }
                case "NTE" -> {
                    if (ownNotes) {
                        mapper.notes(List.of(segment));
                    } else {
                        shared.read(i);
                    }
                }
                case "PID" -> {
                    shared.read(i);
                    mapper.patient(shared.patient());
                    ownNotes = false;
                }
                default -> {
                    shared.read(i);
                    ownNotes = false;
                }
            }
        }
        mapper.basedOn(ServiceOfAppointment.orders(draft, sch, services, mapper));
        String reference = mapper.finish();
        shared.focus(reference);
        EntryProvenance.map(draft, sch, mapper, reference);
    }

    /** What an appointment is that bears no status: booked, unless the keeper declined to. */
    private String usualStatus() {
        boolean declined =
                draft.message()
                        .segment("MSA")
                        .map(msa -> !Draft.peek(msa.field(1)).endsWith("A"))
                        .orElse(false);
        return declined ? "proposed" : "booked";
    }
}
