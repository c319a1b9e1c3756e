// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.cli.server.ServerClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;

import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** The keys of what is kept at rest: which are in use, new ones, and their separate backup. */
@Command(name = "keys")
final class KeysCommand implements Callable<Integer> {

    private final Screen screen;

    @Spec private CommandSpec spec = CommandSpec.create();

    KeysCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        screen.print(spec.commandLine().getUsageMessage().stripTrailing());
        return Exit.DONE;
    }

    /** Shows which keys a running service uses; never a key. */
    @Command(name = "status")
    static final class Status implements Callable<Integer> {

        private final Screen screen;

        @Mixin private OutputOptions output = new OutputOptions();

        @Mixin private ServiceOptions service = new ServiceOptions();

        Status(Screen screen) {
            this.screen = screen;
        }

        @Override
        public Integer call() throws Exception {
            try (ServerClient client = service.client(screen)) {
                show(
                        screen,
                        output,
                        ServiceOptions.expect(screen, client.get("/api/v1/keys")).body());
            }
            return Exit.DONE;
        }
    }

    /** Has a running service make a new data key, or wrap every key with the next KEK. */
    @Command(name = "rotate")
    static final class Rotate implements Callable<Integer> {

        private final Screen screen;

        @Option(names = "--kek", descriptionKey = "keys.kek")
        private boolean kek;

        @Mixin private OutputOptions output = new OutputOptions();

        @Mixin private ServiceOptions service = new ServiceOptions();

        Rotate(Screen screen) {
            this.screen = screen;
        }

        @Override
        public Integer call() throws Exception {
            try (ServerClient client = service.client(screen)) {
                String path = kek ? "/api/v1/keys/kek" : "/api/v1/keys/data-key";
                ServerClient.Answer answer = client.post(path, "application/json", new byte[0]);
                show(screen, output, ServiceOptions.expect(screen, answer).body());
            }
            if (kek) {
                screen.remark("keys.rotated.save");
            }
            return Exit.DONE;
        }
    }

    private static void show(Screen screen, OutputOptions output, JsonNode keys) {
        if (output.json) {
            screen.json(keys);
            return;
        }
        JsonNode kek = keys.path("kek");
        screen.say(
                "keys.status.kek",
                kek.path("number").asInt(0),
                kek.path("fingerprint").asString(""),
                kek.path("since").asString(""),
                kek.path("place").asString(""));
        JsonNode sealing = keys.path("dataKey");
        screen.say(
                "keys.status.dataKey",
                sealing.path("id").asInt(0),
                sealing.path("since").asString(""),
                sealing.path("sealed").asLong(0),
                keys.path("dataKeys").asInt(0));
        if (!keys.path("olderKeks").isEmpty()) {
            screen.say(
                    "keys.status.older",
                    keys.path("olderKeks")
                            .valueStream()
                            .map(older -> "kek-" + older.path("number").asInt(0))
                            .collect(Collectors.joining(", ")));
        }
    }
}
