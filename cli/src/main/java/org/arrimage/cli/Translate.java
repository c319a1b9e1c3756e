// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.translation.Translation;
import org.arrimage.translation.TranslationSettings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Translates one message, or a whole folder in one process. The result of one message is on
 * standard output.
 */
@Command(name = "translate")
final class Translate implements Callable<Integer> {

    private final Screen screen;

    @Parameters(paramLabel = "FILE", arity = "0..1", descriptionKey = "translate.file")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "fhir-r4",
            descriptionKey = "translate.to")
    private String to = "";

    @Option(
            names = "--charset",
            paramLabel = "C",
            descriptionKey = "translate.charset",
            defaultValue = "UTF-8")
    private String charset = "UTF-8";

    @Option(names = "--report", paramLabel = "FILE", descriptionKey = "translate.report")
    private Optional<Path> report = Optional.empty();

    @Option(names = "--in", paramLabel = "DIR", descriptionKey = "translate.in")
    private Optional<Path> in = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", descriptionKey = "translate.out")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--with", paramLabel = "FILE", descriptionKey = "translate.with")
    private Optional<Path> mapping = Optional.empty();

    @Option(names = "--tables", paramLabel = "FILE", descriptionKey = "translate.tables")
    private Optional<Path> tables = Optional.empty();

    @Option(
            names = "--bench",
            paramLabel = "SECONDS",
            descriptionKey = "translate.bench",
            defaultValue = "0")
    private double benchSeconds;

    Translate(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!to.equals("fhir-r4")) {
            throw Failure.unusable(screen.text("translate.target", to));
        }
        var worker = new TranslationWork(charset(), settings());
        if (in.isPresent()) {
            return folder(worker, in.get());
        }
        Path source =
                file.orElseThrow(() -> Failure.unusable(screen.text("error.missing", "FILE")));
        byte[] bytes =
                source.toString().equals("-")
                        ? System.in.readAllBytes()
                        : Files.readAllBytes(source);
        if (benchSeconds > 0) {
            return bench(worker, List.of(bytes));
        }
        return one(worker, source, bytes);
    }

    private int one(TranslationWork worker, Path source, byte[] bytes) throws IOException {
        return switch (worker.translate(bytes)) {
            case Translation.Translated translated -> {
                if (report.isPresent()) {
                    Files.write(report.get(), TranslationWork.report(translated));
                }
                screen.out().write(translated.json());
                screen.out().println();
                if (!translated.loss().isEmpty()) {
                    screen.remark(
                            "translate.lost",
                            translated.loss().lost().size() + translated.loss().unlisted());
                }
                yield Exit.DONE;
            }
            case Translation.Refused refused -> {
                var text = refused.problem().text();
                screen.remark(
                        "translate.refused",
                        source,
                        refused.problem().code(),
                        screen.language().choose(text.fr(), text.en()));
                yield Exit.NO;
            }
        };
    }

    private int folder(TranslationWork worker, Path from) throws IOException, InterruptedException {
        if (!Files.isDirectory(from)) {
            throw Failure.unusable(screen.text("error.noFile", from));
        }
        if (file.isPresent()) {
            throw Failure.unusable(screen.text("translate.folder"));
        }
        if (benchSeconds > 0) {
            return bench(worker, TranslationFolder.contents(from));
        }
        Path target =
                out.orElseThrow(() -> Failure.unusable(screen.text("error.missing", "--out")));
        TranslationFolder.Tally tally = new TranslationFolder(worker, from, target, report).run();
        // A stable line that scripts read, the same in both languages.
        screen.print(
                String.format(
                        java.util.Locale.ROOT,
                        "translated %d, refused %d, in %.2f s",
                        tally.translated(),
                        tally.refused(),
                        tally.seconds()));
        return tally.refused() == 0 ? Exit.DONE : Exit.NO;
    }

    private int bench(TranslationWork worker, List<byte[]> messages) throws InterruptedException {
        TranslationPace.Pace pace =
                TranslationPace.measure(
                        worker, messages, benchSeconds, Runtime.getRuntime().availableProcessors());
        screen.say(
                "translate.pace",
                pace.perSecondPerThread(),
                pace.threads(),
                pace.perCpuSecond(),
                pace.bytesAllocated());
        return Exit.DONE;
    }

    /** The organisation's own, from files; a mapping wins over tables named beside it. */
    private TranslationSettings settings() throws IOException {
        TranslationSettings settings = TranslationSettings.defaults();
        if (tables.isPresent()) {
            settings = settings.withTables(TranslationFiles.tables(screen, tables.get()));
        }
        return mapping.isPresent()
                ? settings.with(TranslationFiles.mapping(screen, mapping.get()))
                : settings;
    }

    private Charset charset() {
        try {
            return charset.equals("UTF-8") ? StandardCharsets.UTF_8 : Charset.forName(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw Failure.unusable(screen.text("translate.badCharset", charset));
        }
    }
}
