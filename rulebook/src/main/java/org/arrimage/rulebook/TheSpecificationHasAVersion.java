// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.util.List;
import java.util.Optional;

/** The route follows a technical specification of the operating centre (SNDE-6.2c). */
public final class TheSpecificationHasAVersion implements Rule<TheSpecificationHasAVersion.Facts> {

    /** The only thing this rule may look at. */
    public record Facts(Optional<String> version) {}

    @Override
    public List<Citation> citations() {
        return Citation.of("SNDE-6.2c");
    }

    @Override
    public Verdict judge(Facts facts) {
        return facts.version()
                .<Verdict>map(version ->
                        new Verdict.Met(
                                citations(),
                                "SPECIFICATION " + version,
                                Text.of(
                                        "La spécification technique est en version %s.",
                                        "The technical specification is at version %s.", version)))
                .orElseGet(() ->
                        new Verdict.Lacking(
                                citations(),
                                "SPECIFICATION",
                                new Text(
                                        "La route n'a pas de spécification technique avec"
                                                + " une version.",
                                        "The route has no technical specification with a"
                                                + " version.")));
    }
}
