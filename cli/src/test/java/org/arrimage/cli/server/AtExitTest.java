// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

class AtExitTest {

    @TempDir private Path data;

    @Test
    void actsOnce() {
        var count = new AtomicInteger();
        var leaving = new AtExit(count::incrementAndGet);

        leaving.close();
        leaving.close();

        assertThat(count).hasValue(1);
        assertThat(leaving.done()).isTrue();
    }

    @Test
    void removesATemporaryFolderWithAllItHolds() throws IOException {
        Path kept;
        try (var folder = new TemporaryFolder("arrimage-test")) {
            kept = folder.path();
            Files.writeString(Files.createDirectories(kept.resolve("a/b")).resolve("c"), "x");
        }

        assertThat(kept).doesNotExist();
    }

    @Test
    void takesAnAddressOnlyFromAServiceThatLives() throws IOException {
        Path file = data.resolve("server.json");

        Files.writeString(
                file,
                "{\"port\":8080,\"pid\":"
                        + ProcessHandle.current().pid()
                        + ",\"token\":\"secret\"}");
        assertThat(ServerAddress.read(data))
                .hasValueSatisfying(address -> {
                    assertThat(address.port()).isEqualTo(8080);
                    assertThat(address.toString()).doesNotContain("secret");
                });

        Files.writeString(file, "{\"port\":8080,\"pid\":999999999,\"token\":\"secret\"}");
        assertThat(ServerAddress.read(data)).isEmpty();

        Files.writeString(file, "{\"port\":80");
        assertThat(ServerAddress.read(data)).isEmpty();
    }

    @Test
    void findsThePackagedServerFromItsHome() throws IOException {
        assertThat(new Home(data).serverJar()).isEmpty();

        Path jar =
                Files.createDirectories(data.resolve("server/target"))
                        .resolve("arrimage-server-1-app.jar");
        Files.writeString(jar, "");
        Files.writeString(jar.resolveSibling("arrimage-server-1.jar"), "");

        assertThat(new Home(data).serverJar()).hasValue(jar);
    }
}
