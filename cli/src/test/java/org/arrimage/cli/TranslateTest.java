// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.arrimage.benchmarks.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

class TranslateTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir private Path folder;

    private static Ran translateToFhir(Path file, String... options) {
        return Ran.inEnglish(
                Stream.concat(
                                Stream.of("translate", file.toString(), "--to", "fhir-r4"),
                                Stream.of(options))
                        .toArray(String[]::new));
    }

    private static Ran translateFolder(String to, Path in, Path out, String... options) {
        return Ran.inFrench(
                Stream.concat(
                                Stream.of(
                                        "translate",
                                        "--to",
                                        to,
                                        "--in",
                                        in.toString(),
                                        "--out",
                                        out.toString()),
                                Stream.of(options))
                        .toArray(String[]::new));
    }

    @Test
    void translatesOneMessageToStandardOutputAndReportsLosses() throws IOException {
        Path file = folder.resolve("a.hl7");
        Files.write(file, Payload.ADT.sample());
        Path report = folder.resolve("loss.json");

        Ran done = translateToFhir(file, "--report", report.toString());

        JsonNode bundle = JSON.readTree(done.out());
        assertThat(done.exitCode()).isZero();
        assertThat(bundle.path("resourceType").asString()).isEqualTo("Bundle");
        assertThat(bundle.path("type").asString()).isEqualTo("transaction");
        assertThat(done.out()).contains("Thaïs");
        assertThat(JSON.readTree(Files.readString(report)).path("lost").isArray()).isTrue();
    }

    @Test
    void saysWhereAMessageIsRefused() throws IOException {
        Path file = folder.resolve("bad.hl7");
        Files.writeString(file, "MSH|^~\\&|A|B|C|D|20261101||ADT^A01|1|P|9.9\r", UTF_8);

        Ran refused = Ran.inFrench("translate", file.toString(), "--to", "fhir-r4");

        assertThat(refused.exitCode()).isEqualTo(Exit.NO);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("bad.hl7 refusé", "MSH-12");
    }

    @Test
    void translatesAFolderAndCounts() throws IOException {
        Path in = Files.createDirectory(folder.resolve("in"));
        Path out = folder.resolve("out");
        Files.write(
                in.resolve("one.hl7"),
                new String(Payload.ADT.sample(), UTF_8).replace('\r', '\n').getBytes(UTF_8));
        Files.write(in.resolve("two.hl7"), Payload.ORU.sample());
        Files.writeString(in.resolve("bad.hl7"), "nothing of the kind");
        Files.writeString(in.resolve("other.txt"), "left alone");

        Ran done = translateFolder("fhir-r4", in, out);

        assertThat(done.exitCode()).isEqualTo(Exit.NO);
        assertThat(done.out().stripTrailing())
                .matches("translated 2, refused 1, in \\d+\\.\\d\\d s");
        assertThat(out.resolve("one.json")).exists();
        assertThat(out.resolve("two.json")).exists();
        JsonNode error = JSON.readTree(Files.readString(out.resolve("bad.error.json")));
        assertThat(error.path("code").asString()).isNotEmpty();
        assertThat(error.path("reason").path("fr").asString()).isNotEmpty();
        assertThat(out.resolve("other.json")).doesNotExist();
    }

    @Test
    void translatesDeepFoldersAndReportsEveryFile() throws IOException {
        Path in = Files.createDirectories(folder.resolve("in/sous-dossier"));
        Files.write(in.resolve("one.hl7"), Payload.ADT.sample());
        Files.write(in.resolveSibling("two.hl7"), Payload.ORU.sample());
        Path report = folder.resolve("losses.json");

        Ran done =
                translateFolder(
                        "fhir-r4",
                        folder.resolve("in"),
                        folder.resolve("out"),
                        "--report",
                        report.toString());

        assertThat(done.exitCode()).isZero();
        assertThat(folder.resolve("out/sous-dossier/one.json")).exists();
        assertThat(JSON.readTree(Files.readString(report)).values())
                .extracting(entry -> entry.path("file").asString())
                .containsExactlyInAnyOrder(
                        Path.of("sous-dossier", "one.hl7").toString(), "two.hl7");
    }

    @Test
    void showsWhatAMappingAndTablesDo() throws IOException {
        Path file = Files.write(folder.resolve("a.hl7"), Payload.ADT.sample());
        Path mapping =
                Files.writeString(
                        folder.resolve("essai@1.yaml"),
                        """
                        mapping: essai
                        version: 1
                        date: 2026-11-25
                        description: {fr: essai, en: trial}
                        rules:
                          - {from: MSH-10, to: "Patient.extension(urn:essai).valueString"}
                        """);
        Path tables =
                Files.writeString(
                        folder.resolve("site.table"), "table GENDER\ndate 2026-11-25\nF|other\n");

        Ran done =
                translateToFhir(file, "--with", mapping.toString(), "--tables", tables.toString());

        assertThat(done.exitCode()).isZero();
        assertThat(done.out()).contains("\"url\":\"urn:essai\"", "\"gender\":\"other\"");
    }

    @Test
    void saysWhereAMappingOrATableCannotBeUsed() throws IOException {
        Path file = Files.write(folder.resolve("a.hl7"), Payload.ADT.sample());
        Path bad = Files.writeString(folder.resolve("bad"), "table GENDER\nF|fille\n");

        Ran tables = translateToFhir(file, "--tables", bad.toString());
        Ran mapping = translateToFhir(file, "--with", bad.toString());

        assertThat(tables.exitCode()).isEqualTo(Exit.UNUSABLE);
        assertThat(tables.err()).contains("bad, line 2: FHIR does not allow");
        assertThat(mapping.exitCode()).isEqualTo(Exit.UNUSABLE);
        assertThat(mapping.err()).contains("bad");
    }

    @Test
    void refusesATargetItDoesNotKnow() {
        assertThat(Ran.inEnglish("translate", "x.hl7", "--to", "cda").exitCode())
                .isEqualTo(Exit.UNUSABLE);
    }

    @Test
    void translatesABundleBackToHl7v2InAnotherVersionAndCharacterSet() throws IOException {
        Path file = folder.resolve("a.json");
        Files.writeString(
                file,
                """
                {"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient",
                 "identifier":[{"value":"004512"}],"name":[{"family":"Gagne"}],"photo":[{"url":"x"}]}}]}
                """);
        Path report = folder.resolve("loss.json");

        Ran done =
                Ran.inEnglish(
                        "translate",
                        file.toString(),
                        "--to",
                        "hl7v2",
                        "--version",
                        "2.4",
                        "--charset",
                        "8859/1",
                        "--report",
                        report.toString());

        assertThat(done.exitCode()).isZero();
        assertThat(done.out()).contains("|2.4||||||8859/1", "PID|1||004512||Gagne");
        assertThat(Files.readString(report))
                .contains("Bundle.entry[0].resource.photo[0].url", "EVENT_DERIVED");
    }

    @Test
    void translatesAFolderOfBundlesAndSaysWhereOneIsRefused() throws IOException {
        Path in = Files.createDirectory(folder.resolve("bundles"));
        Path out = folder.resolve("messages");
        Files.writeString(
                in.resolve("one.json"),
                """
                {"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient",
                 "identifier":[{"value":"1"}]}}]}
                """);
        Files.writeString(in.resolve("bad.json"), "{\"resourceType\":\"Bundle\",");

        Ran done = translateFolder("hl7v2", in, out);

        assertThat(done.exitCode()).isEqualTo(Exit.NO);
        assertThat(done.out()).startsWith("translated 1, refused 1");
        assertThat(Files.readString(out.resolve("one.hl7"))).contains("ADT^A31");
        JsonNode error = JSON.readTree(Files.readString(out.resolve("bad.error.json")));
        assertThat(error.path("code").asString()).isEqualTo("JSON_UNREADABLE");
        assertThat(error.path("line").asInt()).isEqualTo(1);
    }
}
