// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;

/** Puts the key files of a backup into a data folder, while no service runs on it. */
@Command(name = "restore")
final class KeysRestoreCommand implements Callable<Integer> {

    /** A backup of a thousand keys takes 100 kB. In bytes. */
    private static final long LARGEST_FILE = 1L << 20;

    private final Screen screen;

    @Option(
            names = "--in",
            required = true,
            paramLabel = "FILE",
            descriptionKey = "keys.restore.in")
    private Path in = Path.of("");

    @Mixin private PassphraseOptions passphrase = new PassphraseOptions();

    @Mixin private OutputOptions output = new OutputOptions();

    @Mixin private ServiceOptions service = new ServiceOptions();

    KeysRestoreCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        if (Files.size(in) > LARGEST_FILE) {
            throw Failure.unusable(screen.text("keys.damagedBackup", in, "size"));
        }
        SortedMap<String, String> keys =
                new KeyBackup(screen)
                        .open(
                                // Any byte is a character here: a damaged one is found by the sum.
                                Files.readString(in, java.nio.charset.StandardCharsets.ISO_8859_1),
                                in.toString(),
                                passphrase.read(screen));
        var files = new KeyFiles(service.data, screen);
        List<String> written = files.write(keys);
        List<String> there =
                keys.keySet().stream().filter(name -> !written.contains(name)).toList();
        if (output.json) {
            screen.json(
                    Map.of(
                            "folder",
                            files.folder().toString(),
                            "restored",
                            written,
                            "alreadyThere",
                            there));
        } else {
            screen.say(
                    "keys.restore.done",
                    written.size(),
                    files.folder(),
                    String.join(", ", written));
            if (!there.isEmpty()) {
                screen.say("keys.restore.there", String.join(", ", there));
            }
        }
        return Exit.DONE;
    }
}
