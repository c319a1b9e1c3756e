// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.fhir.WritingSettings;
import org.arrimage.receiver.ReceiverProfile;

import java.util.Optional;

/**
 * What a translation to HL7 v2 needs to know besides the bundle.
 *
 * @param writing version, event, names of systems
 * @param profile what the receiver asks for
 * @param sources where the bundle came from, when it was translated from HL7 v2 and its source
 *     fields are to be restored; nothing otherwise
 */
public record Hl7Settings(
        WritingSettings writing, ReceiverProfile profile, Optional<Sources> sources) {

    /** For a receiver that asks for nothing. */
    public static Hl7Settings of(WritingSettings writing) {
        return new Hl7Settings(writing, ReceiverProfile.plain(), Optional.empty());
    }

    /** The same with the source fields to restore. */
    public Hl7Settings restoring(Sources from) {
        return new Hl7Settings(writing, profile, Optional.of(from));
    }

    /** The same for another receiver. */
    public Hl7Settings withProfile(ReceiverProfile other) {
        return new Hl7Settings(writing, other, sources);
    }
}
