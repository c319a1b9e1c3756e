// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import org.arrimage.rulebook.RouteFacts.Asset;
import org.arrimage.rulebook.RouteFacts.Certificate;
import org.arrimage.rulebook.RouteFacts.Dossier;
import org.arrimage.rulebook.RouteFacts.Environment;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;

/**
 * An asset used by a private supplier holds a certificate of the Bureau for the exact version in
 * use (SNDE-5.1, SNDE-6.1a to c). A certification in process opens test environments only (AMB-16).
 */
public final class AnAssetOfAPrivateSupplierIsCertified
        implements Rule<AnAssetOfAPrivateSupplierIsCertified.Facts> {

    private static final List<Citation> CERTIFIED =
            Citation.of("SNDE-5.1", "SNDE-6.1a", "SNDE-6.1b", "SNDE-6.1c");
    private static final List<Citation> IN_PROCESS = Citation.of("SNDE-5.1", "SNDE-6.4b", "AMB-16");

    /**
     * @param certificates those of this asset, of any version
     * @param dossiers those of this asset, of any version
     * @param validityMonths months a certificate counts from its first day
     */
    public record Facts(
            Asset asset,
            Environment environment,
            LocalDate day,
            List<Certificate> certificates,
            List<Dossier> dossiers,
            int validityMonths) {}

    @Override
    public List<Citation> citations() {
        return Citation.of(
                "SNDE-5.1", "SNDE-6.1a", "SNDE-6.1b", "SNDE-6.1c", "SNDE-6.4b", "AMB-16");
    }

    @Override
    public Verdict judge(Facts facts) {
        Asset asset = facts.asset();
        String product = asset.id() + " " + asset.version();
        if (anyCertificate(facts, one -> sameVersion(one, facts) && counts(one, facts))) {
            return new Verdict.Met(
                    CERTIFIED,
                    "CERTIFICATE " + product,
                    Text.of(
                            "%s est certifié dans cette version.",
                            "%s is certified in this version.", product));
        }
        return switch (facts.environment()) {
            case PRODUCTION -> uncertifiedInProduction(facts, product);
            case TEST -> uncertifiedInTest(facts, product);
        };
    }

    private static Verdict uncertifiedInProduction(Facts facts, String product) {
        if (!facts.certificates().isEmpty()) {
            return lapsed(facts, product);
        }
        if (facts.dossiers().stream().anyMatch(dossier -> begun(dossier, facts))) {
            return new Verdict.Contradicted(
                    IN_PROCESS,
                    Text.of(
                            "La certification de %s est en cours: elle n'ouvre que l'essai, pas la"
                                    + " production.",
                            "The certification of %s is in process: it opens test only, not"
                                    + " production.",
                            product));
        }
        return noDossier(product);
    }

    private static Verdict uncertifiedInTest(Facts facts, String product) {
        if (facts.dossiers().stream().anyMatch(dossier -> inProcess(dossier, facts))) {
            return new Verdict.Met(
                    IN_PROCESS,
                    "CERTIFICATION_DOSSIER " + product,
                    Text.of(
                            "La certification de %s est en cours; l'essai est permis.",
                            "The certification of %s is in process; test is allowed.", product));
        }
        if (!facts.certificates().isEmpty()) {
            return lapsed(facts, product);
        }
        if (facts.dossiers().stream().anyMatch(dossier -> begun(dossier, facts))) {
            return new Verdict.Lacking(
                    IN_PROCESS,
                    "CERTIFICATION_DOSSIER " + product,
                    Text.of(
                            "Le dossier de certification de %s est fermé ou vise une autre"
                                    + " version.",
                            "The certification dossier of %s is closed or is for another version.",
                            product));
        }
        return noDossier(product);
    }

    private static Verdict lapsed(Facts facts, String product) {
        Text reason;
        if (!anyCertificate(facts, one -> sameVersion(one, facts))) {
            reason =
                    Text.of(
                            "%s n'est pas certifié dans cette version: le certificat vise une autre"
                                    + " version (%s).",
                            "%s is not certified in this version: the certificate is for another"
                                    + " version (%s).",
                            product,
                            latest(facts.certificates()).version());
        } else {
            List<Certificate> same =
                    facts.certificates().stream().filter(one -> sameVersion(one, facts)).toList();
            Certificate last = latest(same);
            Period period = counted(last, facts.validityMonths());
            reason =
                    period.startsAfter(facts.day())
                            ? Text.of(
                                    "Le certificat de %s ne prend effet que le %s.",
                                    "The certificate of %s only takes effect on %s.",
                                    product,
                                    period.effective())
                            : Text.of(
                                    "Le certificat de %s a pris fin le %s sans renouvellement.",
                                    "The certificate of %s ended on %s without renewal.",
                                    product,
                                    period.expires().orElseThrow());
        }
        return new Verdict.Lacking(CERTIFIED, "CERTIFICATE " + product, reason);
    }

    private static Verdict noDossier(String product) {
        return new Verdict.Contradicted(
                CERTIFIED,
                Text.of(
                        "%s, utilisé par un fournisseur privé, n'a aucun dossier de certification.",
                        "%s, used by a private supplier, has no certification dossier.", product));
    }

    /** When a certificate counts: to its own end, and never past its validity. */
    static Period counted(Certificate certificate, int validityMonths) {
        Period period = certificate.period();
        return period.endingBy(lastDay(period.effective(), validityMonths));
    }

    private static LocalDate lastDay(LocalDate effective, int validityMonths) {
        LocalDate last = effective.plusMonths(validityMonths);
        return last.isAfter(LocalDays.LAST) ? LocalDays.LAST : last;
    }

    private static boolean counts(Certificate certificate, Facts facts) {
        return counted(certificate, facts.validityMonths()).covers(facts.day());
    }

    private static boolean sameVersion(Certificate certificate, Facts facts) {
        return certificate.version().equals(facts.asset().version());
    }

    private static boolean begun(Dossier dossier, Facts facts) {
        return !dossier.period().startsAfter(facts.day());
    }

    private static boolean inProcess(Dossier dossier, Facts facts) {
        return dossier.period().covers(facts.day())
                && dossier.version().map(facts.asset().version()::equals).orElse(true);
    }

    private static boolean anyCertificate(Facts facts, Predicate<Certificate> test) {
        return facts.certificates().stream().anyMatch(test);
    }

    private static Certificate latest(List<Certificate> certificates) {
        return certificates.stream()
                .reduce((a, b) -> b.period().effective().isBefore(a.period().effective()) ? a : b)
                .orElseThrow();
    }
}
