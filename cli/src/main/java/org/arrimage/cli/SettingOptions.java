// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The settings that a command hands to the packaged service which it starts. */
final class SettingOptions {

    @Option(names = "--config", paramLabel = "FILE", descriptionKey = "serve.config")
    Optional<Path> config = Optional.empty();

    @Option(names = "--set", paramLabel = "NAME=VALUE", descriptionKey = "serve.set")
    Map<String, String> settings = new LinkedHashMap<>();

    Map<String, String> all(Screen screen) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        config.ifPresent(file -> {
            if (!Files.isReadable(file)) {
                throw Failure.unusable(screen.text("error.noFile", file));
            }
            all.put("spring.config.additional-location", "file:" + file.toAbsolutePath());
        });
        return all;
    }
}
