// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The packaged command, run to its end. */
final class CommandLine {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private CommandLine() {}

    /**
     * How a command ended.
     *
     * @param code its exit code
     * @param out what it printed as its result
     * @param said what it said besides
     */
    record Ended(int code, String out, String said) {
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    static Ended run(Object... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-jar");
        command.add(ROOT.resolve("cli/target/arrimage-cli.jar").toString());
        command.add("--lang=en");
        for (Object word : words) {
            command.add(word.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("ARRIMAGE_HOME", ROOT.toString());
        builder.environment().put("ARRIMAGE_JAVA_OPTIONS", "-Xmx256m");
        Process process = builder.start();
        process.getOutputStream().close();
        var said = new ArrayList<String>();
        Thread reading =
                Thread.ofVirtual()
                        .start(() ->
                                process.errorReader(StandardCharsets.UTF_8)
                                        .lines()
                                        .forEach(said::add));
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        reading.join();
        return new Ended(code, out, String.join("\n", said));
    }
}
