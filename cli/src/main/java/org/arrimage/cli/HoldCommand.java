// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.cli.server.ServerClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Legal holds: what an asset sent is kept beyond its days until a person lets go. */
@Command(name = "hold")
final class HoldCommand implements Callable<Integer> {

    private static final String PATH = "/api/v1/holds";

    private final Screen screen;

    @Spec private CommandSpec spec = CommandSpec.create();

    HoldCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        screen.print(spec.commandLine().getUsageMessage().stripTrailing());
        return Exit.DONE;
    }

    private static void show(Screen screen, String key, JsonNode hold) {
        screen.say(
                key,
                hold.path("id").asInt(0),
                hold.path("asset").asString(""),
                hold.path("placedAt").asString(""),
                hold.path("placedBy").asString(""),
                hold.path("reason").asString(""));
    }

    /** Who places or releases a hold. */
    private static final class By {

        @Option(names = "--by", paramLabel = "NAME", descriptionKey = "hold.by")
        private Optional<String> name = Optional.empty();

        String name() {
            return name.orElse(System.getProperty("user.name", ""));
        }
    }

    /** Places a hold on what an asset sent and will send. */
    @Command(name = "set")
    static final class Set implements Callable<Integer> {

        private final Screen screen;

        @Parameters(paramLabel = "ASSET", descriptionKey = "hold.asset")
        private String asset = "";

        @Option(
                names = "--reason",
                paramLabel = "TEXT",
                required = true,
                descriptionKey = "hold.reason")
        private String reason = "";

        @Mixin private By by = new By();

        @Mixin private OutputOptions output = new OutputOptions();

        @Mixin private ServiceOptions service = new ServiceOptions();

        Set(Screen screen) {
            this.screen = screen;
        }

        @Override
        public Integer call() throws Exception {
            var asked = JsonMapper.shared().createObjectNode();
            asked.put("asset", asset);
            asked.put("reason", reason);
            asked.put("by", by.name());
            byte[] body = asked.toString().getBytes(StandardCharsets.UTF_8);
            try (ServerClient client = service.client(screen)) {
                ServerClient.Answer answer = client.post(PATH, "application/json", body);
                JsonNode hold = ServiceOptions.expect(screen, answer).body();
                if (output.json) {
                    screen.json(hold);
                } else {
                    show(screen, "hold.placed", hold);
                }
            }
            return Exit.DONE;
        }
    }

    /** Shows the holds in force. */
    @Command(name = "list")
    static final class InForce implements Callable<Integer> {

        private final Screen screen;

        @Mixin private OutputOptions output = new OutputOptions();

        @Mixin private ServiceOptions service = new ServiceOptions();

        InForce(Screen screen) {
            this.screen = screen;
        }

        @Override
        public Integer call() throws Exception {
            try (ServerClient client = service.client(screen)) {
                JsonNode holds = ServiceOptions.expect(screen, client.get(PATH)).body();
                if (output.json) {
                    screen.json(holds);
                    return Exit.DONE;
                }
                holds.forEach(hold -> show(screen, "hold.inForce", hold));
                screen.remark("message.total", holds.size());
            }
            return Exit.DONE;
        }
    }

    /** Releases a hold. */
    @Command(name = "release")
    static final class Release implements Callable<Integer> {

        private final Screen screen;

        @Parameters(paramLabel = "NUMBER", descriptionKey = "hold.number")
        private int number;

        @Mixin private By by = new By();

        @Mixin private OutputOptions output = new OutputOptions();

        @Mixin private ServiceOptions service = new ServiceOptions();

        Release(Screen screen) {
            this.screen = screen;
        }

        @Override
        public Integer call() throws Exception {
            String who = URLEncoder.encode(by.name(), StandardCharsets.UTF_8);
            try (ServerClient client = service.client(screen)) {
                ServerClient.Answer answer = client.delete(PATH + "/" + number + "?by=" + who);
                JsonNode hold = ServiceOptions.expect(screen, answer).body();
                if (output.json) {
                    screen.json(hold);
                } else {
                    show(screen, "hold.released", hold);
                }
            }
            return Exit.DONE;
        }
    }
}
