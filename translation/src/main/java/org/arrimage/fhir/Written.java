// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import org.arrimage.hl7v2.MessageText;

import java.util.List;

/** What came of writing a bundle. A refusal is an answer, not an exception. */
public sealed interface Written {

    /**
     * Messages, not yet in any character set.
     *
     * @param messages one, or one for each patient when the event is about a single patient
     * @param loss which elements no field carries
     * @param remarks what was odd but could be left aside
     */
    record Messages(List<Message> messages, Loss loss, List<FhirProblem> remarks)
            implements Written {
        public Messages {
            messages = List.copyOf(messages);
            remarks = List.copyOf(remarks);
        }
    }

    /** No message: the bundle cannot be read, or lacks what the message needs. */
    record Refused(FhirProblem problem) implements Written {}

    /**
     * One message.
     *
     * @param text what is written
     * @param sources for each segment, what refers to the resource it speaks of; empty when several
     *     or none do
     */
    record Message(MessageText text, List<String> sources) {
        public Message {
            sources = List.copyOf(sources);
        }
    }

    /**
     * The elements that reached no field.
     *
     * @param populated how many values the bundle has, names of resources and requests left out
     * @param lost paths of those that were not carried, at most a thousand
     * @param unlisted how many more there are
     */
    record Loss(int populated, List<String> lost, int unlisted) {
        public Loss {
            lost = List.copyOf(lost);
        }
    }
}
