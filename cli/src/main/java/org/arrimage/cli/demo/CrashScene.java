// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.demo;

import org.arrimage.cli.demo.Ledger.About;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** The service's process is killed in the middle of traffic and started again. */
final class CrashScene {

    private static final int MESSAGES = 60;
    private static final int KILLED_AFTER = 25;
    private static final int PEOPLE = 3;

    private final Stage stage;
    private final Ledger ledger;

    CrashScene(Stage stage, Ledger ledger) {
        this.stage = stage;
        this.ledger = ledger;
    }

    /**
     * What the sender knows to be accepted must arrive; what it does not know it sends again, as a
     * sender does.
     */
    void killed() throws IOException, InterruptedException {
        List<String> sent = new ArrayList<>();
        boolean resumed = true;
        try (MllpSource admissions = stage.source("adt")) {
            for (int i = 0; i < MESSAGES; i++) {
                String control = "CRA%04d".formatted(i + 1);
                byte[] message = Hl7.admission("A08", control, Person.ALL.get(i % PEOPLE));
                if (i == KILLED_AFTER) {
                    stage.kill();
                    stage.restart();
                }
                resumed &= sendUntilAnswered(admissions, message);
                sent.add(control);
            }
        }
        boolean arrived =
                Patience.until(() ->
                        stage.pharmacy.controls().containsAll(sent)
                                && stage.clinic.controls().containsAll(sent)
                                && sent.stream().allMatch(stage.regional::sawText));
        ledger.check(
                new About(
                        "crash-nothing-lost",
                        "UC3",
                        "",
                        "Le service est tué (SIGKILL) en plein trafic puis redémarré : rien de ce"
                                + " qui fut accepté n’est perdu.",
                        "The service is killed (SIGKILL) in full traffic and restarted: nothing"
                                + " that was accepted is lost."),
                resumed && arrived,
                missing(stage.pharmacy.controls(), sent)
                        + " · "
                        + missing(stage.clinic.controls(), sent)
                        + " perdus/lost");
        ledger.check(
                new About(
                        "crash-in-order",
                        "UC3",
                        "SNDE-3-UC3",
                        "L’ordre de chaque personne a survécu à la coupure dans les trois"
                                + " systèmes.",
                        "Each person's order survived the cut in the three systems."),
                Order.kept(stage.pharmacy.controls(), sent, PEOPLE)
                        && Order.kept(stage.clinic.controls(), sent, PEOPLE)
                        && Order.rising(stage.regional.order(sent), PEOPLE),
                duplicates(stage.pharmacy.controls())
                        + " · "
                        + duplicates(stage.clinic.controls())
                        + " doubles/duplicates");
    }

    /**
     * A connection that broke with the process shows at the next message; the message is sent again
     * on a new one.
     */
    private static boolean sendUntilAnswered(MllpSource source, byte[] message) throws IOException {
        return Patience.until(() -> {
            try {
                return source.send(message).accepted();
            } catch (IOException e) {
                return false;
            }
        });
    }

    private static long missing(List<String> arrived, List<String> sent) {
        return sent.stream().filter(control -> !arrived.contains(control)).count();
    }

    private static int duplicates(List<String> arrived) {
        return arrived.size() - new LinkedHashSet<>(arrived).size();
    }
}
