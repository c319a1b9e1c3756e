// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import org.arrimage.hl7v2.ProblemCode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * ORU^R01, and the orders OML^O21, OMG^O19 and ORM^O01 (HL7 v2 chapters 4 and 7): for each patient
 * its visit, then a group for each report or request with its results, notes and specimens.
 */
final class ResultMessage {
    private final Writing writing;
    private final EventChoice.Event event;
    private final boolean results;
    private final MessageDraft message;
    private final OrderWriter orders;
    private final Set<Element> written = Collections.newSetFromMap(new IdentityHashMap<>());
    private int setId;

    ResultMessage(Writing writing, EventChoice.Event event) {
        this.writing = writing;
        this.event = event;
        this.results = event.code().equals("ORU");
        this.message = new MessageDraft(writing);
        this.orders = new OrderWriter(writing, message);
    }

    List<Written.Message> write() throws FhirFailure {
        HeaderWriter.write(writing, message, event, 0);
        List<Element> patients = writing.all("Patient");
        if (patients.isEmpty()) {
            throw new FhirFailure(ProblemCode.RESOURCE_MISSING, "Bundle.entry");
        }
        int number = 1;
        for (Element patient : patients) {
            if (patients.size() == 1 || concerns(patient)) {
                PatientGroup.write(writing, message, patient, number++);
                if (!results) {
                    ClinicalWriter.insurances(writing, message, patient);
                    ClinicalWriter.allergies(writing, message, patient);
                }
                groups(patient);
            }
        }
        if (setId == 0) {
            throw new FhirFailure(ProblemCode.RESOURCE_MISSING, "Bundle.entry");
        }
        writing.first("MessageHeader").list("focus").forEach(writing::follow);
        return List.of(message.toMessage());
    }

    /** Whether anything in the bundle is about a patient; others are only mentioned. */
    private boolean concerns(Element patient) {
        for (String type :
                new String[] {
                    "DiagnosticReport", "ServiceRequest", "Observation", "DocumentReference"
                }) {
            if (!writing.referring(type, "subject", patient).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private void groups(Element patient) {
        Set<Element> answered = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Element report : writing.about("DiagnosticReport", "subject", patient)) {
            Element request = writing.follow(report.first("basedOn"));
            boolean known = request.peek("resourceType").equals("ServiceRequest");
            if (known) {
                answered.add(request);
            }
            group(new OrderWriter.Order(known ? request : Element.NONE, report));
        }
        for (Element request : writing.about("ServiceRequest", "subject", patient)) {
            if (!answered.contains(request)) {
                group(new OrderWriter.Order(request, Element.NONE));
            }
        }
        loose(patient);
    }

    private void group(OrderWriter.Order order) {
        if (order.request().isPresent()) {
            orders.common(order, results);
            if (!results) {
                orders.timing(order.request());
            }
        }
        SegmentDraft obr = orders.detail(order, ++setId, results);
        Notes.write(writing, message, order.request());
        if (results && order.request().isPresent()) {
            orders.timing(order.request());
        }
        if (!results) {
            ClinicalWriter.diagnoses(writing, message, reasons(order.request()));
        }
        var specimens = specimens(order);
        boolean modern = writing.version().atLeast(Hl7Version.V2_5);
        if (!modern) {
            specimens.stream()
                    .limit(1)
                    .forEach(specimen -> SpecimenWriter.intoOrder(writing, obr, specimen));
        }
        var observations = new ResultWriter(writing, message);
        members(order).forEach(observation -> once(observation, observations));
        documents(order, observations);
        if (modern) {
            int number = 1;
            for (Element specimen : specimens) {
                SpecimenWriter.write(writing, message, specimen, number++, !results);
            }
        }
    }

    /** The diagnoses an order gives as its reason; the first order bears those of no order. */
    private List<Element> reasons(Element request) {
        var found = new ArrayList<Element>();
        for (Element reason : request.list("reasonReference")) {
            Element condition = writing.follow(reason);
            if (condition.peek("resourceType").equals("Condition") && written.add(condition)) {
                found.add(condition);
            }
        }
        if (setId == 1) {
            Element patient = writing.follow(request.get("subject"));
            Set<Element> given = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Element other : writing.all("ServiceRequest")) {
                other.list("reasonReference").forEach(r -> given.add(writing.follow(r)));
            }
            for (Element condition : writing.about("Condition", "subject", patient)) {
                if (!given.contains(condition) && written.add(condition)) {
                    found.add(condition);
                }
            }
        }
        return found;
    }

    /** Writes an observation with its members, each of them once in the whole message. */
    private void once(Element observation, ResultWriter observations) {
        // No recursion: members may have members as often as the bundle has observations.
        Deque<Element> waiting = new ArrayDeque<>(List.of(observation));
        while (!waiting.isEmpty()) {
            Element next = waiting.pop();
            if (written.add(next)) {
                observations.write(next);
                for (Element member : next.list("hasMember").reversed()) {
                    Element inner = writing.follow(member);
                    if (inner.peek("resourceType").equals("Observation")) {
                        waiting.push(inner);
                    }
                }
            }
        }
    }

    /** What a report lists as results; for an order, what hangs on it. */
    private List<Element> members(OrderWriter.Order order) {
        var found = new ArrayList<Element>();
        for (Element result : order.report().list("result")) {
            add(found, writing.follow(result));
        }
        for (Element info : order.request().list("supportingInfo")) {
            add(found, writing.follow(info));
        }
        if (order.request().isPresent()) {
            found.addAll(writing.referring("Observation", "basedOn", order.request()));
        }
        return found;
    }

    private static void add(List<Element> found, Element resource) {
        if (resource.peek("resourceType").equals("Observation")) {
            found.add(resource);
        }
    }

    private List<Element> specimens(OrderWriter.Order order) {
        Element report = order.report();
        Element owner = report.list("specimen").isEmpty() ? order.request() : report;
        var found = new ArrayList<Element>();
        for (Element reference : owner.list("specimen")) {
            Element specimen = writing.follow(reference);
            if (specimen.isPresent() && written.add(specimen)) {
                found.add(specimen);
            }
        }
        return found;
    }

    private void documents(OrderWriter.Order order, ResultWriter observations) {
        var documents = new DocumentWriter(writing, message, observations);
        for (Element owner : List.of(order.report(), order.request())) {
            if (owner.isPresent()) {
                writing.referring("DocumentReference", "context.related", owner).stream()
                        .filter(written::add)
                        .forEach(documents::write);
            }
        }
        if (order.report().isPresent()) {
            documents.ofReport(order.report());
        }
    }

    /** Observations and documents of no report: one group, named after the only observation. */
    private void loose(Element patient) {
        var observations = new ArrayList<Element>();
        for (Element observation : writing.about("Observation", "subject", patient)) {
            if (!written.contains(observation)) {
                observations.add(observation);
            }
        }
        var documents = new ArrayList<Element>();
        for (Element document : writing.about("DocumentReference", "subject", patient)) {
            if (!written.contains(document)) {
                documents.add(document);
            }
        }
        if (observations.isEmpty() && documents.isEmpty()) {
            return;
        }
        Element first = observations.isEmpty() ? documents.getFirst() : observations.getFirst();
        SegmentDraft obr = message.start("OBR", first, ++setId);
        Element code = observations.isEmpty() ? first.get("type") : first.get("code");
        if (observations.size() + documents.size() == 1) {
            obr.put(3, () -> Identifiers.ei(writing, first.first("identifier")));
            obr.put(4, () -> Concepts.parts(writing, code, obr.type(4)));
        } else {
            obr.put(4, () -> Concepts.parts(writing, first.first("category"), obr.type(4)));
        }
        if (!obr.has(4)) {
            writing.remark(ProblemCode.ELEMENT_MISSING, first);
        }
        var others = new ResultWriter(writing, message);
        observations.forEach(observation -> once(observation, others));
        var papers = new DocumentWriter(writing, message, others);
        documents.stream().filter(written::add).forEach(papers::write);
    }
}
