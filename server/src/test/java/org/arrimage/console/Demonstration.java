// SPDX-License-Identifier: Apache-2.0
package org.arrimage.console;

import org.arrimage.rulebook.Citation;
import org.arrimage.rulebook.Clearance;
import org.arrimage.rulebook.GateId;
import org.arrimage.rulebook.GateResult;
import org.arrimage.rulebook.State;
import org.arrimage.rulebook.Text;
import org.arrimage.rulebook.Verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A network that lives a little each time it is looked at: every state, and long names. */
final class Demonstration implements ExchangeView {
    static final Instant NOW = Instant.parse("2026-03-02T13:30:00Z");

    private final AtomicLong looked = new AtomicLong();

    @Override
    public Snapshot snapshot() {
        long n = looked.incrementAndGet();
        var routes =
                List.of(
                        route(
                                "lab-results-to-regional-record",
                                "Résultats de laboratoire vers le dossier régional",
                                "Laboratory results to the regional record",
                                "UC1",
                                State.CLEARED,
                                "sil-chum",
                                n * 12,
                                end("dossier-regional", n * 12, n % 3, 0, false)),
                        route(
                                "admissions-to-pharmacy",
                                "Admissions vers la pharmacie et l’imagerie",
                                "Admissions to pharmacy and imaging",
                                "UC3",
                                State.CLEARED,
                                "adt-chum",
                                n * 31,
                                end("pharmacie-centrale", n * 31 - 3, 3, 0, false),
                                end("ris-externe", n * 20, n * 11, 2, true)),
                        route(
                                "imaging-reports",
                                "Rapports d’imagerie d’un fournisseur privé",
                                "Imaging reports from a private supplier",
                                "UC2",
                                State.HELD,
                                "ris-externe",
                                118,
                                end("dossier-regional", 96, 22, 0, false)),
                        route(
                                "home-monitoring",
                                "Télésurveillance à domicile",
                                "Home monitoring devices",
                                "UC5",
                                State.CLEARED,
                                "passerelle-domicile",
                                n * 4,
                                end("dossier-regional", n * 4, 0, 0, false)),
                        route(
                                "unlisted-hub",
                                "Échange avec un actif non certifié",
                                "Exchange with an uncertified asset",
                                "UC4",
                                State.REFUSED,
                                "clinique-app",
                                0,
                                end("adt-chum", 0, 0, 0, false)));
        return new Snapshot(
                new Snapshot.About(
                        "0.1.0",
                        NOW.minus(Duration.ofHours(3)),
                        NOW.plusSeconds(n),
                        "PostgreSQL 18.6",
                        true),
                List.of(
                        party("sil-chum", "SIL du CHUM", "CHUM laboratory system", true),
                        party("adt-chum", "Admissions et départs du CHUM", "CHUM admissions", true),
                        party("pharmacie-centrale", "Pharmacie centrale", "Central pharmacy", true),
                        party(
                                "dossier-regional",
                                "Dossier de santé régional",
                                "Regional health record",
                                true),
                        party(
                                "ris-externe",
                                "Imagerie Médicale du Nord-Ouest inc.",
                                "North-West Medical Imaging Inc.",
                                false),
                        party(
                                "passerelle-domicile",
                                "Passerelle à domicile",
                                "Home gateway",
                                false),
                        party(
                                "clinique-app",
                                "Application de la clinique",
                                "Clinic application",
                                false)),
                routes,
                messages(n),
                List.of(
                        new Snapshot.Told(
                                NOW.minusSeconds(900),
                                "imaging-reports",
                                new Text(
                                        "La route est retenue : le certificat de la version 4.2 a"
                                                + " pris fin.",
                                        "The route is held: the certificate of version 4.2"
                                                + " ended.")),
                        new Snapshot.Told(
                                NOW.minusSeconds(86_400),
                                "admissions-to-pharmacy",
                                new Text(
                                        "La certification prend fin dans 30 jours.",
                                        "The certification ends in 30 days."))),
                List.of(
                        new Snapshot.Parked(
                                "admissions-to-pharmacy",
                                "ris-externe",
                                "019c8b2e-4c11-7a02-9f3e-6b1f0a2c7d10",
                                NOW.minusSeconds(4000),
                                new Text(
                                        "La destination a refusé le message (AR).",
                                        "The destination refused the message (AR)."))),
                List.of(
                        new Snapshot.Quarantined(
                                "019c8b2f-0f7a-7d31-8c44-1f2e3d4c5b6a",
                                Optional.of("clinique-app"),
                                NOW.minusSeconds(300),
                                2_480,
                                "HL7-102",
                                new Text(
                                        "Le premier segment n’est pas MSH.",
                                        "The first segment is not MSH."))),
                1);
    }

    private static Snapshot.Party party(String id, String fr, String en, boolean internal) {
        return new Snapshot.Party(
                id,
                new Text(fr, en),
                internal
                        ? new Text(
                                "Centre hospitalier de l’Université", "University hospital centre")
                        : new Text("Fournisseur privé", "Private supplier"),
                internal);
    }

    private static Snapshot.Destination end(
            String asset, long delivered, long lag, long parked, boolean waiting) {
        return new Snapshot.Destination(
                asset, "mllp://127.0.0.1:2601", lag, delivered, parked, waiting);
    }

    private static Snapshot.Route route(
            String id,
            String fr,
            String en,
            String useCase,
            State state,
            String source,
            long accepted,
            Snapshot.Destination... ends) {
        return new Snapshot.Route(
                id,
                new Text(fr, en),
                useCase,
                state == State.CLEARED,
                clearance(state),
                source,
                "127.0.0.1:2575",
                accepted,
                0,
                List.of(ends));
    }

    private static Clearance clearance(State state) {
        var until = NOW.plus(Duration.ofDays(41)).plusSeconds(11_000);
        var gates = new ArrayList<GateResult>();
        gates.add(
                gate(
                        GateId.G4,
                        state,
                        state == State.CLEARED ? Optional.of(until) : Optional.empty(),
                        "SNDE-5.1",
                        "SNDE-5.2"));
        gates.add(gate(GateId.G5, State.CLEARED, Optional.empty(), "SNDE-6.1"));
        gates.add(
                gate(
                        GateId.G7,
                        State.CLEARED,
                        Optional.of(NOW.plus(Duration.ofDays(5))),
                        "SNDE-5.2c",
                        "CYB-4.1"));
        gates.add(
                gate(
                        GateId.G11,
                        State.CLEARED,
                        Optional.of(NOW.plus(Duration.ofDays(300))),
                        "SNDE-6.3"));
        return new Clearance(
                state, state == State.CLEARED ? Optional.of(until) : Optional.empty(), gates);
    }

    private static GateResult gate(
            GateId id, State state, Optional<Instant> until, String... articles) {
        var citations =
                java.util.Arrays.stream(articles)
                        .map(a -> new Citation(a, "SNDE-interconnexion", "90-94"))
                        .toList();
        Verdict verdict =
                switch (state) {
                    case CLEARED ->
                            new Verdict.Met(
                                    citations,
                                    "CERT-2025-0417 (v4.2)",
                                    new Text(
                                            "La preuve exigée est au dossier et vaut aujourd’hui.",
                                            "The evidence asked for is on file and counts today."));
                    case HELD ->
                            new Verdict.Lacking(
                                    citations,
                                    "CERTIFICATE",
                                    new Text(
                                            "Le certificat de cette version exacte du produit a"
                                                    + " pris fin.",
                                            "The certificate of this exact product version"
                                                    + " ended."));
                    case REFUSED ->
                            new Verdict.Contradicted(
                                    citations,
                                    new Text(
                                            "Un actif d’un fournisseur privé doit être certifié"
                                                    + " avant d’échanger.",
                                            "An asset of a private supplier is certified before it"
                                                    + " exchanges."));
                };
        return new GateResult(id, state, until, List.of(verdict));
    }

    private static List<Snapshot.Message> messages(long n) {
        var latest = new ArrayList<Snapshot.Message>();
        for (int i = 0; i < 14; i++) {
            long k = n * 14 - i;
            latest.add(
                    new Snapshot.Message(
                            "019c8b30-%04x-7%03x-8c44-%012x"
                                    .formatted(k & 0xffff, k & 0xfff, k * 7919),
                            i % 2 == 0 ? "adt-chum" : "sil-chum",
                            i % 2 == 0 ? "ADT^A08" : "ORU^R01",
                            NOW.plusSeconds(n).minusMillis(i * 83L),
                            1_900 + i * 37L,
                            i % 2 == 0
                                    ? List.of(
                                            new Snapshot.Ending(
                                                    "admissions-to-pharmacy",
                                                    "pharmacie-centrale",
                                                    i == 0
                                                            ? Snapshot.Outcome.WAITING
                                                            : Snapshot.Outcome.DELIVERED),
                                            new Snapshot.Ending(
                                                    "admissions-to-pharmacy",
                                                    "ris-externe",
                                                    i == 4
                                                            ? Snapshot.Outcome.PARKED
                                                            : Snapshot.Outcome.WAITING))
                                    : List.of(
                                            new Snapshot.Ending(
                                                    "lab-results-to-regional-record",
                                                    "dossier-regional",
                                                    Snapshot.Outcome.DELIVERED))));
        }
        return latest;
    }
}
