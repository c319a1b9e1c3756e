// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.rulebook.Document;
import org.arrimage.rulebook.Unusable;
import org.arrimage.rulebook.Value;
import org.arrimage.translation.MappingFile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A route file as far as the CLI reads it, with the mapping that lies beside it. */
final class RouteFiles {

    /**
     * A route file.
     *
     * @param route its name
     * @param mapping what it names in {@code translate.with}, when that lies beside it
     */
    record Given(String route, byte[] bytes, Optional<Beside> mapping) {}

    /** A mapping file that a route names. */
    record Beside(String id, Path file, byte[] bytes) {}

    private final Screen screen;

    RouteFiles(Screen screen) {
        this.screen = screen;
    }

    /** Reads a route file, and the mapping it names. */
    Given given(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Value root = read(file, () -> Document.read(bytes));
        String route =
                member(root, "route")
                        .orElseThrow(() -> Failure.unusable(screen.text("route.noId", file)));
        return new Given(route, bytes, mapping(file, root));
    }

    /**
     * The mapping of {@code translate.with}, when its file lies beside the route's or in {@code
     * mappings} there; it is read, so that its mistakes are told before anything is sent.
     */
    private Optional<Beside> mapping(Path file, Value root) throws IOException {
        Optional<String> with =
                root instanceof Value.Mapping route
                        ? Optional.ofNullable(route.entries().get("translate"))
                                .flatMap(translate -> member(translate, "with"))
                        : Optional.empty();
        if (with.isEmpty() || !MappingFile.isId(with.get())) {
            return Optional.empty();
        }
        Path folder = file.toAbsolutePath().resolveSibling("");
        for (Path candidate :
                List.of(
                        folder.resolve(with.get() + ".yaml"),
                        folder.resolve("mappings").resolve(with.get() + ".yaml"))) {
            if (Files.isRegularFile(candidate)) {
                byte[] found = Files.readAllBytes(candidate);
                read(candidate, () -> MappingFile.read(new String(found, StandardCharsets.UTF_8)));
                return Optional.of(new Beside(with.get(), candidate, found));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> member(Value value, String key) {
        return value instanceof Value.Mapping mapping
                        && mapping.entries().get(key) instanceof Value.Scalar scalar
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    /** Reads a file of ours; what cannot be used is said with its place. */
    <T> T read(Path file, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (Unusable e) {
            throw Failure.unusable(
                    screen.text(
                            "clearance.unusable",
                            file,
                            e.path(),
                            e.line(),
                            e.value(),
                            screen.language().choose(e.expectation().fr(), e.expectation().en())));
        }
    }
}
