// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Reads a whole archive and checks it, without a service and without a database. */
@Command(name = "verify")
final class BackupVerify implements Callable<Integer> {

    private final Screen screen;

    @Parameters(paramLabel = "FILE", descriptionKey = "backup.file")
    private Path file = Path.of("");

    @Mixin private OutputOptions output = new OutputOptions();

    @Mixin private ServiceOptions service = new ServiceOptions();

    @Mixin private SettingOptions settings = new SettingOptions();

    BackupVerify(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        JsonNode report =
                new ArchiveTool(screen)
                        .verify(
                                file,
                                service.data.toAbsolutePath().normalize(),
                                settings.all(screen));
        if (output.json) {
            screen.json(report);
        } else {
            RestoreCommand.tell(screen, "backup.verified", report);
        }
        return Exit.DONE;
    }
}
