// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.Map;

/**
 * What is asked, and what an answer says of it, to Parameters (no map in the guide; HL7 v2 chapter
 * 5): QPD, RCP, QAK, DSC, and QRD and QRF of versions before 2.4.
 *
 * <p>A parameter that FHIR has a name for takes it: those of a search for patients (QPD-3 written
 * {@code @PID.5.1^…}, IHE PDQ), of the cross-reference of identifiers (QPD-3 and QPD-4 of IHE PIX)
 * and the number of answers. Every other bears the name of its place, such as {@code QPD-5}, and
 * its text as written.
 */
final class QueryParameters {
    /** Fields of PID that have a search parameter of Patient (R4, patient search). */
    private static final Map<String, String> SEARCH =
            Map.ofEntries(
                    Map.entry("PID.5", "family"),
                    Map.entry("PID.5.1", "family"),
                    Map.entry("PID.5.1.1", "family"),
                    Map.entry("PID.5.2", "given"),
                    Map.entry("PID.7", "birthdate"),
                    Map.entry("PID.7.1", "birthdate"),
                    Map.entry("PID.8", "gender"),
                    Map.entry("PID.8.1", "gender"),
                    Map.entry("PID.11.1", "address"),
                    Map.entry("PID.11.1.1", "address"),
                    Map.entry("PID.11.3", "address-city"),
                    Map.entry("PID.11.4", "address-state"),
                    Map.entry("PID.11.5", "address-postalcode"),
                    Map.entry("PID.11.6", "address-country"));

    private final Draft draft;
    private final Node parameters = Node.resource("Parameters");
    private String tag = "";

    QueryParameters(Draft draft) {
        this.draft = draft;
    }

    Node node() {
        return parameters;
    }

    /** Reads a segment that belongs to a query; says whether it was one. */
    boolean read(Segment segment) {
        switch (segment.name()) {
            case "QPD" -> definition(segment);
            case "QAK" -> acknowledgement(segment);
            case "RCP" -> control(segment);
            case "QRD" -> oldDefinition(segment);
            case "QRF" -> places(segment, 1);
            case "DSC" -> text("continuation", draft.text(segment, 1));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void definition(Segment qpd) {
        add("query-name", "valueCodeableConcept", Codes.concept(draft, qpd.field(1)));
        tag(qpd.field(2));
        Value first = qpd.field(3);
        if (Draft.peek(first).startsWith("@")) {
            demographics(qpd);
            domains(qpd, 8);
            places(qpd, 4);
        } else if (isCrossReference(qpd)) {
            for (Value identifier : qpd.repetitions(3)) {
                add("sourceIdentifier", "valueIdentifier", identifier(identifier));
            }
            domains(qpd, 4);
            places(qpd, 5);
        } else {
            places(qpd, 3);
        }
    }

    /** HL7's query for corresponding identifiers, Q23, or IHE's of the same event. */
    private boolean isCrossReference(Segment qpd) {
        String event = draft.message().header().triggerEvent();
        String name = Draft.peek(qpd.field(1));
        return event.equals("Q23")
                || event.equals("K23")
                || name.equals("IHE PIX Query")
                || name.equals("Q23");
    }

    private Node identifier(Value cx) {
        Identifier identifier = Identifier.cx(draft, cx);
        return identifier.isEmpty() ? new Node() : identifier.node();
    }

    /** The domains asked for: CX without number. */
    private void domains(Segment qpd, int field) {
        for (Value domain : qpd.repetitions(field)) {
            String system = Systems.authority(draft, domain.component(4));
            draft.took(domain.component(5));
            if (!system.isEmpty()) {
                parameter("targetSystem").put("valueUri", system);
            }
        }
    }

    private void demographics(Segment qpd) {
        boolean confidential = confidential(qpd);
        for (Value asked : qpd.repetitions(3)) {
            String written = Draft.peek(asked.component(1));
            String path = written.startsWith("@") ? written.substring(1) : written;
            Value value = asked.component(2);
            if (path.isEmpty() || !value.isPresent()) {
                continue;
            }
            if (confidential && path.startsWith("PID.3")) {
                continue;
            }
            draft.took(asked.component(1));
            String name = SEARCH.getOrDefault(path, path);
            switch (name) {
                case "birthdate" -> date(value);
                case "gender" -> gender(value);
                default -> text(name, draft.text(value));
            }
        }
    }

    /** Whether an identifier asked for is of an authority that never leaves. */
    private boolean confidential(Segment qpd) {
        for (Value asked : qpd.repetitions(3)) {
            boolean authority = Draft.peek(asked.component(1)).startsWith("@PID.3.");
            if (authority
                    && draft.settings().niuAuthorities().contains(Draft.peek(asked.component(2)))) {
                return true;
            }
        }
        return false;
    }

    private void date(Value value) {
        String date = Times.date(draft, value);
        if (date.isEmpty()) {
            text("birthdate", draft.text(value));
        } else {
            parameter("birthdate").put("valueDate", date);
        }
    }

    private void gender(Value value) {
        String gender = Codes.mapped(draft, value, Table.GENDER);
        if (!gender.isEmpty()) {
            parameter("gender").put("valueCode", gender);
        }
    }

    private void acknowledgement(Segment qak) {
        tag(qak.field(1));
        add("query-status", "valueCoding", Codes.coding(draft, qak.field(2), Table.QUERY_STATUS));
        add("query-name", "valueCodeableConcept", Codes.concept(draft, qak.field(3)));
        count("total", qak.field(4));
        count("this-payload", qak.field(5));
        count("remaining", qak.field(6));
    }

    private void control(Segment rcp) {
        priority(rcp.field(1));
        limit(rcp.field(2));
        places(rcp, 3);
    }

    private void priority(Value value) {
        add("query-priority", "valueCoding", Codes.coding(draft, value, Table.QUERY_PRIORITY));
    }

    /** CQ: so many records; other units keep their place's name. */
    private void limit(Value cq) {
        String unit = Draft.peek(cq.component(2));
        if (unit.isEmpty() || unit.equals("RD")) {
            draft.took(cq.component(2));
            count("_count", cq.component(1));
        } else {
            place(cq);
        }
    }

    private void oldDefinition(Segment qrd) {
        tag(qrd.field(4));
        String when = Times.dateTime(draft, qrd.field(1));
        if (!when.isEmpty()) {
            parameter("asked").put("valueDateTime", when);
        }
        priority(qrd.field(3));
        limit(qrd.field(7));
        for (Value who : qrd.repetitions(8)) {
            subject(who);
        }
        for (int field : new int[] {2, 5, 6}) {
            qrd.repetitions(field).forEach(this::place);
        }
        places(qrd, 9);
    }

    /** QRD-8: a person by number and name. */
    private void subject(Value xcn) {
        var niu = draft.settings().niuAuthorities();
        if (niu.contains(Draft.peek(xcn.component(9)))
                || niu.contains(Draft.peek(xcn.component(13)))) {
            return;
        }
        String number = draft.text(xcn.component(1));
        if (!number.isEmpty()) {
            String given = Systems.authority(draft, xcn.component(9));
            String system = given.isEmpty() ? Systems.sender(draft) : given;
            String type = draft.text(xcn.component(13));
            add("identifier", "valueIdentifier", new Identifier(system, number, type).node());
        }
        add("name", "valueHumanName", Names.parts(draft, xcn, 2));
    }

    /** The tag of a query comes with the query and again with its acknowledgement. */
    private void tag(Value value) {
        String text = draft.text(value);
        if (!text.equals(tag)) {
            tag = text;
            text("query-tag", text);
        }
    }

    private void count(String name, Value number) {
        String digits = Numbers.decimal(Draft.peek(number));
        if (!digits.isEmpty()
                && digits.length() < 10
                && digits.chars().allMatch(Character::isDigit)) {
            draft.took(number.leaf());
            parameter(name).number("valueInteger", digits);
        }
    }

    private void places(Segment segment, int from) {
        for (int field = from; field <= segment.fieldCount(); field++) {
            segment.repetitions(field).forEach(this::place);
        }
    }

    /** A value without a name of its own, unless it is carried already or of the secret number. */
    private void place(Value value) {
        if (!value.isPresent() || draft.carries(value) || secret(value)) {
            return;
        }
        String name = value.segment().name() + '-' + value.field();
        text(name, draft.written(value));
    }

    /** A CX under an authority that never leaves. */
    private boolean secret(Value value) {
        return Niu.isIn(value, draft.settings().niuAuthorities());
    }

    private void text(String name, String text) {
        if (!text.isEmpty()) {
            parameter(name).put("valueString", text);
        }
    }

    private void add(String name, String member, Node value) {
        if (!value.isEmpty()) {
            parameter(name).put(member, value);
        }
    }

    private Node parameter(String name) {
        Node parameter = new Node().put("name", name);
        parameters.add("parameter", parameter);
        return parameter;
    }
}
