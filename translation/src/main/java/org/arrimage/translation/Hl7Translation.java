// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.fhir.FhirProblem;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Remark;

import java.util.List;

/** What came of a translation to HL7 v2. A refusal is an answer, not an exception. */
public sealed interface Hl7Translation {

    /**
     * Messages.
     *
     * @param messages the bytes of each, in the order they are to be sent; more than one when the
     *     event is about single patients and the bundle has several, or the receiver asks for one
     *     an installation
     * @param loss which elements of the bundle no field carries
     * @param remarks what was odd in the bundle but could be left aside, each with its place
     * @param cuts what the receiver's profile cut, each with its place in the message
     */
    record Translated(
            List<byte[]> messages, LossReport loss, List<FhirProblem> remarks, List<Remark> cuts)
            implements Hl7Translation {
        public Translated {
            messages = List.copyOf(messages);
            remarks = List.copyOf(remarks);
            cuts = List.copyOf(cuts);
        }
    }

    /** The bundle cannot be read, or lacks what the message needs. */
    record Refused(FhirProblem problem) implements Hl7Translation {}

    /** The receiver cannot have the message: its profile or its character set forbids it. */
    record Unsendable(Hl7Problem problem) implements Hl7Translation {}
}
