// SPDX-License-Identifier: Apache-2.0
package org.arrimage.evidence;

import org.arrimage.rulebook.Period;
import org.arrimage.rulebook.RouteFacts.Role;

import java.time.LocalDate;
import java.util.Optional;

/**
 * One piece of evidence, as its author stated it.
 *
 * @param id chosen by whoever records it, unique for ever
 * @param period local days; the end is the last valid one
 * @param author who states or signs it
 * @param verifier who checked it, never its author; present exactly when it is not only declared
 * @param details what its type adds
 */
public record Evidence(
        String id,
        EvidenceType type,
        Subject subject,
        Period period,
        String author,
        Optional<String> verifier,
        Details details) {

    public Evidence {
        if (verifier.filter(author::equals).isPresent()) {
            throw new IllegalArgumentException("nobody verifies their own evidence");
        }
    }

    /** Whether only its author vouches for it. */
    public boolean declared() {
        return verifier.isEmpty();
    }

    /**
     * What a type adds; the rest is empty.
     *
     * @param role in which the author signs
     * @param residual level of risk found or accepted, 1 to 5
     * @param number given by the Bureau to the request
     * @param coordinator who coordinates for the Bureau
     * @param feasibility day of the feasibility opinion
     * @param specification version of the technical specification
     */
    public record Details(
            Optional<Role> role,
            Optional<Integer> residual,
            Optional<String> number,
            Optional<String> coordinator,
            Optional<LocalDate> feasibility,
            Optional<String> specification) {}
}
