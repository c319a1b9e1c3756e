// SPDX-License-Identifier: Apache-2.0
package org.arrimage.api;

import org.arrimage.kernel.ServerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Says where this server is and how to be let in: {@code server.json} in the data folder, for its
 * owner's eyes only, there exactly while the server is ready.
 */
@Component
class ServerFile implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(ServerFile.class);

    private final Path file;
    private final ServerToken token;
    private final JsonMapper json;

    ServerFile(ServerSettings settings, ServerToken token, JsonMapper json) {
        file = settings.data().toAbsolutePath().resolve("server.json");
        this.token = token;
        this.json = json;
    }

    /** What is in it. */
    record Content(int port, long pid, String token) {}

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void write(ApplicationReadyEvent ready) throws IOException {
        if (ready.getApplicationContext() instanceof WebServerApplicationContext web
                && web.getWebServer() != null) {
            int port = web.getWebServer().getPort();
            var content = new Content(port, ProcessHandle.current().pid(), token.value());
            Path fresh = file.resolveSibling("server.json.new");
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(fresh);
            Files.createFile(
                    fresh,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, json.writeValueAsBytes(content));
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            LOG.info("Ready on http://127.0.0.1:{} ; token in {}", port, file);
        }
    }

    @Override
    public void destroy() throws IOException {
        Files.deleteIfExists(file);
    }
}
