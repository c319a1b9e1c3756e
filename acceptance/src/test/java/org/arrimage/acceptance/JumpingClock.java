// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Sets the wall clock of a server's process, forth and back, from outside. Decision 0016. */
final class JumpingClock {

    private final Path skew;
    private final Path agent;
    private final Path time;

    JumpingClock(Path folder, Instant start) throws IOException {
        skew = folder.resolve("clock-skew");
        agent = folder.resolve("clock-agent.jar");
        time = folder.resolve("skewed-time.jar");
        Files.createDirectories(folder);
        jumpTo(start);
        write(agent, "ClockAgent", "ClockAgent$Transformer", "ConstantPool");
        write(time, "SkewedTime");
    }

    /** What the virtual machine must be given. */
    List<String> virtualMachine() {
        return List.of("-javaagent:%s=%s,%s".formatted(agent, time, skew));
    }

    /** It is now {@code at} in that process, and time goes on from there. */
    void jumpTo(Instant at) throws IOException {
        long millis = at.toEpochMilli() - InstantSource.system().millis();
        Path fresh = skew.resolveSibling("clock-skew.new");
        Files.writeString(fresh, Long.toString(millis));
        Files.move(
                fresh, skew, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void write(Path file, String... classes) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", ClockAgent.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (String name : classes) {
                copy(name + ".class", jar);
            }
        }
    }

    private static void copy(String name, JarOutputStream jar) throws IOException {
        String folder = JumpingClock.class.getPackageName().replace('.', '/');
        jar.putNextEntry(new JarEntry(folder + "/" + name));
        try (InputStream file = JumpingClock.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IOException(name + " is not on the class path");
            }
            file.transferTo(jar);
        }
        jar.closeEntry();
    }
}
