// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import static org.arrimage.rulebook.SampleRoute.APP;
import static org.arrimage.rulebook.SampleRoute.day;
import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.rulebook.RouteFacts.Certificate;
import org.arrimage.rulebook.RouteFacts.Dossier;
import org.arrimage.rulebook.RouteFacts.Environment;
import org.arrimage.rulebook.Verdict.Contradicted;
import org.arrimage.rulebook.Verdict.Lacking;
import org.arrimage.rulebook.Verdict.Met;
import org.arrimage.rulebook.Verdict.NotApplicable;
import org.arrimage.rulebook.Verdict.Undetermined;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class CertificationRulesTests {

    private final List<Certificate> certificates = new ArrayList<>();
    private final List<Dossier> dossiers = new ArrayList<>();

    private Verdict certified(Environment environment) {
        return new AnAssetOfAPrivateSupplierIsCertified()
                .judge(
                        new AnAssetOfAPrivateSupplierIsCertified.Facts(
                                APP, environment, day("2026-03-01"), certificates, dossiers, 36));
    }

    private void certificate(String version, String from, String to) {
        certificates.add(new Certificate(APP.id(), version, Period.between(day(from), day(to))));
    }

    private void dossier(Optional<String> version, String from, String to) {
        dossiers.add(new Dossier(APP.id(), version, Period.between(day(from), day(to))));
    }

    @Test
    void theExactVersionIsCertifiedOnTheFirstAndOnTheLastDay() {
        certificate("4.2", "2026-03-01", "2026-03-01");

        assertThat(certified(Environment.PRODUCTION)).isInstanceOf(Met.class);
        assertThat(certified(Environment.TEST)).isInstanceOf(Met.class);
    }

    @ParameterizedTest
    @CsvSource({
        "4.2, 2026-03-02, 2027-01-01, takes effect on 2026-03-02",
        "4.2, 2025-01-01, 2026-02-28, ended on 2026-02-28",
        "4.1, 2026-01-01, 2027-01-01, another version (4.1)",
        "4.20, 2026-01-01, 2027-01-01, another version (4.20)"
    })
    void aCertificateThatDoesNotCountTodayIsLackingWithItsReason(
            String version, String from, String to, String reason) {
        certificate(version, from, to);

        for (Environment environment : Environment.values()) {
            Verdict verdict = certified(environment);
            assertThat(verdict).isInstanceOf(Lacking.class);
            assertThat(verdict.reason().en()).contains(reason);
        }
    }

    @Test
    void ofSeveralLapsedCertificatesTheLatestIsNamed() {
        certificate("4.2", "2020-01-01", "2021-01-01");
        certificate("4.2", "2022-01-01", "2023-01-01");

        assertThat(certified(Environment.PRODUCTION).reason().fr()).contains("2023-01-01");
    }

    @Test
    void aDossierOpensTestWhileItIsOpenAndForTheVersionInUse() {
        dossier(Optional.of("4.2"), "2026-01-01", "2026-03-01");
        assertThat(certified(Environment.TEST)).isInstanceOf(Met.class);

        dossiers.clear();
        dossier(Optional.of("4.3"), "2026-01-01", "2026-12-31");
        assertThat(certified(Environment.TEST)).isInstanceOf(Lacking.class);

        dossiers.clear();
        dossier(Optional.empty(), "2026-01-01", "2026-02-28");
        assertThat(certified(Environment.TEST)).isInstanceOf(Lacking.class);
    }

    @Test
    void aDossierNeverOpensProductionAndAClosedOneIsNoBetter() {
        dossier(Optional.empty(), "2026-01-01", "2026-12-31");
        assertThat(certified(Environment.PRODUCTION)).isInstanceOf(Contradicted.class);

        dossiers.clear();
        dossier(Optional.empty(), "2026-01-01", "2026-02-28");
        assertThat(certified(Environment.PRODUCTION)).isInstanceOf(Contradicted.class);
    }

    @Test
    void aRenewalInProcessLeavesALapsedCertificateLackingNotRefused() {
        certificate("4.2", "2023-01-01", "2026-01-01");
        dossier(Optional.empty(), "2026-01-01", "2026-12-31");

        assertThat(certified(Environment.PRODUCTION)).isInstanceOf(Lacking.class);
        assertThat(certified(Environment.TEST)).isInstanceOf(Met.class);
    }

    @Test
    void nothingOrOnlyADossierToComeIsRefused() {
        assertThat(certified(Environment.PRODUCTION)).isInstanceOf(Contradicted.class);
        assertThat(certified(Environment.TEST)).isInstanceOf(Contradicted.class);

        dossier(Optional.empty(), "2026-03-02", "2026-12-31");
        assertThat(certified(Environment.PRODUCTION)).isInstanceOf(Contradicted.class);
        assertThat(certified(Environment.TEST)).isInstanceOf(Contradicted.class);
    }

    @ParameterizedTest
    @CsvSource({
        "NO, true, true, Met",
        "NO, false, true, Lacking",
        "NO, true, false, Lacking",
        "NO, false, false, Lacking",
        "YES, false, false, NotApplicable",
        "UNKNOWN, true, true, Undetermined"
    })
    void anyOtherAssetIsAttestedByItsHolderAndItsSecurityOfficer(
            Fact privateSupplier, boolean holder, boolean security, String verdict) {
        Verdict judged =
                new EveryOtherAssetIsAttested()
                        .judge(
                                new EveryOtherAssetIsAttested.Facts(
                                        "adt", privateSupplier, holder, security));

        assertThat(judged.getClass().getSimpleName()).isEqualTo(verdict);
        if (judged instanceof Lacking) {
            assertThat(judged.citations())
                    .extracting(Citation::article)
                    .hasSize((holder ? 0 : 1) + (security ? 0 : 1));
        }
        assertThat(judged)
                .isInstanceOfAny(Met.class, Lacking.class, NotApplicable.class, Undetermined.class);
    }
}
