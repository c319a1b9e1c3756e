// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Remark;

import java.util.List;

/** What came of a translation. A refusal is an answer, not an exception. */
public sealed interface Translation {

    /**
     * A bundle.
     *
     * @param json a FHIR R4 transaction bundle in UTF-8; the array is the caller's
     * @param loss what the message had that the bundle does not carry
     * @param remarks what was odd but could be left aside, each with its place
     */
    @SuppressWarnings(
            "ArrayRecordComponent") // written once to a socket; a copy or a list would cost
    record Translated(byte[] json, LossReport loss, List<Remark> remarks) implements Translation {
        public Translated {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * No bundle: the message is of a type this cut does not translate, or lacks what it needs.
     *
     * @param problem what is wrong, and where
     */
    record Refused(Hl7Problem problem) implements Translation {}
}
