// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.List;
import java.util.Set;

/**
 * OBX with its NTE to Observation (guide: OBX[Observation]; HL7 v2 chapter 7): OBX-3 code, OBX-5
 * value, OBX-6 unit, OBX-7 reference range, OBX-8 interpretation, OBX-11 status, OBX-14 effective,
 * OBX-15, -16, -23 to -25 performers, OBX-17 method, OBX-18 device, OBX-20 body site, OBX-21
 * identifier. Documents (ED) go to {@link DocumentMapper}.
 *
 * <p>Ours: several values of one OBX become components, where the guide keeps the first; a missing
 * effective time is the report's (OBR-7).
 */
final class ObservationMapper {
    private static final Set<String> TEXTS = Set.of("ST", "TX", "FT");

    private ObservationMapper() {}

    /**
     * What an OBX hangs on.
     *
     * @param owner what names the group it belongs to: the report, or the visit
     * @param effective the report's effective time, empty when unknown
     * @param specimen what the report says was tested, empty when unknown or several
     */
    record Context(
            PatientMapper.Mapped patient,
            String encounter,
            String owner,
            String effective,
            String specimen) {}

    /**
     * Maps one OBX.
     *
     * @return a reference to the resource made; empty when the OBX says nothing
     * @throws Hl7Problem when it has a value but not what was observed
     */
    static String map(Draft draft, Segment obx, List<Segment> notes, Context context)
            throws Hl7Problem {
        List<Value> values = obx.repetitions(5).stream().filter(Value::isPresent).toList();
        Node code = Codes.concept(draft, obx.field(3));
        if (code.isEmpty()) {
            if (values.isEmpty()) {
                return "";
            }
            throw new Hl7Problem(ProblemCode.REQUIRED_FIELD_MISSING, obx.location(3));
        }
        String type = draft.text(obx, 2);
        if (type.equals("ED") && !values.isEmpty()) {
            return DocumentMapper.map(draft, obx, values, context);
        }
        Node observation = Node.resource("Observation");
        Identifier identifier = Identifier.ei(draft, obx.field(21));
        if (!identifier.isEmpty()) {
            observation.add("identifier", identifier.node());
        }
        observation.put("status", status(draft, obx));
        observation.put("code", code);
        observation.put("subject", context.patient().link());
        observation.put("encounter", new Node().put("reference", context.encounter()));
        String when = Times.dateTime(draft, obx.field(14));
        observation.put("effectiveDateTime", when.isEmpty() ? context.effective() : when);
        performers(draft, obx, observation);
        values(draft, obx, values, code, observation);
        details(draft, obx, context, observation);
        Notes.addAll(draft, notes, observation);
        Key key = key(draft, obx, identifier, context);
        return draft.bundle().put(observation, key);
    }

    private static String status(Draft draft, Segment obx) {
        String status = Codes.mapped(draft, obx.field(11), Table.OBSERVATION_STATUS);
        return status.isEmpty() ? "unknown" : status;
    }

    private static void values(
            Draft draft, Segment obx, List<Value> values, Node code, Node observation) {
        if (values.isEmpty()) {
            if (Draft.peek(obx.field(11)).equals("N")) {
                observation.put(
                        "dataAbsentReason",
                        Codes.literalConcept(
                                "http://terminology.hl7.org/CodeSystem/data-absent-reason",
                                "not-asked"));
            }
        } else if (values.size() == 1) {
            ObservationValue.put(draft, obx, values.getFirst(), observation);
        } else if (TEXTS.contains(Draft.peek(obx.field(2)))) {
            ObservationValue.putLines(draft, values, observation);
        } else {
            for (Value value : values) {
                Node component = new Node().put("code", code);
                ObservationValue.put(draft, obx, value, component);
                observation.add("component", component);
            }
        }
    }

    private static void performers(Draft draft, Segment obx, Node observation) {
        Parties.addPractitioners(draft, obx, 16, observation, "performer");
        Parties.addPractitioners(draft, obx, 25, observation, "performer");
        Value laboratory = obx.field(23);
        if (laboratory.isPresent()) {
            Node address = Contacts.xad(draft, obx.field(24));
            observation.add("performer", Parties.organization(draft, laboratory, address));
        }
        Value producer = obx.field(15);
        String name = draft.text(producer.component(2));
        String number = draft.text(producer.component(1));
        if (!number.isEmpty() || !name.isEmpty()) {
            Node organization = Node.resource("Organization");
            String system = Systems.sender(draft);
            if (!number.isEmpty()) {
                organization.add("identifier", new Identifier(system, number, "").node());
            }
            organization.put("name", name);
            Key key =
                    number.isEmpty()
                            ? Key.derived("Organization", draft.facility(), name)
                            : Key.of("Organization", system, number);
            observation.add(
                    "performer", Parties.reference(draft.bundle().mention(organization, key)));
        }
    }

    private static void details(Draft draft, Segment obx, Context context, Node observation) {
        for (Value repetition : obx.repetitions(8)) {
            observation.add(
                    "interpretation", Codes.concept(draft, repetition, Table.INTERPRETATION));
        }
        observation.put("bodySite", Codes.concept(draft, obx.field(20)));
        observation.put("method", Codes.concept(draft, obx.field(17)));
        observation.put("specimen", new Node().put("reference", context.specimen()));
        Identifier device = Identifier.ei(draft, obx.field(18));
        if (!device.isEmpty()) {
            observation.put(
                    "device", new Node().put("type", "Device").put("identifier", device.node()));
        }
        observation.add("referenceRange", new Node().put("text", draft.written(obx.field(7))));
    }

    /** By its own number, else by what was observed within its report, counted when repeated. */
    private static Key key(Draft draft, Segment obx, Identifier identifier, Context context) {
        if (!identifier.isEmpty()) {
            return identifier.key("Observation");
        }
        draft.took(obx.field(4));
        for (int nth = 1; ; nth++) {
            Key key =
                    Key.derived(
                            "Observation",
                            context.owner(),
                            obx.field(3).written(),
                            obx.field(4).written(),
                            Integer.toString(nth));
            if (!draft.bundle().has(key)) {
                return key;
            }
        }
    }
}
