// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * TXA with its OBX to DocumentReference (guide: TXA[DocumentReference], TXA[Provenance],
 * OBX[DocumentReference], NTE[DocumentReference]; HL7 v2 chapter 9): TXA-2 type, TXA-3 format,
 * TXA-4 period, TXA-6 date, TXA-9 authors, TXA-10 or TXA-22 authenticator, TXA-12 master
 * identifier, TXA-13 the document it completes or replaces, TXA-16 file, TXA-17 completion, TXA-18
 * confidentiality, TXA-19 availability, TXA-25 title; TXA-5, TXA-8 and TXA-11 its edition.
 *
 * <p>Ours: see TXA in {@code docs/protocols/differences.md}.
 */
final class TextMapper {
    private static final Set<String> TEXTS = Set.of("TX", "FT", "ST", "");
    private static final String PARTICIPANT =
            "http://terminology.hl7.org/CodeSystem/provenance-participant-type";

    private final Draft draft;
    private final PatientVisit shared;
    private final Segment txa;
    private final List<Segment> group;
    private final String event;

    /**
     * A document.
     *
     * @param group its TXA, then its OBX with their notes
     */
    TextMapper(Draft draft, PatientVisit shared, List<Segment> group) {
        this.draft = draft;
        this.shared = shared;
        this.txa = group.getFirst();
        this.group = group;
        this.event = draft.message().header().triggerEvent();
    }

    /** Maps it; gives what refers to it. */
    String map(List<String> requests) {
        Node document = Node.resource("DocumentReference");
        Identifier number = Identifier.ei(draft, txa.field(12));
        if (!number.isEmpty()) {
            document.put("masterIdentifier", number.node());
        }
        String file = draft.text(txa, 16);
        if (!file.isEmpty()) {
            document.add("identifier", new Identifier(Systems.sender(draft), file, "").node());
        }
        status(document);
        document.put("docStatus", Codes.mapped(draft, txa.field(17), Table.DOCUMENT_COMPLETION));
        document.put("type", Codes.concept(draft, txa.field(2)));
        document.put("subject", shared.patient().link());
        document.put("date", Times.instant(draft, txa.field(6)));
        Roles.addPractitioners(draft, txa, 9, document, "author");
        document.put("authenticator", authenticator());
        related(document);
        document.put("description", draft.text(txa, 25));
        document.add(
                "securityLabel",
                Codes.concept(draft, txa.field(18), Table.DOCUMENT_CONFIDENTIALITY));
        Key key =
                number.isEmpty()
                        ? Key.derived(
                                "DocumentReference",
                                draft.messageName(),
                                Integer.toString(txa.occurrence()))
                        : number.key("DocumentReference");
        List<String> observations = content(document, key);
        document.put("context", context(requests, observations));
        String reference = draft.bundle().put(document, key);
        edition(reference);
        return reference;
    }

    /** TXA-19; the event T11 and the end of use by T09 and T10 speak of another document. */
    private void status(Node document) {
        Value availability = txa.field(19);
        String code = Draft.peek(availability);
        String status =
                switch (code) {
                    case "CA" -> "entered-in-error";
                    case "OB" -> "superseded";
                    default -> event.equals("T11") ? "entered-in-error" : "current";
                };
        document.put("status", status);
        if (Set.of("AV", "CA", "OB", "UN").contains(code)) {
            draft.took(availability.leaf());
        }
        if (Set.of("CA", "OB", "UN").contains(code)) {
            document.put(
                    "_status",
                    new Node()
                            .add(
                                    "extension",
                                    Extensions.of(
                                            "alternate-codes",
                                            "valueCodeableConcept",
                                            Codes.literalConcept(
                                                    "http://terminology.hl7.org/CodeSystem/v2-0273",
                                                    code))));
        }
    }

    /** FHIR has one authenticator: the first of TXA-10, else of TXA-22. */
    private Node authenticator() {
        for (int field : new int[] {10, 22}) {
            for (Value repetition : txa.repetitions(field)) {
                Node who = Roles.practitioner(draft, repetition);
                if (!who.isEmpty()) {
                    return who;
                }
            }
        }
        return new Node();
    }

    /** TXA-13, the parent: completed by an addendum, else replaced. */
    private void related(Node document) {
        Identifier parent = Identifier.ei(draft, txa.field(13));
        if (parent.isEmpty()) {
            return;
        }
        String how =
                switch (event) {
                    case "T05", "T06" -> "appends";
                    case "T09", "T10" -> "replaces";
                    default -> "transforms";
                };
        document.add(
                "relatesTo",
                new Node()
                        .put("code", how)
                        .put(
                                "target",
                                new Node()
                                        .put("type", "DocumentReference")
                                        .put("identifier", parent.node())));
    }

    private Node context(List<String> requests, List<String> observations) {
        Node context = new Node();
        context.add("encounter", new Node().put("reference", shared.encounter()));
        context.put("period", new Node().put("start", Times.dateTime(draft, txa.field(4))));
        requests.forEach(request -> context.add("related", Parties.reference(request)));
        observations.forEach(result -> context.add("related", Parties.reference(result)));
        return context;
    }

    /** Text of successive OBX is one text; files stand alone; the rest are observations. */
    private List<String> content(Node document, Key key) {
        var text = new StringBuilder();
        var title = new StringBuilder();
        var observations = new ArrayList<String>();
        for (int i = 1; i < group.size(); i++) {
            Segment segment = group.get(i);
            if (segment.is("NTE")) {
                lines(segment.repetitions(3), text);
            } else if (segment.is("OBX")) {
                obx(i, document, text, title, observations, key);
            }
        }
        Node format = Codes.coding(draft, txa.field(3), Table.DOCUMENT_PRESENTATION);
        if (!text.isEmpty()) {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            Node attachment =
                    new Node()
                            .put("contentType", "text/plain; charset=utf-8")
                            .put("data", Base64.getEncoder().encodeToString(bytes))
                            .put("title", title.toString());
            document.add("content", new Node().put("attachment", attachment).put("format", format));
        }
        if (!document.has("content")) {
            String type = DocumentMapper.mediaType(draft, txa.field(3), txa.field(3).component(2));
            Node attachment = new Node().put("contentType", type);
            document.add(
                    "content",
                    new Node()
                            .put(
                                    "attachment",
                                    attachment.isEmpty() ? Extensions.unknown() : attachment)
                            .put("format", format));
        }
        return observations;
    }

    private void obx(
            int at,
            Node document,
            StringBuilder text,
            StringBuilder title,
            List<String> observations,
            Key key) {
        Segment obx = group.get(at);
        String type = Draft.peek(obx.field(2));
        List<Value> values = ObservationMapper.present(obx);
        if (TEXTS.contains(type)) {
            draft.text(obx, 2);
            if (title.isEmpty()) {
                title.append(name(obx));
            }
            lines(values, text);
        } else if (DocumentMapper.isDocument(obx)) {
            draft.text(obx, 2);
            for (Value value : values) {
                Node attachment = DocumentMapper.content(draft, obx, value);
                if (!attachment.isEmpty()) {
                    attachment.put("title", name(obx));
                    document.add("content", new Node().put("attachment", attachment));
                }
            }
        } else {
            var context =
                    new ObservationMapper.Context(
                            shared.patient(), shared.encounter(), key.reference(), "", "");
            ObservationMapper.Mapped result =
                    ObservationMapper.map(draft, obx, PatientVisit.notesAfter(group, at), context);
            if (!result.isNone()) {
                observations.add(result.reference());
            }
        }
    }

    private String name(Segment obx) {
        String words = draft.text(obx.field(3).component(2));
        String code = draft.text(obx.field(3).component(1));
        return words.isEmpty() ? code : words;
    }

    private void lines(List<Value> values, StringBuilder text) {
        for (Value value : values) {
            if (value.isPresent()) {
                text.append(text.isEmpty() ? "" : "\n").append(draft.written(value));
            }
        }
    }

    /** TXA-8 edited, TXA-5 by whom performed, TXA-11 by whom written down. */
    private void edition(String reference) {
        String recorded = Times.instant(draft, txa.field(8));
        if (recorded.isEmpty()) {
            recorded = Times.instant(draft, txa.field(7));
        }
        if (recorded.isEmpty()) {
            return;
        }
        Node provenance = Node.resource("Provenance");
        provenance.add("target", Parties.reference(reference));
        provenance.put("recorded", recorded);
        agents(9, "author", provenance);
        agents(5, "performer", provenance);
        agents(11, "enterer", provenance);
        if (provenance.has("agent")) {
            draft.bundle()
                    .put(provenance, Key.derived("Provenance", reference, draft.messageName()));
        } else {
            draft.remark(ProblemCode.REQUIRED_FIELD_MISSING, txa.field(9));
        }
    }

    private void agents(int field, String type, Node provenance) {
        for (Value repetition : txa.repetitions(field)) {
            Node who = Roles.practitioner(draft, repetition);
            if (!who.isEmpty()) {
                provenance.add(
                        "agent",
                        new Node()
                                .put("type", Codes.literalConcept(PARTICIPANT, type))
                                .put("who", who));
            }
        }
    }
}
