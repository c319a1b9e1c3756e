// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * ORC, RXA, RXR and the OBX and NTE that follow to Immunization (guide: RXA[Immunization],
 * RXR[Immunization], ORC[Immunization]; HL7 v2 chapter 4A).
 *
 * <ul>
 *   <li>ORC-2, -3, -4 identifier; ORC-9, RXA-22 recorded; ORC-12, RXA-10 performer; ORC-28 security
 *       label
 *   <li>RXA-3 occurrence; RXA-5 vaccine; RXA-6, -7 dose; RXA-11, -27, -28 where; RXA-15 lot; RXA-16
 *       expiry; RXA-17 manufacturer; RXA-18 why not; RXA-19 reason; RXA-20, -21 status
 *   <li>RXR-1 route; RXR-2 site
 * </ul>
 *
 * <p>Ours: RXA-9 tells a record made by who gave the dose (00) from a report of another's (01 to
 * 08), which is {@code primarySource} and {@code reportOrigin}, and its text is a note; a partial
 * administration is a subpotent dose; a refusal without RXA-18 keeps its code of table 0322; the
 * amount 999 without unit, by which registers say that it is unknown, is no dose. With a code in
 * RXA-20 that its table does not have nothing is made, and the loss is reported.
 */
final class ImmunizationMapper {
    private static final String PART = "http://terminology.hl7.org/CodeSystem/v2-0443";
    private static final String COMPLETION = "http://terminology.hl7.org/CodeSystem/v2-0322";
    private static final Pattern ELSEWHERE = Pattern.compile("0[1-8]");
    private static final String SUBPOTENT =
            "http://terminology.hl7.org/CodeSystem/immunization-subpotent-reason";

    private final Draft draft;
    private final PatientVisit shared;
    private final Optional<Segment> orc;
    private final List<Segment> group;
    private final Segment rxa;
    private final Node immunization = Node.resource("Immunization");

    /** For the segments from an RXA to the next order, and the ORC before them. */
    ImmunizationMapper(
            Draft draft, PatientVisit shared, Optional<Segment> orc, List<Segment> group) {
        this.draft = draft;
        this.shared = shared;
        this.orc = orc;
        this.group = group;
        this.rxa = group.getFirst();
    }

    /** Maps the group; {@code at} is the place of its RXA in the message. */
    void map(int at) throws Hl7Problem {
        PatientMapper.Mapped patient = shared.requiredPatient();
        String status = status();
        if (status.isEmpty()) {
            return; // R4 demands a status of its own list; none may be guessed
        }
        var order = new OrderGroup(orc, Optional.empty(), group);
        OrderNumbers numbers = OrderNumbers.of(draft, order);
        numbers.addTo(immunization);
        numbers.groups().forEach(group -> immunization.add("identifier", group.node()));
        orc.ifPresent(segment -> RequestMapper.security(draft, segment, immunization));
        completed(status);
        vaccine();
        immunization.put("patient", patient.link());
        immunization.put("encounter", new Node().put("reference", shared.encounter()));
        when();
        source();
        product();
        given();
        String reference = draft.bundle().put(immunization, key(numbers, patient));
        shared.focus(reference);
        orc.ifPresent(segment -> OrderEventMapper.map(draft, segment, reference, false));
        children(at, reference);
    }

    /** Empty, with a remark, when RXA-20 is outside its table. */
    private String status() {
        String action = Draft.peek(rxa.field(21));
        if (action.equals("D")) {
            Codes.ifMapped(draft, rxa.field(20), Table.COMPLETION_STATUS);
            return "entered-in-error";
        }
        return Draft.peek(rxa.field(20)).isEmpty()
                ? "completed"
                : Codes.mapped(draft, rxa.field(20), Table.COMPLETION_STATUS);
    }

    private void completed(String status) {
        String code = Draft.peek(rxa.field(20));
        draft.took(rxa.field(21));
        immunization.put("status", status);
        Node reason = new Node();
        for (Value why : rxa.repetitions(18)) {
            reason = reason.isEmpty() ? Codes.concept(draft, why) : reason;
        }
        if (reason.isEmpty() && status.equals("not-done")) {
            reason = Codes.literalConcept(COMPLETION, code);
        }
        immunization.put("statusReason", reason);
        if (code.equals("PA")) {
            immunization.put("isSubpotent", true);
            immunization.add("subpotentReason", Codes.literalConcept(SUBPOTENT, "partial"));
        }
    }

    private void vaccine() {
        Node code = Codes.concept(draft, rxa.field(5));
        if (code.isEmpty()) {
            draft.remark(ProblemCode.REQUIRED_FIELD_MISSING, rxa.field(5));
        }
        immunization.put("vaccineCode", Extensions.orUnknown(code));
    }

    private void when() {
        String start = Times.dateTime(draft, rxa.field(3));
        if (Draft.peek(rxa.field(4)).equals(Draft.peek(rxa.field(3)))) {
            draft.took(rxa.field(4));
        }
        if (start.isEmpty()) {
            immunization.put("_occurrenceDateTime", Extensions.unknown());
        }
        immunization.put("occurrenceDateTime", start);
        String entered = "";
        if (!Draft.peek(rxa.field(21)).equals("U")) {
            entered = Times.dateTime(draft, rxa.field(22));
        }
        String ordered = orc.map(segment -> Times.dateTime(draft, segment.field(9))).orElse("");
        immunization.put("recorded", entered.isEmpty() ? ordered : entered);
    }

    /** RXA-9, by the codes that vaccination registers use for it (NIP001). */
    private void source() {
        for (Value note : rxa.repetitions(9)) {
            String code = Draft.peek(note.component(1));
            boolean coded = note.component(2).isPresent() || note.component(3).isPresent();
            if (coded && code.equals("00")) {
                immunization.put("primarySource", true);
                note.parts().forEach(draft::took);
            } else if (coded && ELSEWHERE.matcher(code).matches()) {
                immunization.put("primarySource", false);
                immunization.put("reportOrigin", Codes.concept(draft, note));
            } else {
                String text = draft.text(note.component(2));
                immunization.add(
                        "note",
                        new Node()
                                .put(
                                        "text",
                                        text.isEmpty() ? draft.text(note.component(1)) : text));
            }
        }
    }

    private void product() {
        Node manufacturer = new Node();
        for (Value maker : rxa.repetitions(17)) {
            manufacturer =
                    manufacturer.isEmpty() ? CodedOrganization.of(draft, maker) : manufacturer;
        }
        immunization.put("manufacturer", manufacturer);
        immunization.put("lotNumber", draft.text(rxa, 15));
        immunization.put("expirationDate", Times.date(draft, rxa.field(16)));
    }

    private void given() {
        immunization.put("location", AdministrationPlace.of(draft, rxa));
        for (Segment segment : group) {
            if (segment.is("RXR")) {
                immunization.put("site", Dosages.site(draft, segment.field(2)));
                immunization.put("route", Codes.concept(draft, segment.field(1), Table.ROUTE));
            }
        }
        boolean unknown = Draft.peek(rxa.field(6)).equals("999") && !rxa.field(7).isPresent();
        if (!unknown) {
            immunization.put("doseQuantity", Quantities.of(draft, rxa.field(6), rxa.field(7)));
        }
        for (Value provider : rxa.repetitions(10)) {
            performer(provider, "AP");
        }
        orc.ifPresent(segment -> {
            for (Value provider : segment.repetitions(12)) {
                performer(provider, "OP");
            }
        });
        for (Value indication : rxa.repetitions(19)) {
            immunization.add("reasonCode", Codes.concept(draft, indication));
        }
    }

    private void performer(Value xcn, String function) {
        Parties.addPerformer(draft, xcn, Codes.literalConcept(PART, function), immunization);
    }

    /** The notes right after RXA and RXR, and the observations with theirs. */
    private void children(int at, String reference) throws Hl7Problem {
        var facts = new ImmunizationFacts(draft, immunization);
        var context =
                new ObservationMapper.Context(
                        shared.patient(), shared.encounter(), reference, "", "");
        boolean own = true;
        for (int i = 0; i < group.size(); i++) {
            Segment segment = group.get(i);
            switch (segment.name()) {
                case "RXA", "RXR" -> own = true;
                case "NTE" -> {
                    if (own) {
                        Notes.addAll(draft, List.of(segment), immunization);
                    }
                }
                case "OBX" -> {
                    own = false;
                    observation(i, context, facts);
                }
                case "PRT" -> {
                    if (own) {
                        immunization.add(
                                "performer", Participations.performer(draft, segment, false));
                    }
                }
                default -> {
                    own = false;
                    shared.read(at + i);
                }
            }
        }
        facts.finish();
    }

    private void observation(int i, ObservationMapper.Context context, ImmunizationFacts facts) {
        Segment obx = group.get(i);
        ObservationMapper.Mapped observation =
                ObservationMapper.map(draft, obx, OrderWalk.companions(group, i), context);
        if (observation.node().text("resourceType").equals("Observation")) {
            observation.node().add("partOf", Parties.reference(context.owner()));
            facts.read(obx, observation.reference());
        }
    }

    /** By the filler's number, else the placer's, else by patient, day and vaccine. */
    private Key key(OrderNumbers numbers, PatientMapper.Mapped patient) {
        Identifier known = numbers.ofDeed();
        if (!known.isEmpty()) {
            Key key = known.key("Immunization");
            // One order may cover several doses: the code tells them apart.
            return draft.bundle().has(key)
                    ? Key.derived("Immunization", key.uuid(), Integer.toString(rxa.occurrence()))
                    : key;
        }
        return Key.derived(
                "Immunization",
                patient.reference(),
                Draft.peek(rxa.field(3)),
                rxa.field(5).written());
    }
}
