// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.cli.server.ServerClient;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Shows the lanes that send nothing since a restore, until someone decides. */
@Command(name = "decisions")
final class RestoreDecisions implements Callable<Integer> {

    private final Screen screen;

    @Mixin private OutputOptions output = new OutputOptions();

    @Mixin private ServiceOptions service = new ServiceOptions();

    RestoreDecisions(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        JsonNode list;
        try (ServerClient client = service.client(screen)) {
            list = ServiceOptions.expect(screen, client.get("/api/v1/restore/decisions")).body();
        }
        if (output.json) {
            screen.json(list);
            return Exit.DONE;
        }
        for (JsonNode lane : list) {
            Duration age = Duration.ofSeconds(lane.path("ageSeconds").asLong(0));
            screen.say(
                    "restore.undecided",
                    lane.path("route").asString(""),
                    lane.path("asset").asString(""),
                    lane.path("position").asLong(0),
                    lane.path("logEnd").asLong(0),
                    lane.path("sentAgainAtMost").asLong(0),
                    lane.path("madeAt").asString(""),
                    age.toHours(),
                    age.toMinutesPart());
        }
        screen.remark("message.total", list.size());
        return Exit.DONE;
    }
}
