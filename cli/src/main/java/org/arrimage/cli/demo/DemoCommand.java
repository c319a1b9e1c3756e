// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.demo;

import org.arrimage.cli.Exit;
import org.arrimage.cli.Screen;
import org.arrimage.cli.Serve;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * Plays the demonstration: one command on a fresh machine, and a whole governed network at work.
 */
@Command(name = "demo")
public final class DemoCommand implements Callable<Integer> {

    /** Pause between two messages of the gentle traffic that goes on after the scenario. */
    private static final long BREATH_NANOS = 2_000_000_000L;

    /** The machine form. */
    record Report(List<Expectation> expectations, long held, long failed) {}

    private final Screen screen;

    @Option(names = "--once", descriptionKey = "demo.once")
    private boolean once;

    @Option(names = "--json", descriptionKey = "option.json")
    private boolean json;

    public DemoCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        Path jar = Serve.serverJar(screen);
        screen.remark("demo.starting");
        try (Stage stage = Stage.open(jar, Serve.jvmOptions())) {
            screen.remark("demo.ready", stage.address().uri("/"));
            Report report = play(stage);
            if (!once) {
                screen.remark("demo.console", stage.address().uri("/"));
                traffic(stage);
            }
            if (System.getenv("ARRIMAGE_DEBUG") != null) {
                screen.remarkLine(Files.readString(stage.log()));
            }
            return report.failed() == 0 ? Exit.DONE : Exit.NO;
        }
    }

    private Report play(Stage stage) throws InterruptedException {
        var ledger = new Ledger(this::progress);
        new Scenario(stage, ledger).play();
        List<Expectation> all = ledger.expectations();
        long held = all.stream().filter(Expectation::held).count();
        var report = new Report(all, held, all.size() - held);
        if (json) {
            screen.json(report);
        } else {
            table(report);
        }
        return report;
    }

    private void progress(Expectation expectation) {
        screen.remarkLine(
                "%s %s  (%s)"
                        .formatted(mark(expectation), words(expectation), expectation.detail()));
    }

    private void table(Report report) {
        screen.print("");
        screen.print(screen.tone(Screen.Tone.STRONG, screen.text("demo.head")));
        for (Expectation expectation : report.expectations()) {
            screen.print(
                    "%s  %-24s %-4s %-11s %s"
                            .formatted(
                                    mark(expectation),
                                    expectation.id(),
                                    expectation.useCase(),
                                    expectation.article(),
                                    words(expectation)));
        }
        screen.say("demo.total", report.held(), report.failed());
    }

    private String mark(Expectation expectation) {
        return expectation.held()
                ? screen.tone(Screen.Tone.GOOD, "✓")
                : screen.tone(Screen.Tone.BAD, "✗");
    }

    private String words(Expectation expectation) {
        return screen.language().choose(expectation.what().fr(), expectation.what().en());
    }

    /** Until Ctrl-C, which ends the systems around in the middle of it. */
    private static void traffic(Stage stage) throws IOException {
        try {
            breathe(stage);
        } catch (IOException e) {
            if (!stage.isLeaving()) {
                throw e;
            }
        }
    }

    private static void breathe(Stage stage) throws IOException {
        try (MllpSource admissions = stage.source("adt");
                MllpSource laboratory = stage.source("labo")) {
            for (int i = 0; !stage.isLeaving(); i++) {
                Person person = Person.ALL.get(i % 3);
                admissions.send(Hl7.admission("A08", "VIE%06d".formatted(i), person));
                if (i % 3 == 0) {
                    laboratory.send(
                            Hl7.result("LABO", "RES%06d".formatted(i), person, "5." + i % 10));
                }
                LockSupport.parkNanos(BREATH_NANOS);
            }
        }
    }
}
