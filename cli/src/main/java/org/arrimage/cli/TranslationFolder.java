// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Translates every {@code X.hl7} of a folder, at any depth, to {@code X.json} at the same place of
 * another, or the other way, or to {@code X.error.json}; one thread a core.
 */
final class TranslationFolder {

    /** What came of it. */
    record Tally(int translated, int refused, double seconds) {}

    private final FileTranslation worker;
    private final Path from;
    private final Path to;
    private final Optional<Path> report;
    private final AtomicInteger translated = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private int reported;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /**
     * @param report where the losses of each file go, as one JSON array
     */
    TranslationFolder(FileTranslation worker, Path from, Path to, Optional<Path> report) {
        this.worker = worker;
        this.from = from;
        this.to = to;
        this.report = report;
    }

    Tally run() throws IOException, InterruptedException {
        long start = System.nanoTime();
        Files.createDirectories(to);
        if (report.isEmpty()) {
            all(OutputStream.nullOutputStream());
        } else {
            try (OutputStream losses = Files.newOutputStream(report.get())) {
                losses.write('[');
                all(losses);
                losses.write("\n]\n".getBytes(StandardCharsets.UTF_8));
            }
        }
        return new Tally(translated.get(), refused.get(), (System.nanoTime() - start) / 1e9);
    }

    private void all(OutputStream losses) throws IOException, InterruptedException {
        List<Path> files = files(from, worker.source());
        var next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            threads.add(Thread.ofPlatform().start(() -> some(files, next, losses)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        switch (failure.get()) {
            case null -> {}
            case IOException failed -> throw failed;
            case Exception ours -> throw new IllegalStateException(ours);
        }
    }

    /** The edge of a thread: what fails in one file ends the work of all, and is told. */
    private void some(List<Path> files, AtomicInteger next, OutputStream losses) {
        for (int at = next.getAndIncrement();
                at < files.size() && failure.get() == null;
                at = next.getAndIncrement()) {
            try {
                translate(files.get(at), losses);
            } catch (IOException | RuntimeException e) {
                failure.compareAndSet(null, e);
            }
        }
    }

    private void translate(Path file, OutputStream losses) throws IOException {
        String name = from.relativize(file).toString();
        String stem = name.substring(0, name.length() - worker.source().length());
        Path target = to.resolve(stem + worker.target());
        Files.createDirectories(target.toAbsolutePath().getParent());
        switch (worker.translate(Files.readAllBytes(file))) {
            case FileTranslation.Result.Done done -> {
                Files.write(target, done.bytes());
                translated.incrementAndGet();
                if (report.isPresent()) {
                    append(losses, TranslationWork.entry(name, done.report().get()));
                }
            }
            case FileTranslation.Result.Refused no -> {
                Files.write(to.resolve(stem + ".error.json"), no.json().get());
                refused.incrementAndGet();
            }
        }
    }

    private synchronized void append(OutputStream losses, byte[] entry) throws IOException {
        losses.write((reported++ == 0 ? "\n" : ",\n").getBytes(StandardCharsets.UTF_8));
        losses.write(entry);
    }

    /** The bytes of every message file of a folder. */
    static List<byte[]> contents(Path folder, String extension) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (Path file : files(folder, extension)) {
            contents.add(Files.readAllBytes(file));
        }
        return contents;
    }

    private static List<Path> files(Path folder, String extension) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(extension))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        }
    }
}
