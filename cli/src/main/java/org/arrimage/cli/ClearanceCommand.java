// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.rulebook.Citation;
import org.arrimage.rulebook.Clearance;
import org.arrimage.rulebook.ClearanceJson;
import org.arrimage.rulebook.Examples;
import org.arrimage.rulebook.GateKeeper;
import org.arrimage.rulebook.GateResult;
import org.arrimage.rulebook.LocalDays;
import org.arrimage.rulebook.RouteFactsReader;
import org.arrimage.rulebook.State;
import org.arrimage.rulebook.Unusable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Decides, offline, whether the route of each facts file may run, gate by gate. */
@Command(name = "clearance")
final class ClearanceCommand implements Callable<Integer> {

    private record Decided(Path file, Clearance clearance) {}

    private final Screen screen;

    @Parameters(paramLabel = "FACTS", arity = "0..*", descriptionKey = "clearance.files")
    private List<Path> files = List.of();

    @Option(names = "--at", paramLabel = "INSTANT", descriptionKey = "clearance.at")
    private Optional<String> at = Optional.empty();

    @Option(names = "--example", descriptionKey = "clearance.example")
    private boolean example;

    @Option(names = "--schema", descriptionKey = "clearance.schema")
    private boolean schema;

    @Mixin private OutputOptions output = new OutputOptions();

    ClearanceCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        if (example || schema) {
            screen.print((example ? Examples.facts() : Examples.factsSchema()).stripTrailing());
            return Exit.DONE;
        }
        if (files.isEmpty()) {
            throw Failure.unusable(screen.text("clearance.noFile"));
        }
        Instant instant = instant();
        boolean unusable = false;
        List<Decided> decisions = new ArrayList<>();
        for (Path file : files) {
            try {
                decisions.add(
                        new Decided(
                                file,
                                GateKeeper.decide(RouteFactsReader.read(bytes(file)), instant)));
            } catch (Unusable e) {
                unusable = true;
                screen.remark(
                        "clearance.unusable",
                        file,
                        e.path(),
                        e.line(),
                        e.value(),
                        screen.language().choose(e.expectation().fr(), e.expectation().en()));
            }
        }
        show(decisions, instant);
        boolean allCleared = decisions.stream().allMatch(decided -> decided.clearance().cleared());
        return unusable ? Exit.UNUSABLE : allCleared ? Exit.DONE : Exit.NO;
    }

    private static byte[] bytes(Path file) throws IOException {
        return file.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(file);
    }

    /** A day stands for its first instant in Québec; nothing named means now. */
    private Instant instant() {
        if (at.isEmpty()) {
            return Clock.systemUTC().instant();
        }
        try {
            String text = at.get();
            return text.length() == 10
                    ? LocalDays.startOf(LocalDate.parse(text))
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw Failure.unusable(screen.text("clearance.badInstant", at.get()));
        }
    }

    private void show(List<Decided> decisions, Instant instant) {
        if (output.json) {
            screen.json(decisions.stream().map(decided -> json(decided, instant)).toList());
            return;
        }
        for (Decided decided : decisions) {
            Clearance clearance = decided.clearance();
            screen.print(
                    "%s  %s%s"
                            .formatted(
                                    decided.file(),
                                    word(clearance.state()),
                                    until(clearance.until())));
            clearance.gates().forEach(this::showGate);
        }
    }

    private void showGate(GateResult gate) {
        String articles =
                String.join(", ", gate.citations().stream().map(Citation::article).toList());
        screen.print(
                "  %-4s %s%s  %s  [%s]"
                        .formatted(
                                gate.gate(),
                                word(gate.state()),
                                until(gate.until()),
                                screen.language().choose(gate.reason().fr(), gate.reason().en()),
                                articles));
    }

    private String word(State state) {
        Screen.Tone tone =
                state == State.CLEARED
                        ? Screen.Tone.GOOD
                        : state == State.HELD ? Screen.Tone.WARNING : Screen.Tone.BAD;
        return screen.tone(tone, screen.text("state." + state.name()));
    }

    private String until(Optional<Instant> until) {
        return until.map(instant -> " → " + LocalDays.dayOf(instant)).orElse("");
    }

    private static ObjectNode json(Decided decided, Instant instant) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("file", decided.file().toString());
        object.put("at", instant.toString());
        object.setAll(ClearanceJson.of(decided.clearance()));
        return object;
    }
}
