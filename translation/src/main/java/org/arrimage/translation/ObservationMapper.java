// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * OBX with its NTE and PRT to Observation (guide: OBX[Observation], OBX[Observation-Component],
 * NTE[Observation]; HL7 v2 chapter 7): OBX-3 code, OBX-4 sub-identifier, OBX-5 value, OBX-6 unit,
 * OBX-7 {@link References}, OBX-8 interpretation, OBX-10 nature of the abnormality, OBX-11 status,
 * OBX-14 effective, OBX-17 method, OBX-19 analysis, OBX-20 body site, OBX-21 identifier, OBX-29
 * category, OBX-30 structure; {@link ObservationParties} for who, where and with what. A document
 * (ED, RP) stands beside it: {@link DocumentMapper}.
 *
 * <p>Ours: see OBX in {@code docs/protocols/differences.md}.
 */
final class ObservationMapper {
    private static final Set<String> TEXTS = Set.of("ST", "TX", "FT");
    private static final Set<String> ARRAYS = Set.of("NA", "MA");
    private static final String ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason";

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

    /** An observation in the bundle; none when the OBX says nothing. */
    record Mapped(String reference, Node node) {
        static final Mapped NONE = new Mapped("", new Node());

        boolean isNone() {
            return reference.isEmpty();
        }
    }

    /**
     * Maps one OBX.
     *
     * @param companions the NTE and PRT that follow it
     */
    static Mapped map(Draft draft, Segment obx, List<Segment> companions, Context context) {
        List<Value> values = present(obx);
        Node code = Codes.concept(draft, obx.field(3));
        if (code.isEmpty()) {
            if (values.isEmpty() && companions.isEmpty()) {
                return Mapped.NONE;
            }
            code = RequestMapper.code(draft, obx.field(3));
        }
        Node observation = Node.resource("Observation");
        Identifier identifier = Identifier.ei(draft, obx.field(21));
        Key key = key(draft, obx, identifier, context);
        extensions(draft, obx, observation);
        if (!identifier.isEmpty()) {
            observation.add("identifier", identifier.typed("FILL").node());
        }
        status(draft, obx, observation);
        observation.add("category", Codes.concept(draft, obx.field(29), Table.OBSERVATION_TYPE));
        observation.put("code", code);
        observation.put("subject", context.patient().link());
        observation.put("encounter", new Node().put("reference", context.encounter()));
        String when = Times.dateTime(draft, obx.field(14));
        observation.put("effectiveDateTime", when.isEmpty() ? context.effective() : when);
        ObservationParties.add(draft, obx, observation);
        if (DocumentMapper.isDocument(obx) && !values.isEmpty()) {
            observation.add("derivedFrom", DocumentMapper.map(draft, obx, values, context, key));
        } else {
            values(draft, obx, values, code, observation);
        }
        details(draft, obx, context, observation);
        companions(draft, companions, observation);
        return new Mapped(draft.bundle().put(observation, key), observation);
    }

    static List<Value> present(Segment obx) {
        List<Value> all = obx.repetitions(5);
        if (all.size() == 1) {
            return all.getFirst().isPresent() ? all : List.of();
        }
        var values = new ArrayList<Value>(all.size());
        for (Value value : all) {
            if (value.isPresent()) {
                values.add(value);
            }
        }
        return values;
    }

    private static void extensions(Draft draft, Segment obx, Node observation) {
        observation.add("extension", subIdentifier(draft, obx.field(4)));
        observation.add(
                "extension",
                Extensions.of(
                        "observation-analysis-date-time",
                        "valueDateTime",
                        Times.dateTime(draft, obx.field(19))));
        for (Value repetition : obx.repetitions(10)) {
            observation.add(
                    "extension",
                    Extensions.of(
                            "observation-nature-of-abnormal-test",
                            "valueCodeableConcept",
                            Codes.concept(draft, repetition, Table.ABNORMAL_TESTING)));
        }
        observation.add(
                "extension",
                Extensions.of(
                        "observation-structure-type",
                        "valueCodeableConcept",
                        Codes.concept(draft, obx.field(30))));
    }

    /** OG (guide: OG[Extension-Subidentifier]); before 2.8.2 OBX-4 is a string, its first part. */
    private static Node subIdentifier(Draft draft, Value value) {
        if (!value.isPresent()) {
            return new Node();
        }
        if (!value.hasParts()) {
            return Extensions.within(
                    "observation-v2-subid",
                    Extensions.part("original-sub-identifier", "valueString", draft.text(value)));
        }
        return Extensions.within(
                "observation-v2-subid",
                Extensions.part(
                        "original-sub-identifier", "valueString", draft.text(value.component(1))),
                decimal(draft, "group", value.component(2)),
                decimal(draft, "sequence", value.component(3)),
                Extensions.part("identifier", "valueString", draft.text(value.component(4))));
    }

    private static Node decimal(Draft draft, String word, Value value) {
        String digits = Numbers.decimal(Draft.peek(value));
        if (digits.isEmpty()) {
            return new Node();
        }
        draft.took(value.leaf());
        return new Node().put("url", word).number("valueDecimal", digits);
    }

    private static void status(Draft draft, Segment obx, Node observation) {
        String status = Codes.mapped(draft, obx.field(11), Table.OBSERVATION_STATUS);
        observation.put("status", status.isEmpty() ? "unknown" : status);
        if (status.equals("cancelled")) {
            observation.put(
                    "_status",
                    new Node()
                            .add(
                                    "extension",
                                    Extensions.of(
                                            "alternate-codes",
                                            "valueCodeableConcept",
                                            Codes.literalConcept(
                                                    "http://terminology.hl7.org/CodeSystem/v2-0085",
                                                    "X"))));
        }
    }

    private static void values(
            Draft draft, Segment obx, List<Value> values, Node code, Node observation) {
        String type = draft.text(obx, 2);
        if (values.isEmpty()) {
            absent(obx, type, observation);
        } else if (ARRAYS.contains(type)
                && ObservationValue.putArrays(draft, obx, values, observation)) {
            return;
        } else if (values.size() == 1) {
            ObservationValue.put(draft, obx, values.getFirst(), observation);
        } else if (TEXTS.contains(type)) {
            ObservationValue.putLines(draft, values, observation);
        } else {
            for (Value value : values) {
                Node component = new Node().put("code", code);
                ObservationValue.put(draft, obx, value, component);
                observation.add("component", component);
            }
        }
    }

    /** Why there is no value; an OBX that announces none is only a heading. */
    private static void absent(Segment obx, String type, Node observation) {
        String reason =
                switch (Draft.peek(obx.field(11))) {
                    case "N" -> "not-asked";
                    case "X" -> "unknown";
                    default -> type.isEmpty() ? "" : "unknown";
                };
        if (!reason.isEmpty()) {
            observation.put("dataAbsentReason", Codes.literalConcept(ABSENT, reason));
        }
    }

    private static void details(Draft draft, Segment obx, Context context, Node observation) {
        Flags.add(draft, obx, observation);
        observation.put("bodySite", Codes.concept(draft, obx.field(20)));
        observation.put("method", Codes.concept(draft, obx.field(17)));
        String specimen = ObservationParties.specimen(draft, obx);
        observation.put(
                "specimen",
                new Node().put("reference", specimen.isEmpty() ? context.specimen() : specimen));
        observation.add("referenceRange", References.of(draft, obx));
    }

    private static void companions(Draft draft, List<Segment> companions, Node observation) {
        var notes = new ArrayList<Segment>(companions.size());
        for (Segment segment : companions) {
            if (segment.is("NTE")) {
                notes.add(segment);
            } else if (segment.is("PRT")) {
                Participations.addToObservation(draft, segment, observation);
            }
        }
        Notes.addAll(draft, notes, observation);
    }

    /** By its own number, else by what was observed within its report, counted when repeated. */
    private static Key key(Draft draft, Segment obx, Identifier identifier, Context context) {
        if (!identifier.isEmpty()) {
            Key own = identifier.key("Observation");
            if (!draft.bundle().has(own)) {
                return own;
            }
        }
        String code = obx.field(3).written();
        String part = obx.field(4).written();
        int nth = draft.nth(context.owner() + '\n' + code + '\n' + part);
        return Key.derived("Observation", context.owner(), code, part, Integer.toString(nth));
    }
}
