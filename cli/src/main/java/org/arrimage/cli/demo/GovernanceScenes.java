// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.demo;

import org.arrimage.cli.demo.Ledger.About;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Routes that stop when the governance they rest on does not hold, and go on once it does again.
 */
final class GovernanceScenes {

    private static final String FOLLOW_UP = "suivi-vers-hopital";
    private static final String DISCHARGES = "conges-vers-clinique";

    /** The day after the certificate's last day, at noon UTC. */
    private static final Instant LAPSED = Instant.parse("2027-03-01T17:00:00Z");

    private final Stage stage;
    private final Ledger ledger;

    GovernanceScenes(Stage stage, Ledger ledger) {
        this.stage = stage;
        this.ledger = ledger;
    }

    /** G11: one person signed for security and for privacy. */
    void samePersonTwice() throws IOException {
        JsonNode given = stage.give(DISCHARGES);
        JsonNode gate = stage.gate(DISCHARGES, "G11");
        ledger.check(
                new About(
                        "g11-held",
                        "",
                        "CYB-NOTE-1",
                        "Une route où la même personne signe deux rôles n’est pas mise en service.",
                        "A route where one person signs two roles is not put into service."),
                !given.path("activated").asBoolean(true)
                        && gate.path("state").asString("").equals("HELD")
                        && cites(gate, "CYB-NOTE-1"),
                "G11 " + gate.path("state").asString("-"));
        try (MllpSource admissions = stage.source("adt")) {
            MllpSource.Answer refused =
                    admissions.send(Hl7.discharge("DIS0001", Person.ALL.get(2)));
            stage.facts("third-signature.yaml");
            boolean activated =
                    stage.give(DISCHARGES).path("activated").asBoolean(false)
                            && stage.state(DISCHARGES).equals("CLEARED");
            MllpSource.Answer accepted =
                    admissions.send(Hl7.discharge("DIS0002", Person.ALL.get(2)));
            boolean delivered = Patience.until(() -> stage.clinic.controls().contains("DIS0002"));
            ledger.check(
                    new About(
                            "g11-released",
                            "UC3",
                            "CYB-NOTE-1",
                            "Une troisième personne signe : la route entre en service et livre.",
                            "A third person signs: the route enters service and delivers."),
                    !refused.accepted()
                            && activated
                            && accepted.accepted()
                            && delivered
                            && !stage.clinic.controls().contains("DIS0001"),
                    refused.brief() + " · " + accepted.brief());
        }
    }

    /** SNDE-5.1: the certificate is bound to the exact version. */
    void newVersion() throws IOException {
        try (MllpSource application = stage.source("suivi")) {
            MllpSource.Answer first =
                    application.send(Hl7.result("SUIVI", "SUI0001", Person.ALL.get(1), "5.8"));
            boolean delivered =
                    first.accepted()
                            && Patience.until(
                                    () -> stage.hospitalRecord.controls().contains("SUI0001"));
            stage.facts("version-430.yaml");
            boolean held = Patience.until(() -> stage.state(FOLLOW_UP).equals("HELD"));
            JsonNode gate = stage.gate(FOLLOW_UP, "G4");
            MllpSource.Answer kept =
                    application.send(Hl7.result("SUIVI", "SUI0002", Person.ALL.get(1), "5.9"));
            boolean silent =
                    Patience.never(
                            DoorScenes.SILENCE,
                            () -> stage.hospitalRecord.controls().contains("SUI0002"));
            ledger.check(
                    new About(
                            "version-held",
                            "UC2",
                            "SNDE-5.1",
                            "L’application passe à la version 4.3.0 : son certificat vise la 4.2.0,"
                                    + " la route est retenue.",
                            "The application moves to version 4.3.0: its certificate is for 4.2.0,"
                                    + " the route is held."),
                    delivered && held && kept.accepted() && silent && cites(gate, "SNDE-5.1"),
                    "G4 " + gate.path("state").asString("-") + " · " + kept.brief());
            stage.facts("certificate-430.yaml");
            boolean released =
                    Patience.until(() -> stage.hospitalRecord.controls().contains("SUI0002"));
            ledger.check(
                    new About(
                            "version-released",
                            "UC2",
                            "SNDE-5.1",
                            "Le certificat de la 4.3.0 est inscrit : la route reprend et livre ce"
                                    + " qui attendait.",
                            "The certificate of 4.3.0 is recorded: the route goes on and delivers"
                                    + " what waited."),
                    released && stage.state(FOLLOW_UP).equals("CLEARED"),
                    stage.state(FOLLOW_UP));
        }
    }

    /** A year later: the certificate has lapsed; then it is renewed. */
    void lapseAndRenewal() throws IOException {
        stage.moveClock(LAPSED);
        boolean held = Patience.until(() -> stage.state(FOLLOW_UP).equals("HELD"));
        JsonNode gate = stage.gate(FOLLOW_UP, "G4");
        List<String> sent = new ArrayList<>();
        boolean accepted = true;
        try (MllpSource application = stage.source("suivi")) {
            for (int i = 0; i < 6; i++) {
                String control = "SUI1%03d".formatted(i + 1);
                accepted &=
                        application
                                .send(Hl7.result("SUIVI", control, Person.ALL.get(i % 2), "6." + i))
                                .accepted();
                sent.add(control);
            }
        }
        boolean silent =
                Patience.never(
                        DoorScenes.SILENCE,
                        () -> stage.hospitalRecord.controls().stream().anyMatch(sent::contains));
        ledger.check(
                new About(
                        "lapse-held",
                        "UC2",
                        "SNDE-5.1",
                        "Le lendemain de l’échéance du certificat, la route est retenue.",
                        "The day after the certificate's end, the route is held."),
                held && cites(gate, "SNDE-5.1"),
                "G4 " + gate.path("state").asString("-"));
        ledger.check(
                new About(
                        "lapse-kept-not-delivered",
                        "UC2",
                        "SNDE-5.1",
                        "Retenue, la route accepte et garde les messages, et n’en livre aucun.",
                        "While held, the route accepts and keeps messages, and delivers none."),
                accepted && silent && lag() == sent.size(),
                "lag " + lag());
        JsonNode reason = gate.path("reason");
        ledger.check(
                new About(
                        "lapse-explained",
                        "UC2",
                        "SNDE-5.1",
                        "L’article et la raison sont montrés en français et en anglais.",
                        "The article and the reason are shown in French and in English."),
                reason.path("fr").asString("").contains("app-suivi")
                        && reason.path("en").asString("").contains("app-suivi")
                        && !reason.path("fr").equals(reason.path("en")),
                reason.path("fr").asString("-"));
        queryWhileHeld();
        renewal(sent);
    }

    /** A query is never stored for later: it has its answer at once. */
    private void queryWhileHeld() throws IOException {
        int asked = stage.index.received().size();
        long start = System.nanoTime();
        try (MllpSource application = stage.source("suivi-questions")) {
            MllpSource.Answer answer =
                    application.send(Hl7.query("QRY0002", Person.ALL.getFirst()));
            double seconds = (System.nanoTime() - start) / 1e9;
            ledger.check(
                    new About(
                            "lapse-query-answered",
                            "UC2",
                            "SNDE-5.1",
                            "Une question sur une route retenue reçoit tout de suite un refus"
                                    + " motivé, et n’est jamais posée plus tard.",
                            "A query on a held route is refused at once with the reason, and is"
                                    + " never asked later."),
                    !answer.accepted()
                            && answer.control().equals("QRY0002")
                            && new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8)
                                    .contains("SNDE-5.1")
                            && seconds < 5
                            && stage.index.received().size() == asked,
                    answer.brief());
        }
    }

    private void renewal(List<String> sent) throws IOException {
        stage.facts("renewal.yaml");
        boolean arrived = Patience.until(() -> stage.hospitalRecord.controls().containsAll(sent));
        List<String> arrivals =
                stage.hospitalRecord.controls().stream().filter(sent::contains).toList();
        ledger.check(
                new About(
                        "renewal-released",
                        "UC2",
                        "SNDE-5.1",
                        "Le certificat renouvelé libère la route; l’arriéré part en entier, une"
                                + " fois, dans l’ordre.",
                        "The renewed certificate releases the route; the whole backlog leaves,"
                                + " once, in order."),
                arrived && arrivals.size() == sent.size() && Order.kept(arrivals, sent, 2),
                arrivals.size() + "/" + sent.size());
        try (MllpSource application = stage.source("suivi-questions")) {
            MllpSource.Answer answer =
                    application.send(Hl7.query("QRY0003", Person.ALL.getFirst()));
            ledger.check(
                    new About(
                            "renewal-query",
                            "UC2",
                            "SNDE-5.1",
                            "Les questions ont de nouveau leur réponse.",
                            "Queries have their answer again."),
                    answer.accepted() && Hl7.field(answer.body(), "MSH", 9).startsWith("RSP^K22"),
                    answer.brief());
        }
    }

    private long lag() throws IOException {
        return stage.route(FOLLOW_UP).path("destinations").path(0).path("lag").asLong(-1);
    }

    private static boolean cites(JsonNode gate, String article) {
        for (JsonNode cited : gate.path("articles")) {
            if (cited.asString("").equals(article)) {
                return true;
            }
        }
        return false;
    }
}
