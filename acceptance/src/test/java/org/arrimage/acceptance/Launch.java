// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a server is started for a test: from the very jar, or fast; on which data; with what.
 *
 * @param data outlives the process
 * @param output what it prints is added here
 * @param program the words that name the program
 * @param virtualMachine what the virtual machine is given
 * @param arguments what the server is given
 */
record Launch(
        Path data,
        Path output,
        List<String> program,
        List<String> virtualMachine,
        List<String> arguments) {

    /** Only the compiler that is quick to start. */
    static final List<String> QUICK_COMPILER = List.of("-XX:TieredStopAtLevel=1");

    private static final String SCENARIO_CLOCK = "--arrimage.clock.start=2026-03-02T13:00:00Z";

    /** The jar as users start it. */
    static Launch jar(Path data) throws IOException {
        return launch(data, List.of("-jar", PackagedServer.jar().toString()));
    }

    /** The same program, started fast: for tests that start it often. */
    static Launch fast(Path data) throws IOException {
        return launch(data, PackagedServer.fastStart());
    }

    private static Launch launch(Path data, List<String> program) {
        return new Launch(
                data,
                data.resolve("server.out"),
                program,
                List.of("-Xmx512m"),
                List.of(
                        "--arrimage.data=" + data,
                        "--server.port=0",
                        SCENARIO_CLOCK,
                        PackagedServer.sharedPrograms()));
    }

    Launch with(String... more) {
        return new Launch(data, output, program, virtualMachine, join(arguments, List.of(more)));
    }

    Launch machine(List<String> more) {
        return new Launch(data, output, program, join(virtualMachine, more), arguments);
    }

    Launch heapMegabytes(int most) {
        return machine(List.of("-Xmx" + most + "m"));
    }

    /** Printing elsewhere than into the data folder. */
    Launch printingTo(Path file) {
        return new Launch(data, file, program, virtualMachine, arguments);
    }

    /** By the system's clock, not a scenario's. */
    Launch bySystemClock() {
        List<String> left =
                arguments.stream().filter(each -> !each.equals(SCENARIO_CLOCK)).toList();
        return new Launch(data, output, program, virtualMachine, left);
    }

    /** Starts and waits until it is ready. */
    ServerProcess start() throws IOException {
        return ServerProcess.start(this);
    }

    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(PackagedServer.java());
        command.addAll(virtualMachine);
        command.addAll(program);
        command.addAll(arguments);
        return command;
    }

    /**
     * Nothing of a patient, and no trace of a failure of ours, is in what the server and PostgreSQL
     * wrote.
     */
    void mustHaveKeptQuiet() throws IOException {
        assertThat(printed())
                .doesNotContain(LoadSenders.OF_A_PATIENT)
                .doesNotContain("\tat ", "OutOfMemoryError");
        assertThat(Files.readString(data.resolve("postgres/postgres.log")))
                .doesNotContain(LoadSenders.OF_A_PATIENT);
    }

    String printed() throws IOException {
        return Files.readString(output);
    }

    private static List<String> join(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
