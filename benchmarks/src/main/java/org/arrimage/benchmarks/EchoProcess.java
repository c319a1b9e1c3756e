// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** {@link EchoLimit} in a process of its own, as the engine is. */
final class EchoProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final int port;

    EchoProcess(Path file) throws IOException {
        this.process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                EchoLimit.class.getName(),
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        this.output = process.inputReader(StandardCharsets.US_ASCII);
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the limit's process ended before it listened");
        }
        this.port = Integer.parseInt(line);
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        process.outputWriter(StandardCharsets.US_ASCII).close();
        output.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
