// SPDX-License-Identifier: Apache-2.0
package org.arrimage.route;

import org.arrimage.kernel.ServerSettings;
import org.arrimage.rulebook.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder of route files, read when the server starts; it need not exist. */
@Component
public class RouteFolder {

    private static final Logger LOG = LoggerFactory.getLogger(RouteFolder.class);

    private final ServerSettings settings;

    RouteFolder(ServerSettings settings) {
        this.settings = settings;
    }

    /** The text of each {@code *.yaml} file, by file in the order of their names. */
    public Map<Path, String> texts() {
        return texts(settings.routes());
    }

    /** The same of the mappings, which are in the folder {@code mappings} beside the routes. */
    public Map<Path, String> mappings() {
        return texts(settings.routes().resolve("mappings"));
    }

    private static Map<Path, String> texts(Path folder) {
        Map<Path, String> texts = new TreeMap<>();
        for (Path file : files(folder)) {
            try {
                if (Files.size(file) > Document.LONGEST) {
                    LOG.error("Route file {} is larger than a route can be", file.getFileName());
                } else {
                    texts.put(file, Files.readString(file));
                }
            } catch (IOException unreadable) {
                LOG.error("Route file {} cannot be read as UTF-8", file.getFileName());
            }
        }
        return texts;
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException unreadable) {
            LOG.error("The folder of routes, {}, cannot be listed", folder);
            return List.of();
        }
    }
}
