// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.cli.server.ServerAddress;
import org.arrimage.cli.server.ServerClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tools.jackson.databind.JsonNode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;

/**
 * Saves the key files of a data folder under a passphrase, whether the service runs or not: key
 * files are never changed, so a copy of them is always whole.
 */
@Command(name = "backup")
final class KeysBackupCommand implements Callable<Integer> {

    private final Screen screen;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            descriptionKey = "keys.backup.out")
    private Path out = Path.of("");

    @Mixin private PassphraseOptions passphrase = new PassphraseOptions();

    @Mixin private OutputOptions output = new OutputOptions();

    @Mixin private ServiceOptions service = new ServiceOptions();

    KeysBackupCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        if (Files.exists(out)) {
            throw Failure.unusable(screen.text("keys.backup.exists", out));
        }
        checkOrigin();
        SortedMap<String, String> keys = new KeyFiles(service.data, screen).read();
        checkNewest(keys);
        String madeAt =
                java.time.Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        char[] words = passphrase.choose(screen);
        KeyFiles.writePrivate(
                out, new KeyBackup(screen).seal(keys, madeAt, words, new SecureRandom()));
        if (output.json) {
            screen.json(
                    Map.of(
                            "file",
                            out.toString(),
                            "madeAt",
                            madeAt,
                            "keys",
                            List.copyOf(keys.keySet())));
        } else {
            screen.say("keys.backup.done", String.join(", ", keys.keySet()), out);
            screen.remark("keys.backup.apart");
        }
        return Exit.DONE;
    }

    /** A running service says whether these files are its keys at all. */
    private void checkOrigin() throws Exception {
        String origin = running().map(keys -> keys.path("origin").asString("")).orElse("data");
        if (!origin.equals("data")) {
            throw Failure.no(screen.text("keys.backup.elsewhere", origin));
        }
    }

    private void checkNewest(SortedMap<String, String> keys) throws Exception {
        Optional<String> newest =
                running().map(known -> "kek-" + known.path("kek").path("number").asInt(0));
        if (newest.isPresent() && !keys.containsKey(newest.get())) {
            throw Failure.no(screen.text("keys.backup.incomplete", newest.get(), service.data));
        }
    }

    private Optional<JsonNode> running() throws Exception {
        Optional<ServerAddress> address = ServerAddress.read(service.data);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        try (ServerClient client = new ServerClient(address.get())) {
            return Optional.of(ServiceOptions.expect(screen, client.get("/api/v1/keys")).body());
        }
    }
}
