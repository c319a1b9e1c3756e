// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.util.ArrayList;
import java.util.List;

/**
 * An asset that no private supplier uses shows that its holder (SNDE-6.3) and its security officer
 * (SNDE-6.4b) answer for its certification; it is never refused for want of a certificate (AMB-21).
 */
public final class EveryOtherAssetIsAttested implements Rule<EveryOtherAssetIsAttested.Facts> {

    /**
     * @param privateSupplier whether a private supplier uses the asset, if that is known
     * @param holderAttests its holder's attestation counts today
     * @param securityAttests its security officer's attestation counts today
     */
    public record Facts(
            String asset, Fact privateSupplier, boolean holderAttests, boolean securityAttests) {}

    @Override
    public List<Citation> citations() {
        return Citation.of("SNDE-6.3", "SNDE-6.4b", "AMB-21");
    }

    @Override
    public Verdict judge(Facts facts) {
        return switch (facts.privateSupplier()) {
            case YES ->
                    new Verdict.NotApplicable(
                            Citation.of("AMB-21"),
                            Text.of(
                                    "%s est utilisé par un fournisseur privé: un certificat est"
                                            + " exigé.",
                                    "%s is used by a private supplier: a certificate is required.",
                                    facts.asset()));
            case UNKNOWN ->
                    new Verdict.Undetermined(
                            Citation.of("SNDE-5.1", "AMB-21"),
                            "privateSupplier",
                            Text.of(
                                    "On ne sait pas si %s est utilisé par un fournisseur privé.",
                                    "It is not known whether a private supplier uses %s.",
                                    facts.asset()));
            case NO -> attested(facts);
        };
    }

    private Verdict attested(Facts facts) {
        List<String> missing = new ArrayList<>();
        if (!facts.holderAttests()) {
            missing.add("SNDE-6.3");
        }
        if (!facts.securityAttests()) {
            missing.add("SNDE-6.4b");
        }
        if (missing.isEmpty()) {
            return new Verdict.Met(
                    citations(),
                    "SIGNATURE " + facts.asset(),
                    Text.of(
                            "Le détenteur et le responsable de la sécurité attestent la"
                                    + " certification de %s.",
                            "The holder and the security officer attest the certification of %s.",
                            facts.asset()));
        }
        return new Verdict.Lacking(
                Citation.of(missing.toArray(String[]::new)),
                "SIGNATURE " + facts.asset(),
                Text.of(
                        "La certification de %s n'est pas attestée par son détenteur et son"
                                + " responsable de la sécurité.",
                        "The certification of %s is not attested by its holder and its security"
                                + " officer.",
                        facts.asset()));
    }
}
