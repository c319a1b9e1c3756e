// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import org.arrimage.hl7v2.ProblemCode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Observation to OBX with its NTE (guide: OBX[Observation] read backwards; HL7 v2 chapter 7).
 * Components of the observation's own code are repetitions of OBX-5; others are OBX of their own,
 * tied together by OBX-4.
 */
final class ResultWriter {
    private static final String ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason";

    private final Writing writing;
    private final MessageDraft message;
    private final Map<String, List<SegmentDraft>> byCode = new HashMap<>();
    private int setId;
    private int groups;

    ResultWriter(Writing writing, MessageDraft message) {
        this.writing = writing;
        this.message = message;
    }

    int next() {
        return ++setId;
    }

    void write(Element observation) {
        List<Element> components = observation.list("component");
        List<Element> repetitions = new ArrayList<>();
        List<Element> others = new ArrayList<>();
        String code = key(observation);
        for (Element component : components) {
            (key(component).equals(code) ? repetitions : others).add(component);
        }
        boolean together = !repetitions.isEmpty() && ValueWriter.repeats(repetitions);
        String group = others.isEmpty() && (together || repetitions.isEmpty()) ? "" : nextGroup();
        boolean own = observation.choice("value").isPresent() || repetitions.isEmpty() || together;
        if (own) {
            one(observation, observation, together ? repetitions : List.of(), group);
        }
        if (!together) {
            repetitions.forEach(component -> one(observation, component, List.of(), group));
        }
        others.forEach(component -> one(observation, component, List.of(), group));
        Notes.write(writing, message, observation);
    }

    private String nextGroup() {
        groups++;
        return Integer.toString(groups);
    }

    private static String key(Element coded) {
        Element coding = coded.get("code").first("coding");
        return coding.peek("system")
                + '|'
                + coding.peek("code")
                + '|'
                + coded.get("code").peek("text");
    }

    private void one(Element observation, Element valued, List<Element> repetitions, String group) {
        SegmentDraft obx = message.start("OBX", observation, next());
        Element code = valued.get("code");
        obx.put(3, () -> Concepts.parts(writing, code, obx.type(3)));
        if (!obx.has(3)) {
            writing.remark(ProblemCode.ELEMENT_MISSING, code.isPresent() ? code : valued);
        }
        if (group.isEmpty()) {
            tell(obx);
        } else {
            obx.constant(4, group);
        }
        var values = new ValueWriter(writing, obx);
        values.write(valued);
        for (Element repetition : repetitions) {
            values.write(repetition);
            repetition.get("code").takeAll();
        }
        if (valued == observation && obx.has(3)) {
            // Components of the same code name it again.
            observation.list("component").stream()
                    .filter(component -> key(component).equals(key(observation)))
                    .forEach(component -> component.get("code").takeAll());
        }
        details(observation, valued, obx);
    }

    /** Several OBX of one code are told apart by OBX-4 (chapter 7, OBX-4). */
    private void tell(SegmentDraft obx) {
        List<SegmentDraft> alike =
                byCode.computeIfAbsent(obx.text().field(3), _ -> new ArrayList<>());
        alike.add(obx);
        if (alike.size() == 2) {
            alike.getFirst().constant(4, "1");
        }
        if (alike.size() > 1) {
            obx.constant(4, Integer.toString(alike.size()));
        }
    }

    private void details(Element observation, Element valued, SegmentDraft obx) {
        obx.put(7, () -> referenceRange(valued.first("referenceRange")));
        for (Element interpretation : valued.list("interpretation")) {
            obx.add(
                    8,
                    () ->
                            Concepts.parts(
                                    writing,
                                    interpretation,
                                    obx.type(8),
                                    CodeTable.INTERPRETATION));
        }
        obx.put(11, () -> Parts.of(status(observation, valued)));
        obx.put(14, () -> effective(observation));
        for (Element performer : observation.list("performer")) {
            performer(performer, obx);
        }
        obx.add(17, () -> Concepts.parts(writing, observation.get("method"), obx.type(17)));
        obx.add(18, () -> device(observation.get("device")));
        obx.put(19, () -> Moments.moment(writing, observation.get("issued")));
        obx.put(20, () -> Concepts.parts(writing, observation.get("bodySite"), obx.type(20)));
        obx.put(21, () -> Identifiers.ei(writing, observation.first("identifier")));
        for (String tie : new String[] {"subject", "encounter", "specimen"}) {
            writing.follow(observation.get(tie));
        }
    }

    private Parts effective(Element observation) {
        Element moment = observation.get("effectiveDateTime");
        if (moment.isPresent()) {
            return Moments.moment(writing, moment);
        }
        Element instant = observation.get("effectiveInstant");
        return instant.isPresent()
                ? Moments.moment(writing, instant)
                : Moments.moment(writing, observation.get("effectivePeriod").get("start"));
    }

    private static String status(Element observation, Element valued) {
        Element reason = valued.get("dataAbsentReason");
        for (Element coding : reason.list("coding")) {
            if (coding.peek("system").equals(ABSENT) && coding.peek("code").equals("not-asked")) {
                reason.takeAll();
                observation.take("status");
                return "N";
            }
        }
        return CodeTable.OBSERVATION_STATUS.take(observation.get("status"));
    }

    private void performer(Element performer, SegmentDraft obx) {
        if (!People.isOrganization(writing, performer)) {
            obx.add(16, () -> People.xcn(writing, performer, obx.type(16)));
        } else if (obx.allows(23) && !obx.has(23)) {
            obx.put(23, () -> Organizations.xon(writing, performer));
            Element address = writing.follow(performer).first("address");
            obx.put(24, () -> Contacts.xad(writing, address));
        } else if (!obx.has(15)) {
            obx.put(15, () -> producer(writing.follow(performer)));
        }
    }

    private static Parts producer(Element organization) {
        Parts producer = new Parts();
        Element identifier = organization.first("identifier");
        identifier.take("system");
        return producer.put(1, identifier.take("value")).put(2, organization.take("name"));
    }

    private Parts device(Element reference) {
        Element device = writing.follow(reference);
        Element identifier =
                device.isPresent() ? device.first("identifier") : reference.get("identifier");
        reference.take("type");
        return Identifiers.ei(writing, identifier);
    }

    /** OBX-7: the text as the laboratory wrote it, else the two limits. */
    private static Parts referenceRange(Element range) {
        if (!range.peek("text").isEmpty()) {
            return Parts.of(range.take("text"));
        }
        Element low = range.get("low");
        Element high = range.get("high");
        String from = low.take("value");
        String to = high.take("value");
        for (Element limit : new Element[] {low, high}) {
            // OBX-6 gives the unit of the value and of its limits.
            limit.takeAll();
        }
        if (from.isEmpty()) {
            return Parts.of(to.isEmpty() ? "" : "<" + to);
        }
        return Parts.of(to.isEmpty() ? ">" + from : from + '-' + to);
    }
}
