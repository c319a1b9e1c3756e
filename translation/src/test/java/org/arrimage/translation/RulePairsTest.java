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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Another project's pairs of a message and the FHIR its one rule gives, read where they are present
 * and never copied here. A pair agrees when all that theirs says of what the rule is about, ours
 * says too; where we differ on purpose, {@code docs/protocols/differences.md} says why.
 */
class RulePairsTest {
    /** What the name of a pair begins with, and the elements its rule is about. */
    private record Rule(String name, List<String> elements) {}

    private static final List<Rule> RULES =
            List.of(
                    new Rule("aui", List.of("Coverage[")),
                    new Rule("cq", List.of("Specimen.collection")),
                    new Rule("cwe__annotation", List.of("Specimen.note")),
                    new Rule("cwe__codeable-concept", List.of("Patient[")),
                    new Rule("cwe__quantity", List.of("Observation.value")),
                    new Rule("cx", List.of("ServiceRequest.identifier")),
                    new Rule("dr", List.of("RelatedPerson.address.period")),
                    new Rule("dt_", List.of("RelatedPerson.period")),
                    new Rule("dtm__date_", List.of("Patient.birthDate", "Patient._birthDate")),
                    new Rule("dtm__dateTime", List.of("Patient.deceased")),
                    new Rule("dtm__instant", List.of("DiagnosticReport.issued")),
                    new Rule("id", List.of("Encounter.meta")),
                    new Rule("in1", List.of("Coverage")),
                    new Rule("msg", List.of("MessageHeader.event")),
                    new Rule("nm", List.of("Encounter.length")),
                    new Rule("nte", List.of("Observation.note", "ServiceRequest.note")),
                    new Rule(
                            "obx__OBX-to-Observation-data-absent",
                            List.of("Observation.dataAbsentReason")),
                    new Rule(
                            "obx__OBX-to-Observation-obx-18",
                            List.of("Observation.device", "Device.identifier.value")),
                    new Rule("obx__OBX-to-Observation-obx-33", List.of("Observation.specimen")),
                    new Rule(
                            "obx__OBX-to-Observation-obx25",
                            List.of(
                                    "Observation.performer",
                                    "PractitionerRole",
                                    "Organization.name")),
                    new Rule("obx", List.of("Observation")),
                    new Rule("omlo21", List.of("ServiceRequest", "Specimen", "Observation")),
                    new Rule("pid", List.of("Patient")),
                    new Rule(
                            "xad__xad-to-address-type",
                            List.of(
                                    "RelatedPerson.address.use",
                                    "RelatedPerson.address.type",
                                    "RelatedPerson.address[iso21090-AD-use]")),
                    new Rule("xad", List.of("RelatedPerson.address.period")),
                    new Rule("xpn", List.of("RelatedPerson.name.period")),
                    new Rule("xtn__contact-point__xtn_3", List.of("RelatedPerson.telecom")),
                    new Rule("xtn__contact-point__xtn_4", List.of("RelatedPerson.telecom.use")),
                    new Rule(
                            "xtn__contact-point__xtn_8",
                            List.of("RelatedPerson.telecom.system", "RelatedPerson.telecom.value")),
                    new Rule("xtn__contact-point__xtn_9", part("country")),
                    new Rule("xtn__contact-point__xtn_11", part("area")),
                    new Rule("xtn__contact-point__xtn_12", part("local")),
                    new Rule("xtn__contact-point__xtn_13", part("extension")),
                    new Rule("xtn__contact-point__xtn_17", List.of("RelatedPerson.telecom.value")),
                    new Rule(
                            "xtn__contact-point__xtn_18",
                            List.of("RelatedPerson.telecom.period.start")),
                    new Rule(
                            "xtn__contact-point__xtn_19",
                            List.of("RelatedPerson.telecom.period.end")),
                    new Rule("xtn__contact-point__xtn_23", List.of("RelatedPerson.telecom.rank")),
                    new Rule("xtn", List.of("RelatedPerson.telecom.system")));

    private static List<String> part(String name) {
        return List.of("RelatedPerson.telecom[contactpoint-" + name + "]");
    }

    @Test
    void agreesOnMostRulesOfThePairs() throws IOException, Hl7Problem {
        Path folder = folder();
        var departures = new ArrayList<String>();
        int pairs = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path message : files.filter(RulePairsTest::isMessage).sorted().toList()) {
                pairs++;
                TreeSet<String> missing = missing(message);
                if (!missing.isEmpty()) {
                    departures.add(message.getFileName() + " " + missing);
                }
            }
        }

        departures.forEach(System.out::println);
        System.out.println("agree on " + (pairs - departures.size()) + " of " + pairs + " pairs");
        assertThat(departures).hasSizeLessThanOrEqualTo(pairs / 10);
    }

    /** What theirs says of the rule's elements and ours does not. */
    private static TreeSet<String> missing(Path message) throws IOException, Hl7Problem {
        String name = message.getFileName().toString().replace(".hl7", "");
        Path theirs = message.resolveSibling(name + ".expected.json");
        var settings = TranslationSettings.defaults().withZone(ZoneOffset.UTC);
        var read = Hl7Message.read(Files.readAllBytes(message), StandardCharsets.UTF_8);
        var ours = (Translation.Translated) Translator.toFhir(read, settings);
        TreeSet<String> missing = Leaves.of(Files.readAllBytes(theirs));
        List<String> elements = elements(name);
        missing.removeIf(leaf -> elements.stream().noneMatch(leaf::startsWith));
        missing.removeAll(Leaves.of(ours.json()));
        return missing;
    }

    private static List<String> elements(String name) {
        return RULES.stream()
                .filter(rule -> name.startsWith(rule.name()))
                .findFirst()
                .orElseThrow()
                .elements();
    }

    private static Path folder() {
        String folder = System.getProperty("arrimage.corpora", System.getenv("ARRIMAGE_CORPORA"));
        Path pairs =
                folder == null ? Path.of("none") : Path.of(folder, "hl7v2-unit", "reportstream");
        Assumptions.assumeTrue(
                Files.isDirectory(pairs),
                "no rule pairs: set ARRIMAGE_CORPORA to a folder that holds"
                    + " hl7v2-unit/reportstream");
        return pairs;
    }

    private static boolean isMessage(Path file) {
        return file.toString().endsWith(".hl7");
    }
}
