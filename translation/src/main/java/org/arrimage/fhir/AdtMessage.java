// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import org.arrimage.hl7v2.ProblemCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * ADT messages (HL7 v2 chapter 3): one for each patient that is not merely the retired side of a
 * merge, or one with a pair for each merge.
 */
final class AdtMessage {
    /** Merges and links whose structure pairs PID with MRG. */
    private static final Set<String> MERGES =
            Set.of(
                    "A18", "A30", "A34", "A35", "A36", "A39", "A40", "A41", "A42", "A46", "A47",
                    "A48", "A49");

    /** Events about a person, whatever the visit. */
    private static final Set<String> OF_PERSON = Set.of("A28", "A29", "A31");

    private final Writing writing;
    private final EventChoice.Event event;

    AdtMessage(Writing writing, EventChoice.Event event) {
        this.writing = writing;
        this.event = event;
    }

    List<Written.Message> write() throws FhirFailure {
        List<Element> patients = writing.patients();
        if (patients.isEmpty()) {
            throw new FhirFailure(ProblemCode.RESOURCE_MISSING, "Bundle.entry");
        }
        if (MERGES.contains(event.trigger())) {
            return List.of(merge(patients));
        }
        var messages = new ArrayList<Written.Message>();
        for (int i = 0; i < patients.size(); i++) {
            messages.add(about(patients.get(i), patients.size() == 1 ? 0 : i + 1));
        }
        followFocus();
        return messages;
    }

    private Written.Message about(Element patient, int number) {
        var message = new MessageDraft(writing);
        HeaderWriter.write(writing, message, event, number);
        HeaderWriter.event(writing, message, event);
        PatientWriter.write(writing, message, patient, 1);
        RelativeWriter.write(writing, message, patient);
        List<Element> visits = PatientGroup.visits(writing, patient);
        if (visits.isEmpty() && !OF_PERSON.contains(event.trigger())) {
            VisitWriter.none(message);
        }
        visits.stream()
                .limit(1)
                .forEach(encounter -> VisitWriter.write(writing, message, encounter));
        var results = new ResultWriter(writing, message);
        writing.about("Observation", "subject", patient).forEach(results::write);
        ClinicalWriter.allergies(writing, message, patient);
        ClinicalWriter.diagnoses(writing, message, writing.about("Condition", "subject", patient));
        ClinicalWriter.insurances(writing, message, patient);
        return message.toMessage();
    }

    private Written.Message merge(List<Element> patients) throws FhirFailure {
        var message = new MessageDraft(writing);
        HeaderWriter.write(writing, message, event, 0);
        HeaderWriter.event(writing, message, event);
        boolean paired = false;
        for (Element patient : patients) {
            if (EventChoice.replaces(patient)) {
                paired = true;
                PatientWriter.write(writing, message, patient, 1);
                PatientWriter.merged(writing, message, patient);
            }
        }
        if (!paired) {
            throw new FhirFailure(
                    ProblemCode.ELEMENT_MISSING, patients.getFirst().path() + ".link");
        }
        followFocus();
        return message.toMessage();
    }

    private void followFocus() {
        writing.first("MessageHeader").list("focus").forEach(writing::follow);
    }
}
