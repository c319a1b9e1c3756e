// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.translation.Translation;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Translates every {@code X.hl7} of a folder to {@code X.json} of another, or to {@code
 * X.error.json}; one thread a core.
 */
final class TranslationFolder {

    private static final String EXTENSION = ".hl7";

    /** What came of it. */
    record Tally(int translated, int refused, double seconds) {}

    private final TranslationWork worker;
    private final Path from;
    private final Path to;
    private final AtomicInteger translated = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    TranslationFolder(TranslationWork worker, Path from, Path to) {
        this.worker = worker;
        this.from = from;
        this.to = to;
    }

    Tally run() throws IOException, InterruptedException {
        long start = System.nanoTime();
        Files.createDirectories(to);
        List<Path> files = files(from);
        var next = new AtomicInteger();
        var failure = new AtomicReference<@Nullable IOException>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int at = next.getAndIncrement();
                                        at < files.size() && failure.get() == null;
                                        at = next.getAndIncrement()) {
                                    try {
                                        translate(files.get(at));
                                    } catch (IOException e) {
                                        failure.compareAndSet(null, e);
                                    }
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        IOException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return new Tally(translated.get(), refused.get(), (System.nanoTime() - start) / 1e9);
    }

    private void translate(Path file) throws IOException {
        String name = file.getFileName().toString();
        String stem = name.substring(0, name.length() - EXTENSION.length());
        switch (worker.translate(Files.readAllBytes(file))) {
            case Translation.Translated done -> {
                Files.write(to.resolve(stem + ".json"), done.json());
                translated.incrementAndGet();
            }
            case Translation.Refused no -> {
                Files.write(
                        to.resolve(stem + ".error.json"), TranslationWork.refusal(no.problem()));
                refused.incrementAndGet();
            }
        }
    }

    /** The bytes of every message file of a folder. */
    static List<byte[]> contents(Path folder) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (Path file : files(folder)) {
            contents.add(Files.readAllBytes(file));
        }
        return contents;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(EXTENSION)).sorted().toList();
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        }
    }
}
