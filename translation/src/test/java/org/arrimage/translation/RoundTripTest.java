// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

class RoundTripTest {
    private static final List<String> OWN =
            List.of(Samples.ADMISSION, Samples.RESULTS, Samples.MERGE);

    @Test
    void givesBackOurMessagesFieldByFieldWithTheirSources() throws Hl7Problem {
        var with = new RoundTrip();
        var without = new RoundTrip();

        for (String message : OWN) {
            assertThat(with.count(Samples.read(message), true)).isTrue();
            assertThat(without.count(Samples.read(message), false)).isTrue();
        }

        assertThat(with.share()).as(with.missed.toString()).isGreaterThanOrEqualTo(0.95);
        assertThat(without.share()).as(without.missed.toString()).isGreaterThanOrEqualTo(0.75);
    }

    @Test
    void writesWhatWasChangedSinceAndRestoresTheRest() throws Hl7Problem {
        Hl7Message message = Samples.read(Samples.ADMISSION);
        var bundle = (Translation.Translated) Samples.translate(Samples.ADMISSION);
        Sources sources = Sources.of(message, bundle, TranslationSettings.defaults()).orElseThrow();
        String changed =
                new String(bundle.json(), StandardCharsets.UTF_8)
                        .replace("\"Lévis\"", "\"Québec\"");

        String back = back(changed, Sources.read(sources.toJson()).orElseThrow());

        assertThat(back)
                .contains("12 rue de l'Œuvre^App. 3^Québec^QC^G6V 1A1^CAN^H")
                .contains("|^PRN^PH^^^418^5550123~^NET^Internet^eleonore.gagne@exemple.test|")
                .contains("Bélanger^Thérèse", "|198506120415|")
                .contains("^App. 3^Québec^");
    }

    @Test
    void keepsNoUniqueUserNumberAmongTheSources() throws Hl7Problem {
        String secret =
                Samples.ADMISSION.replace("004512^^^CHUDL", "90909090^^^NIU~004512^^^CHUDL");
        Hl7Message message = Samples.read(secret);
        var bundle = (Translation.Translated) Samples.translate(secret);

        Sources sources = Sources.of(message, bundle, TranslationSettings.defaults()).orElseThrow();

        assertThat(new String(sources.toJson(), StandardCharsets.UTF_8))
                .doesNotContain("90909090")
                .contains("Bélanger^Thérèse");
    }

    @Test
    void writesBackNoNumberOfTheAuthoritiesThatTheSettingsKeepSecret() {
        TranslationSettings usual = TranslationSettings.defaults();
        var settings =
                new TranslationSettings(
                        usual.zone(),
                        Map.of("USAGER", "https://usager.exemple.test"),
                        usual.codeSystems(),
                        usual.namAuthorities(),
                        Set.of("USAGER", "2.16.124.7"),
                        usual.tables(),
                        usual.mapping(),
                        false);
        String bundle =
                """
                {"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","identifier":[
                 {"system":"https://usager.exemple.test","value":"11"},{"system":"urn:oid:2.16.124.7","value":"22"},
                 {"system":"urn:arrimage:authority:USAGER","value":"33"},{"system":"urn:oid:2.16.124.8","value":"44"}]}}]}
                """;

        var back =
                (Hl7Translation.Translated)
                        Translator.toHl7v2(
                                bundle.getBytes(StandardCharsets.UTF_8),
                                Hl7Settings.backFrom(settings, Instant.EPOCH));

        assertThat(new String(back.messages().getFirst(), StandardCharsets.UTF_8))
                .contains("\rPID|1||44^^^&2.16.124.8&ISO\r");
    }

    @Test
    void readsNothingFromWhatIsNoSources() {
        assertThat(Sources.read("{\"a\":1}".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(Sources.read("[[[".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(Sources.read(new byte[0])).isEmpty();
    }

    @Test
    void givesBackPublicMessagesWithTheirSources() throws IOException {
        var with = new RoundTrip();
        var without = new RoundTrip();
        int there = 0;
        try (Stream<Path> files = Files.walk(corpora())) {
            for (Path file : files.filter(f -> f.toString().endsWith(".hl7")).sorted().toList()) {
                there += count(file, with, without) ? 1 : 0;
            }
        }
        System.out.printf(
                "%d messages there and back: %.3f of fields with sources, %.3f without%n",
                there, with.share(), without.share());

        assertThat(there).isPositive();
        assertThat(with.share()).isGreaterThanOrEqualTo(0.95);
    }

    private static boolean count(Path file, RoundTrip with, RoundTrip without) throws IOException {
        try {
            Hl7Message message = Hl7Message.read(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return without.count(message, false) && with.count(message, true);
        } catch (Hl7Problem unreadable) {
            return false;
        }
    }

    private static Path corpora() {
        String folder = System.getProperty("arrimage.corpora", System.getenv("ARRIMAGE_CORPORA"));
        Assumptions.assumeTrue(
                folder != null && Files.isDirectory(Path.of(folder)),
                "no corpora: set ARRIMAGE_CORPORA to a folder of *.hl7 files");
        return Path.of(folder);
    }

    private static String back(String bundle, Sources sources) throws Hl7Problem {
        Hl7Message message = Samples.read(Samples.ADMISSION);
        Hl7Settings settings =
                Hl7Settings.of(Sources.writing(message, TranslationSettings.defaults()))
                        .restoring(sources);
        var back =
                (Hl7Translation.Translated)
                        Translator.toHl7v2(bundle.getBytes(StandardCharsets.UTF_8), settings);
        return new String(back.messages().getFirst(), StandardCharsets.UTF_8);
    }
}
