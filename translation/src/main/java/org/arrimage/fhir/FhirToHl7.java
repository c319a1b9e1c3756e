// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import org.arrimage.hl7v2.ProblemCode;

import java.util.List;

/** FHIR R4 to HL7 v2: a bundle in JSON to the text of its messages. */
public final class FhirToHl7 {
    private FhirToHl7() {}

    /** Writes a bundle. Never throws because of what it holds. */
    public static Written write(byte[] json, WritingSettings settings) {
        try {
            Element bundle = new FhirReader(settings.limits()).read(json);
            requireBundle(bundle);
            var writing = new Writing(settings, bundle, json);
            if (writing.resources().isEmpty()) {
                throw new FhirFailure(ProblemCode.BUNDLE_EXPECTED, "Bundle.entry");
            }
            EventChoice.Event event = EventChoice.of(writing);
            List<Written.Message> messages = messages(writing, event);
            return new Written.Messages(messages, FhirLosses.of(bundle), writing.remarks());
        } catch (FhirFailure failure) {
            return new Written.Refused(failure.problem());
        }
    }

    private static void requireBundle(Element bundle) throws FhirFailure {
        if (!bundle.peek("resourceType").equals("Bundle")) {
            throw new FhirFailure(ProblemCode.BUNDLE_EXPECTED, "Bundle.resourceType");
        }
    }

    private static List<Written.Message> messages(Writing writing, EventChoice.Event event)
            throws FhirFailure {
        return switch (event.code()) {
            case "ADT" -> new AdtMessage(writing, event).write();
            case "ORU", "OML", "OMG", "ORM" -> new ResultMessage(writing, event).write();
            case "RSP" -> AnswerMessage.found(writing, event);
            case "ACK" -> AnswerMessage.acknowledgement(writing, event);
            default ->
                    throw new FhirFailure(
                            ProblemCode.MESSAGE_TYPE_UNSUPPORTED,
                            "Bundle.entry.resource.ofType(MessageHeader).event");
        };
    }
}
