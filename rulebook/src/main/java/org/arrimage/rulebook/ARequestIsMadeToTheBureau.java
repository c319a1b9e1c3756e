// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.util.List;
import java.util.Optional;

/** Every integration is asked of the Bureau, whose form gives it a number (SNDE-5.3a). */
public final class ARequestIsMadeToTheBureau implements Rule<ARequestIsMadeToTheBureau.Facts> {

    /** The only thing this rule may look at. */
    public record Facts(Optional<String> number) {}

    @Override
    public List<Citation> citations() {
        return Citation.of("SNDE-5.3a");
    }

    @Override
    public Verdict judge(Facts facts) {
        return facts.number()
                .<Verdict>map(number ->
                        new Verdict.Met(
                                citations(),
                                "REQUEST " + number,
                                Text.of(
                                        "La demande %s est adressée au Bureau de"
                                                + " certification.",
                                        "Request %s is made to the Certification Bureau.", number)))
                .orElseGet(() ->
                        new Verdict.Lacking(
                                citations(),
                                "REQUEST",
                                new Text(
                                        "La demande d'intégration n'a pas de numéro du"
                                                + " Bureau de certification.",
                                        "The integration request has no number from the"
                                                + " Certification Bureau.")));
    }
}
