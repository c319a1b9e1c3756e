// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The holder (SNDE-6.3), the security officer (SNDE-6.4a) and the officer for personal information
 * (SNDE-6.5) attest each asset of the route, on both sides (SNDE-5.2a).
 */
public final class HolderSecurityAndPrivacySign
        implements Rule<HolderSecurityAndPrivacySign.Facts> {

    /** Who signed for the asset in each role, with signatures that count today. */
    public record Facts(
            String asset, Set<String> holders, Set<String> security, Set<String> privacy) {}

    @Override
    public List<Citation> citations() {
        return Citation.of("SNDE-5.2a", "SNDE-6.3", "SNDE-6.4a", "SNDE-6.5");
    }

    @Override
    public Verdict judge(Facts facts) {
        List<String> articles = new ArrayList<>();
        List<Text> roles = new ArrayList<>();
        if (facts.holders().isEmpty()) {
            articles.add("SNDE-6.3");
            roles.add(new Text("détenteur", "holder"));
        }
        if (facts.security().isEmpty()) {
            articles.add("SNDE-6.4a");
            roles.add(new Text("responsable de la sécurité", "security officer"));
        }
        if (facts.privacy().isEmpty()) {
            articles.add("SNDE-6.5");
            roles.add(
                    new Text(
                            "responsable de la protection des renseignements personnels",
                            "personal information officer"));
        }
        if (roles.isEmpty()) {
            return new Verdict.Met(
                    citations(),
                    "SIGNATURE " + facts.asset(),
                    Text.of(
                            "Les trois responsables ont signé pour %s.",
                            "The three officers signed for %s.", facts.asset()));
        }
        return new Verdict.Lacking(
                Citation.of(articles.toArray(String[]::new)),
                "SIGNATURE " + facts.asset(),
                new Text(
                        "Signature manquante ou échue pour %s: %s."
                                .formatted(
                                        facts.asset(),
                                        String.join(", ", roles.stream().map(Text::fr).toList())),
                        "Signature missing or lapsed for %s: %s."
                                .formatted(
                                        facts.asset(),
                                        String.join(", ", roles.stream().map(Text::en).toList()))));
    }
}
