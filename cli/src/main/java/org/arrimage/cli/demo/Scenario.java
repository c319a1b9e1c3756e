// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.demo;

import org.arrimage.cli.demo.Ledger.About;

import java.io.IOException;
import java.util.List;

/**
 * The scenes in their order. A scene that fails as a whole is one expectation that did not hold,
 * and the next one plays.
 */
final class Scenario {

    private static final List<String> ROUTES =
            List.of(
                    "resultats-vers-dossier-regional",
                    "identite-pour-suivi",
                    "suivi-vers-hopital",
                    "admissions-en-phase",
                    "admissions-vers-dossier-regional");

    /** A scene. */
    @FunctionalInterface
    private interface Scene {
        void play() throws IOException, InterruptedException;
    }

    private final Stage stage;
    private final Ledger ledger;

    Scenario(Stage stage, Ledger ledger) {
        this.stage = stage;
        this.ledger = ledger;
    }

    void play() throws InterruptedException {
        var exchange = new ExchangeScenes(stage, ledger);
        var door = new DoorScenes(stage, ledger);
        var governance = new GovernanceScenes(stage, ledger);
        scene("network", this::network);
        scene("uc1", exchange::resultsOutward);
        scene("uc2", exchange::queryInward);
        scene("uc3", exchange::keptInStep);
        scene("door", door::refusedAtTheDoor);
        scene("parked", door::parked);
        scene("g11", governance::samePersonTwice);
        scene("version", governance::newVersion);
        scene("crash", new CrashScene(stage, ledger)::killed);
        scene("lapse", governance::lapseAndRenewal);
    }

    private void network() throws IOException {
        stage.facts("facts.yaml");
        boolean cleared = true;
        for (String route : ROUTES) {
            stage.give(route);
            cleared &= stage.state(route).equals("CLEARED");
        }
        ledger.check(
                new About(
                        "network-cleared",
                        "",
                        "SNDE-5.1",
                        "Cinq routes sont autorisées : certificats, demandes, analyses de risques"
                                + " et signatures y sont.",
                        "Five routes are cleared: certificates, requests, risk analyses and"
                                + " signatures are on file."),
                cleared,
                ROUTES.size() + " routes");
    }

    private void scene(String name, Scene scene) throws InterruptedException {
        try {
            scene.play();
        } catch (IOException | RuntimeException e) {
            ledger.check(
                    new About(
                            name + "-scene",
                            "",
                            "",
                            "La scène « %s » va jusqu’au bout.".formatted(name),
                            "The scene \"%s\" runs to its end.".formatted(name)),
                    false,
                    e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
