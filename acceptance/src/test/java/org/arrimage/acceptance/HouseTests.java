// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.StringWrapper;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What holds for every source file of the repository. */
class HouseTests {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final int LONGEST_FILE = 400;

    /** {@code mvn verify -Dformat.write} rewrites what is not formatted instead of failing. */
    private static final boolean WRITE = System.getProperty("format.write") != null;

    private final Formatter formatter =
            new Formatter(
                    JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build());

    @Test
    void everySourceIsFormatted() {
        List<Path> unformatted = sources().filter(source -> !formatted(source)).toList();

        assertThat(unformatted).isEmpty();
    }

    @Test
    void everySourceNamesItsLicence() {
        assertThat(
                        sources()
                                .filter(source -> !source.endsWith("package-info.java"))
                                .filter(source ->
                                        !read(source)
                                                .startsWith(
                                                        "// SPDX-License-Identifier:"
                                                                + " Apache-2.0\n")))
                .isEmpty();
    }

    @Test
    void noFileIsLongerThanARoom() {
        assertThat(sources().filter(source -> read(source).lines().count() > LONGEST_FILE))
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() {
        assertThat(
                        mainSources()
                                .map(Path::getParent)
                                .distinct()
                                .filter(folder ->
                                        !Files.exists(folder.resolve("package-info.java"))
                                                || !read(folder.resolve("package-info.java"))
                                                        .contains("@NullMarked")))
                .isEmpty();
    }

    @Test
    void nothingReadsTheClockByItself() {
        Pattern now = Pattern.compile("(Instant|LocalDate|LocalDateTime|ZonedDateTime)\\.now\\(");

        assertThat(mainSources().filter(source -> now.matcher(read(source)).find())).isEmpty();
    }

    @Test
    void nothingIsLeftForLater() {
        Pattern later = Pattern.compile("//.*\\b(" + "TO" + "DO|FIX" + "ME|X" + "XX)\\b");

        assertThat(sources().filter(source -> later.matcher(read(source)).find())).isEmpty();
    }

    private boolean formatted(Path source) {
        String text = read(source);
        try {
            String formatted =
                    StringWrapper.wrap(formatter.formatSourceAndFixImports(text), formatter);
            if (WRITE && !formatted.equals(text)) {
                Files.writeString(source, formatted);
                return true;
            }
            return formatted.equals(text);
        } catch (FormatterException | IOException unreadable) {
            throw new IllegalStateException(source + " cannot be formatted", unreadable);
        }
    }

    private static Stream<Path> mainSources() {
        return sources().filter(source -> source.toString().contains("/src/main/"));
    }

    private static Stream<Path> sources() {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules
                    .map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(HouseTests::javaFiles)
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
