// SPDX-License-Identifier: Apache-2.0
package org.arrimage.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arrimage.rulebook.Unusable;
import org.arrimage.translation.Mapping;
import org.arrimage.translation.MappingFile;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/** What goes out asks the destination for the answer that we need, not for the sender's. */
class RouteProgramTests {

    private static final Mapping MAPPING =
            MappingFile.read(
                    """
                    mapping: essai
                    version: 1
                    date: 2026-11-25
                    description: {fr: essai, en: trial}
                    rules:
                      - {from: ZVN-1, to: "Patient.extension(urn:x).valueString"}
                    """);

    @Test
    void leavesAMessageInOriginalModeAsItIs() {
        String message = message("", "");

        assertThat(prepared(message, "", "")).isEqualTo(message);
        assertThat(prepared(message, "answer: application", "")).isEqualTo(message);
    }

    @Test
    void asksForSafeStorageByDefault() {
        assertThat(prepared(message("NE", "NE"), "", "")).isEqualTo(message("AL", "NE"));
    }

    @Test
    void asksForTheApplicationsAnswerWhereItSettles() {
        assertThat(prepared(message("AL", "ER"), "answer: application", ""))
                .isEqualTo(message("NE", "AL"));
    }

    @Test
    void leavesToTheRouteWhatTheRouteWrites() {
        assertThat(prepared(message("NE", "NE"), "", "set: [{field: MSH-16, value: SU}]"))
                .isEqualTo(message("NE", "SU"));
    }

    @Test
    void waitsForAnAnswerAboutTheControlIdThatTheRouteWrites() {
        Prepared prepared = prepare(message("", ""), "", "set: [{field: MSH-10, value: N-7}]");

        assertThat(prepared)
                .isInstanceOfSatisfying(
                        Prepared.Ready.class,
                        ready -> assertThat(ready.controlId()).isEqualTo("N-7"));
    }

    @Test
    void appliesTheMappingThatTheRouteNames() {
        String message =
                "MSH|^~\\&|A|B|C|D|20260302||ADT^A01|1|P|2.5.1\r"
                        + "PID|1||7^^^H||Roy^Zoé\r"
                        + "ZVN|55412345\r";

        String bundle = prepared(message, "", "translate: {to: fhir-r4, with: essai@1}");

        assertThat(bundle).contains("\"valueString\":\"55412345\"");
        assertThat(prepared(message, "", "translate: {to: fhir-r4}")).doesNotContain("55412345");
    }

    @Test
    void refusesAMappingWithoutVersion() {
        assertThatThrownBy(() ->
                        prepared(message("", ""), "", "translate: {to: fhir-r4, with: essai}"))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.path()).isEqualTo("translate.with"));
    }

    private static String message(String accept, String application) {
        return "MSH|^~\\&|A|B|C|D|20260302||ADT^A01|1|P|2.5.1|||%s|%s|CAN\rPID|1\r"
                .formatted(accept, application);
    }

    private static String prepared(String message, String destination, String more) {
        return prepare(message, destination, more) instanceof Prepared.Ready ready
                ? new String(ready.body(), StandardCharsets.UTF_8)
                : "untranslatable";
    }

    private static Prepared prepare(String message, String destination, String more) {
        RouteDefinition route =
                RouteFile.read(
                        """
                        route: r
                        description: {fr: r, en: r}
                        purpose: p
                        useCase: UC3
                        source: {asset: a, receive: "mllp://127.0.0.1:1"}
                        accept: {messages: [ADT^A01]}
                        %s
                        destinations:
                          - {asset: b, send: "mllp://127.0.0.1:2", %s}
                        """
                                .formatted(
                                        more, destination.isEmpty() ? "pipeline: 1" : destination));
        RouteProgram program =
                RouteProgram.compile(
                        route,
                        route.destinations().getFirst(),
                        ZoneId.of("America/Toronto"),
                        _ -> MAPPING);
        return program.prepare(message.getBytes(StandardCharsets.UTF_8));
    }
}
