// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SCH with its TQ1 and NTE to Appointment (guide: SCH[Appointment], TQ[Appointment],
 * NTE[Appointment-Comment]; HL7 v2 chapter 10).
 *
 * <ul>
 *   <li>SCH-1, SCH-2 identifier; SCH-6 reason of the cancellation; SCH-7 reason; SCH-8 type; SCH-9
 *       and SCH-10 minutes; SCH-12, SCH-16, SCH-20 participants; SCH-26, SCH-27 the order it is
 *       based on
 *   <li>TQ1-7, TQ1-8 start and end, else SCH-11, else the first service's (AIS-4); a missing end is
 *       start and duration, and when there is none that it is unknown is said
 *   <li>status: the event first (S15, S16 cancelled, S17 entered in error, S26 no-show), then
 *       SCH-25, then the service's (AIS-10), then booked, which every notification of an
 *       appointment means
 * </ul>
 *
 * <p>Ours: a participant's status, which FHIR demands, follows its own filler status, else the
 * appointment's; notes are {@code comment}, since R4 has no {@code note}; patient instructions
 * (NTE-4 PI) have a place of their own.
 */
final class AppointmentMapper {
    private final Draft draft;
    private final Segment sch;
    private final Node appointment = Node.resource("Appointment");
    private final List<Participant> participants = new ArrayList<>();
    private final StringBuilder comment = new StringBuilder();
    private final String told;
    private String status = "";
    private boolean settled;
    private String start = "";
    private String end = "";
    private Optional<Duration> length;
    private Node subject = new Node();

    private AppointmentMapper(Draft draft, Segment sch) {
        this.draft = draft;
        this.sch = sch;
        this.told = Codes.mapped(draft, sch.field(25).component(1), Table.APPOINTMENT_STATUS);
        this.length = Durations.of(draft, sch.field(9), sch.field(10));
    }

    /** Starts an appointment; what follows in the message is added to it. */
    static AppointmentMapper start(
            Draft draft, Segment sch, List<Segment> timings, String fallback) {
        var mapper = new AppointmentMapper(draft, sch);
        mapper.begin(timings, fallback);
        return mapper;
    }

    private void begin(List<Segment> timings, String fallback) {
        Identifier placer = Identifier.ei(draft, sch.field(1)).typed("PLAC");
        Identifier filler = Identifier.ei(draft, sch.field(2)).typed("FILL");
        for (Identifier identifier : List.of(placer, filler)) {
            if (!identifier.isEmpty()) {
                appointment.add("identifier", identifier.node());
            }
        }
        String event = draft.message().header().triggerEvent();
        String byEvent = Table.APPOINTMENT_BY_EVENT.target(draft, event);
        settled = !byEvent.isEmpty() || !told.isEmpty();
        status = byEvent.isEmpty() ? told : byEvent;
        status = status.isEmpty() ? fallback : status;
        appointment.put("status", status);
        if (status.equals("cancelled")) {
            appointment.put("cancelationReason", Codes.concept(draft, sch.field(6)));
        }
        reasons();
        times(timings);
    }

    String status() {
        return status;
    }

    String start() {
        return start;
    }

    /** Whom it is about; empty when no patient is named. */
    Node subject() {
        return subject;
    }

    void patient(PatientMapper.Mapped patient) {
        subject = patient.link();
        participant(subject, new Node());
    }

    void basedOn(List<Node> orders) {
        appointment.addAll("basedOn", orders);
    }

    /** When all of it takes place: {@code start} and {@code end}, each only if known. */
    static Node span(Draft draft, Segment sch, List<Segment> timings) {
        var mapper = new AppointmentMapper(draft, sch);
        mapper.times(timings);
        mapper.close();
        return new Node().put("start", mapper.start).put("end", mapper.end);
    }

    /** SCH-7 and SCH-8: each by the table it names, else by the one of its field. */
    private void reasons() {
        for (int field : new int[] {7, 8}) {
            Value value = sch.field(field);
            String table = Draft.peek(value.component(3));
            boolean type = table.equals("HL70277") || (field == 8 && !table.equals("HL70276"));
            if (type) {
                appointment.put(
                        "appointmentType", Codes.concept(draft, value, Table.APPOINTMENT_TYPE));
            } else {
                appointment.add(
                        "reasonCode", Codes.concept(draft, value, Table.APPOINTMENT_REASON));
            }
        }
    }

    private void times(List<Segment> timings) {
        for (Segment tq1 : timings) {
            span(tq1.field(7), tq1.field(8));
            if (length.isEmpty()) {
                length = Durations.of(draft, tq1.field(6), tq1.field(6).component(2));
            }
        }
        span(sch.field(11).component(4), sch.field(11).component(5));
    }

    private void span(Value from, Value to) {
        if (start.isEmpty() && end.isEmpty()) {
            start = Times.instant(draft, from);
            end = Times.instant(draft, to);
        }
    }

    /** AIS: what is to be done, and when, if nothing else says when. */
    void service(Segment ais) {
        appointment.add("serviceType", Codes.concept(draft, ais.field(3)));
        String own = Codes.mapped(draft, ais.field(10).component(1), Table.APPOINTMENT_STATUS);
        if (!settled && !own.isEmpty()) {
            status = own;
            appointment.put("status", status);
        }
        String begins = Times.instant(draft, ais.field(4));
        Optional<Duration> lasts = Durations.of(draft, ais.field(7), ais.field(8));
        if (start.isEmpty()) {
            start = begins;
            length = lasts.isEmpty() ? length : lasts;
        }
    }

    /** A patient or somebody else without a status of its own. */
    void participant(Node actor, Node type) {
        if (!actor.isEmpty()) {
            participant(new Node().add("type", type).put("actor", actor), "");
        }
    }

    /** A participant whose own filler status, if any, wins over the appointment's. */
    void participant(Node participant, String own) {
        // R4 invariant app-1: somebody, or at least in which part.
        if (participant.has("actor") || participant.has("type")) {
            participants.add(new Participant(participant, own));
        }
    }

    private record Participant(Node node, String status) {}

    private static String answer(String appointmentStatus) {
        return switch (appointmentStatus) {
            case "proposed", "pending", "waitlist" -> "needs-action";
            case "cancelled", "entered-in-error" -> "declined";
            default -> "accepted";
        };
    }

    /** Adds notes; those for the patient apart from those for the staff. */
    void notes(List<Segment> ntes) {
        for (Segment nte : ntes) {
            String text = Notes.lines(draft, nte);
            boolean forPatient = Draft.peek(nte.field(4)).equals("PI");
            if (forPatient) {
                draft.took(nte.field(4).component(1));
                String known = appointment.text("patientInstruction");
                appointment.put("patientInstruction", known.isEmpty() ? text : known + "\n" + text);
            } else if (!text.isEmpty()) {
                comment.append(comment.isEmpty() ? "" : "\n").append(text);
            }
        }
    }

    /** The contact persons and who entered it, then what depends on everything read. */
    String finish() {
        contact(12, new Node().put("text", "placer contact"));
        contact(16, new Node().put("text", "filler contact"));
        contact(20, Codes.literalConcept(EntryProvenance.ROLE, "enterer"));
        close();
        moment("start", start, end);
        moment("end", end, start);
        length.ifPresent(lasts -> {
            if (lasts.toSecondsPart() == 0) {
                appointment.number("minutesDuration", Long.toString(lasts.toMinutes()));
            }
        });
        appointment.put("comment", comment.toString());
        if (participants.isEmpty()) {
            // FHIR demands one: that it is unknown is said, and nobody is made up.
            draft.remark(ProblemCode.REQUIRED_FIELD_MISSING, sch.field(12));
            participant(new Node().add("type", Extensions.unknown()), "");
        }
        for (Participant participant : participants) {
            String known = participant.status().isEmpty() ? status : participant.status();
            appointment.add("participant", participant.node().put("status", answer(known)));
        }
        return draft.bundle().put(appointment, key());
    }

    /** A moment to begin and a length give the moment to end. */
    private void close() {
        if (!start.isEmpty() && end.isEmpty()) {
            end = length.map(lasts -> Durations.after(start, lasts)).orElse("");
        }
    }

    private void contact(int field, Node type) {
        for (Value person : sch.repetitions(field)) {
            participant(Parties.practitioner(draft, person), type);
        }
    }

    /** R4 invariants app-2 and app-3: both moments or none, and none only when not yet agreed. */
    private void moment(String name, String own, String other) {
        boolean open = status.equals("proposed") || status.equals("cancelled");
        if (!own.isEmpty()) {
            appointment.put(name, own);
        } else if (!other.isEmpty() || !(open || status.equals("waitlist"))) {
            appointment.put('_' + name, Extensions.unknown());
        }
    }

    private Key key() {
        for (int field : new int[] {2, 1}) {
            Identifier identifier = Identifier.ei(draft, sch.field(field));
            if (!identifier.isEmpty()) {
                return identifier.key("Appointment");
            }
        }
        return Key.derived("Appointment", draft.messageName(), Integer.toString(sch.occurrence()));
    }
}
