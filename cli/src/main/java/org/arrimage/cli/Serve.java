// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.cli.server.Home;
import org.arrimage.cli.server.ServerAddress;
import org.arrimage.cli.server.ServerProcess;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Runs the service in the foreground until it is told to stop. */
@Command(name = "serve")
public final class Serve implements Callable<Integer> {

    /**
     * The first start unpacks and initialises PostgreSQL; a recovery after a crash may replay its
     * log.
     */
    private static final Duration START = Duration.ofMinutes(3);

    private final Screen screen;

    @Option(names = "--port", paramLabel = "PORT", descriptionKey = "serve.port")
    private Optional<Integer> port = Optional.empty();

    @Mixin private SettingOptions settings = new SettingOptions();

    @Mixin private ServiceOptions service = new ServiceOptions();

    Serve(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws Exception {
        Path jar = serverJar(screen);
        Map<String, String> all = settings.all(screen);
        port.ifPresent(number -> all.put("server.port", String.valueOf(number)));
        Path data = service.data.toAbsolutePath().normalize();
        Optional<ServerAddress> running = ServerAddress.read(data);
        if (running.isPresent()) {
            throw Failure.no(screen.text("serve.running", running.get(), data));
        }
        ServerProcess process =
                ServerProcess.startInForeground(
                        new ServerProcess.Launch(jar, data, jvmOptions(), all));
        // On Ctrl-C or SIGTERM the service stops in good order before this process ends.
        Runtime.getRuntime().addShutdownHook(new Thread(process::close));
        Optional<ServerAddress> address = process.awaitReady(START);
        if (address.isEmpty()) {
            boolean ended = !process.isAlive();
            process.close();
            throw Failure.ours(
                    ended
                            ? screen.text("serve.ended")
                            : screen.text("serve.notReady", START.toSeconds()));
        }
        screen.say("serve.ready", address.get().uri("/"));
        int code = process.waitFor();
        return code == 0 || code == 143 || code == 130 ? Exit.DONE : Exit.OURS;
    }

    /** The packaged service; fails with how to build it. */
    public static Path serverJar(Screen screen) {
        Home home = Home.find(System.getenv());
        return home.serverJar()
                .orElseThrow(() ->
                        Failure.ours(
                                screen.text(
                                        "error.noServer", home.root().resolve("server/target"))));
    }

    /** More options for the service's virtual machine, from ARRIMAGE_JAVA_OPTIONS. */
    public static List<String> jvmOptions() {
        return Arrays.stream(System.getenv().getOrDefault("ARRIMAGE_JAVA_OPTIONS", "").split(" "))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
