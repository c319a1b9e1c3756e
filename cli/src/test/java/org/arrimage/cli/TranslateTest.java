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

class TranslateTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir private Path folder;

    @Test
    void translatesOneMessageToStandardOutputAndReportsLosses() throws IOException {
        Path file = folder.resolve("a.hl7");
        Files.write(file, Payload.ADT.sample());
        Path report = folder.resolve("loss.json");

        Ran done =
                Ran.inEnglish(
                        "translate",
                        file.toString(),
                        "--to",
                        "fhir-r4",
                        "--report",
                        report.toString());

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
        Files.writeString(file, "MSH|^~\\&|A|B|C|D|20261101||ZZZ^Z01|1|P|2.5\r", UTF_8);

        Ran refused = Ran.inFrench("translate", file.toString(), "--to", "fhir-r4");

        assertThat(refused.exitCode()).isEqualTo(Exit.NO);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("bad.hl7 refusé", "MSH-9");
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

        Ran done =
                Ran.inFrench(
                        "translate",
                        "--to",
                        "fhir-r4",
                        "--in",
                        in.toString(),
                        "--out",
                        out.toString());

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
    void refusesATargetItDoesNotKnow() {
        assertThat(Ran.inEnglish("translate", "x.hl7", "--to", "cda").exitCode())
                .isEqualTo(Exit.UNUSABLE);
    }
}
