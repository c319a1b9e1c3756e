// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.cli.server.ServerAddress;
import org.arrimage.cli.server.ServerClient;

import picocli.CommandLine.Option;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;

/** Which running service an online command speaks to. */
final class ServiceOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            descriptionKey = "option.data",
            defaultValue = "${env:ARRIMAGE_DATA:-arrimage-data}")
    Path data = Path.of("arrimage-data");

    /**
     * A client of the service whose data folder was named; fails with what to do when none runs.
     */
    ServerClient client(Screen screen) {
        ServerAddress address =
                ServerAddress.read(data)
                        .orElseThrow(() ->
                                Failure.no(screen.text("error.noService", data.toAbsolutePath())));
        return new ServerClient(address);
    }

    /** Posts a file's bytes to the service; the answer, or a failure that says what it said. */
    static JsonNode post(Screen screen, ServerClient client, String path, Path file, byte[] bytes)
            throws IOException {
        return expect(screen, client.post(path, ServerClient.mediaType(file.toString()), bytes))
                .body();
    }

    /** The same, with a PUT. */
    static JsonNode put(Screen screen, ServerClient client, String path, Path file, byte[] bytes)
            throws IOException {
        return expect(screen, client.put(path, ServerClient.mediaType(file.toString()), bytes))
                .body();
    }

    /** Turns an answer that is not a success into a failure that says what the service said. */
    static ServerClient.Answer expect(Screen screen, ServerClient.Answer answer) {
        if (answer.done()) {
            return answer;
        }
        String sentence =
                screen.text(
                        "error.service", answer.problem(screen.language().code()), answer.code());
        throw answer.status() >= 500
                ? Failure.ours(sentence)
                : answer.status() == 422 ? Failure.unusable(sentence) : Failure.no(sentence);
    }
}
