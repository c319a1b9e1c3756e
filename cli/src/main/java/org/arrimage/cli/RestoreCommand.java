// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Brings a backup back into an empty data folder, or tries that and removes everything. */
@Command(name = "restore")
final class RestoreCommand implements Callable<Integer> {

    private final Screen screen;

    @Parameters(paramLabel = "FILE", arity = "0..1", descriptionKey = "backup.file")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--test", descriptionKey = "restore.test")
    private boolean test;

    @Mixin private OutputOptions output = new OutputOptions();

    @Mixin private ServiceOptions service = new ServiceOptions();

    @Mixin private SettingOptions settings = new SettingOptions();

    RestoreCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        Path archive = file.orElseThrow(() -> Failure.unusable(screen.text("restore.noFile")));
        Path data = service.data.toAbsolutePath().normalize();
        var tool = new ArchiveTool(screen);
        if (test) {
            return new RestoreTest(screen, tool, output.json)
                    .run(archive, data, settings.all(screen));
        }
        JsonNode report = tool.restore(archive, data, settings.all(screen));
        boolean same = report.path("differences").isEmpty();
        if (output.json) {
            screen.json(report);
        } else {
            tell(screen, same ? "restore.done" : "restore.different", report);
            report.path("differences").forEach(each -> screen.print("  " + each.asString("")));
            if (same) {
                screen.say("restore.next", report.path("landmarks").path("lanes").size(), data);
            }
        }
        return same ? Exit.DONE : Exit.NO;
    }

    /** What an archive holds, in a few lines. */
    static void tell(Screen screen, String key, JsonNode report) {
        long rows = 0;
        for (JsonNode table : report.path("tables")) {
            rows += table.path("rows").asLong(0);
        }
        long bytes = report.path("bytes").asLong(0);
        long millis = Math.max(1, report.path("millis").asLong(1));
        screen.say(
                key,
                report.path("madeAt").asString(""),
                report.path("product").asString(""),
                report.path("landmarks").path("end").asLong(0),
                report.path("tables").size(),
                rows,
                bytes / 1e6,
                millis / 1e3,
                bytes / 1e3 / millis);
    }
}
