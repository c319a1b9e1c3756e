// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.fhir.Hl7Version;
import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.receiver.ReceiverProfile;
import org.arrimage.translation.Hl7Settings;
import org.arrimage.translation.TranslationSettings;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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
            paramLabel = "fhir-r4|hl7v2",
            descriptionKey = "translate.to")
    private String to = "";

    @Option(
            names = "--charset",
            paramLabel = "C",
            descriptionKey = "translate.charset",
            defaultValue = "UTF-8")
    private String charset = "UTF-8";

    @Option(
            names = "--version",
            paramLabel = "2.5.1",
            descriptionKey = "translate.version",
            defaultValue = "2.5.1")
    private String version = "2.5.1";

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
        FileTranslation worker =
                switch (to) {
                    case "fhir-r4" -> new TranslationWork(charset(), settings());
                    case "hl7v2" -> back();
                    default -> throw Failure.unusable(screen.text("translate.target", to));
                };
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

    private int one(FileTranslation worker, Path source, byte[] bytes) throws IOException {
        return switch (worker.translate(bytes)) {
            case FileTranslation.Result.Done done -> {
                if (report.isPresent()) {
                    Files.write(report.get(), TranslationWork.pretty(done.report().get()));
                }
                screen.out().write(done.bytes());
                if (to.equals("fhir-r4")) {
                    screen.out().println();
                }
                if (done.lost() > 0) {
                    screen.remark("translate.lost", done.lost());
                }
                yield Exit.DONE;
            }
            case FileTranslation.Result.Refused refused -> {
                screen.remark(
                        "translate.refused",
                        source,
                        refused.code(),
                        screen.language().choose(refused.text().fr(), refused.text().en()));
                yield Exit.NO;
            }
        };
    }

    private int folder(FileTranslation worker, Path from) throws IOException, InterruptedException {
        if (!Files.isDirectory(from)) {
            throw Failure.unusable(screen.text("error.noFile", from));
        }
        if (file.isPresent()) {
            throw Failure.unusable(screen.text("translate.folder"));
        }
        if (benchSeconds > 0) {
            return bench(worker, TranslationFolder.contents(from, worker.source()));
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

    private int bench(FileTranslation worker, List<byte[]> messages) throws InterruptedException {
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

    private Hl7Work back() throws IOException {
        Hl7Version wanted =
                Hl7Version.of(version)
                        .orElseThrow(() ->
                                Failure.unusable(screen.text("translate.badVersion", version)));
        return new Hl7Work(
                Hl7Settings.backFrom(settings(), Clock.systemUTC().instant())
                        .with(wanted, "")
                        .withProfile(ReceiverProfile.plain(charset())));
    }

    /** A name of MSH-18 or one that Java knows. */
    private Charset charset() {
        Optional<Charset> named = Hl7Message.charsetNamed(charset);
        if (named.isPresent()) {
            return named.get();
        }
        try {
            return Charset.forName(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw Failure.unusable(screen.text("translate.badCharset", charset));
        }
    }
}
