// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.demo;

import org.arrimage.cli.demo.Ledger.About;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Messages that flow: translated outward, asked inward, kept in step in three systems. */
final class ExchangeScenes {

    private final Stage stage;
    private final Ledger ledger;

    ExchangeScenes(Stage stage, Ledger ledger) {
        this.stage = stage;
        this.ledger = ledger;
    }

    /**
     * UC1: a laboratory result becomes FHIR, and the record's own answer goes back to the
     * laboratory.
     */
    void resultsOutward() throws IOException {
        Person person = Person.ALL.getFirst();
        try (MllpSource laboratory = stage.source("labo")) {
            MllpSource.Answer answer =
                    laboratory.send(Hl7.result("LABO", "LAB0001", person, "5.4"));
            boolean there = stage.regional.count("Observation", "2345-7") > 0;
            ledger.check(
                    new About(
                            "uc1-translated",
                            "UC1",
                            "SNDE-3-UC1",
                            "Un résultat du laboratoire arrive au dossier régional, traduit en"
                                    + " FHIR.",
                            "A laboratory result reaches the regional record, translated to FHIR."),
                    there && stage.regional.transactions() == 1,
                    stage.regional.transactions()
                            + " transaction, "
                            + stage.regional.count("Observation", "2345-7")
                            + " Observation");
            ledger.check(
                    new About(
                            "uc1-answer-relayed",
                            "UC1",
                            "SNDE-3-UC1",
                            "Le laboratoire reçoit la réponse du dossier régional, pour son propre"
                                    + " message.",
                            "The laboratory receives the regional record's answer, for its own"
                                    + " message."),
                    answer.accepted() && answer.control().equals("LAB0001") && there,
                    answer.brief());
            ledger.check(
                    new About(
                            "uc1-accents",
                            "UC1",
                            "SNDE-3-UC1",
                            "Les accents et les noms vietnamiens ou composés arrivent intacts.",
                            "Accents, compound and Vietnamese names arrive intact."),
                    stage.regional.count("Patient", "Élodie") == 1 && vietnameseName(laboratory),
                    "Patient");
            refusalRelayed(laboratory);
        }
    }

    private boolean vietnameseName(MllpSource laboratory) throws IOException {
        return laboratory
                        .send(Hl7.result("LABO", "LAB0002", Person.ALL.getLast(), "6.1"))
                        .accepted()
                && stage.regional.count("Patient", "Nguyễn") == 1;
    }

    private void refusalRelayed(MllpSource laboratory) throws IOException {
        stage.regional.refuseNext(1);
        MllpSource.Answer refused =
                laboratory.send(Hl7.result("LABO", "LAB0003", Person.ALL.getFirst(), "5.0"));
        MllpSource.Answer next =
                laboratory.send(Hl7.result("LABO", "LAB0004", Person.ALL.getFirst(), "5.1"));
        ledger.check(
                new About(
                        "uc1-refusal-relayed",
                        "UC1",
                        "SNDE-3-UC1",
                        "Quand le dossier régional refuse, le laboratoire l’apprend tout de suite,"
                                + " et le message suivant passe.",
                        "When the regional record refuses, the laboratory learns it at once, and"
                                + " the next message passes."),
                !refused.accepted() && refused.control().equals("LAB0003") && next.accepted(),
                refused.brief() + " · " + next.brief());
    }

    /**
     * UC2: a supplier's application asks the hospital's index and has its answer on the same
     * connection.
     */
    void queryInward() throws IOException {
        try (MllpSource application = stage.source("suivi-questions")) {
            MllpSource.Answer answer =
                    application.send(Hl7.query("QRY0001", Person.ALL.getFirst()));
            ledger.check(
                    new About(
                            "uc2-request-answered",
                            "UC2",
                            "SNDE-3-UC2",
                            "L’application d’un fournisseur interroge l’index de l’hôpital et"
                                    + " reçoit le candidat trouvé.",
                            "A supplier's application asks the hospital's index and receives the"
                                    + " candidate found."),
                    answer.accepted()
                            && Hl7.field(answer.body(), "MSH", 9).startsWith("RSP^K22")
                            && Hl7.field(answer.body(), "QAK", 1).equals("Q-QRY0001")
                            && Hl7.field(answer.body(), "PID", 5).startsWith("Bélanger"),
                    Hl7.field(answer.body(), "MSH", 9) + " " + answer.brief());
            ledger.check(
                    new About(
                            "uc2-asked-once",
                            "UC2",
                            "SNDE-3-UC2",
                            "La question est posée une seule fois à l’index.",
                            "The index is asked only once."),
                    stage.index.received().size() == 1,
                    stage.index.received().size() + " QBP");
        }
    }

    /** UC3: the same admissions in three systems, in order, one of them in FHIR. */
    void keptInStep() throws IOException {
        List<String> sent = new ArrayList<>();
        boolean accepted = true;
        try (MllpSource admissions = stage.source("adt")) {
            for (int i = 0; i < 12; i++) {
                String control = "ADT%04d".formatted(i + 1);
                Person person = Person.ALL.get(i % 3);
                accepted &=
                        admissions
                                .send(Hl7.admission(i < 3 ? "A01" : "A08", control, person))
                                .accepted();
                sent.add(control);
            }
        }
        boolean everywhere =
                Patience.until(() ->
                        stage.pharmacy.controls().containsAll(sent)
                                && stage.clinic.controls().containsAll(sent)
                                && sent.stream().allMatch(stage.regional::sawText));
        ledger.check(
                new About(
                        "uc3-in-step",
                        "UC3",
                        "SNDE-3-UC3",
                        "Les mêmes 12 admissions arrivent à la pharmacie, à la clinique et, en"
                                + " FHIR, au dossier régional.",
                        "The same 12 admissions reach the pharmacy, the clinic and, in FHIR, the"
                                + " regional record."),
                accepted && everywhere,
                "%d · %d · %d"
                        .formatted(
                                stage.pharmacy.received().size(),
                                stage.clinic.received().size(),
                                stage.regional.order(sent).stream().filter(i -> i >= 0).count()));
        ledger.check(
                new About(
                        "uc3-in-order",
                        "UC3",
                        "SNDE-3-UC3",
                        "Dans chacun des trois systèmes, les messages d’une personne arrivent dans"
                                + " l’ordre, une seule fois.",
                        "In each of the three systems, a person's messages arrive in order, only"
                                + " once."),
                Order.kept(stage.pharmacy.controls(), sent, 3)
                        && Order.kept(stage.clinic.controls(), sent, 3)
                        && Order.rising(stage.regional.order(sent), 3)
                        && stage.pharmacy.received().size() == sent.size(),
                "3 × 4");
        String edited = stage.pharmacy.text("ADT0001");
        ledger.check(
                new About(
                        "uc3-edited",
                        "UC3",
                        "SNDE-3-UC3",
                        "La route change MSH-5 et MSH-6 et copie PID-3.1 dans PID-2; le reste passe"
                                + " intact.",
                        "The route changes MSH-5 and MSH-6 and copies PID-3.1 to PID-2; the rest"
                                + " passes untouched."),
                edited.contains("|EN-PHASE|RESEAU|")
                        && edited.contains("\rPID|1|100234|100234^^^HSE^MR|")
                        && edited.contains("Bélanger-Fictif^Élodie"),
                "ADT0001");
    }
}
