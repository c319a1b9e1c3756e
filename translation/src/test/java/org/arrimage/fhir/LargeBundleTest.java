// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What grows with the bundle must not grow with its square, nor with the stack. */
@Timeout(30)
class LargeBundleTest {
    private static final int MANY = 100_000;

    @Test
    void writesObservationsEachAMemberOfTheOneBefore() {
        String chain =
                many(
                        MANY,
                        """
                        {"resource":{"resourceType":"Observation","id":"%d","hasMember":[{"reference":"Observation/%d"}]}}
                        """);

        String[] segments = write(Bundles.PATIENT, chain);

        assertThat(segments).filteredOn(s -> s.startsWith("OBX|")).hasSize(MANY);
    }

    @Test
    void writesANoteOfAMillionLines() {
        String note = Bundles.REPORT.replace("Vérifié\\ndeux fois", "x\\n".repeat(1_000_000));

        String[] segments = write(Bundles.PATIENT, note);

        assertThat(segments).anyMatch(s -> s.startsWith("NTE|1||x~x~x~"));
    }

    @Test
    void writesAsManyRequestsAsThereAre() {
        String requests =
                many(
                        MANY,
                        """
                        {"resource":{"resourceType":"ServiceRequest","id":"%d","subject":{"reference":"Patient/p1"},"note":[{"id":"%d"}]}}
                        """);

        String[] segments = write(Bundles.PATIENT, requests);

        assertThat(segments).filteredOn(s -> s.startsWith("OBR|")).hasSize(MANY);
    }

    @Test
    void numbersTheMessagesOfManyPatients() {
        String patients =
                many(
                        MANY / 5,
                        """
                        {"resource":{"resourceType":"Patient","birthDate":"19%2$d","identifier":[{"value":"%1$d"}]}}
                        """);

        Written.Messages written =
                Bundles.written(Bundles.of(patients), Bundles.settings(Hl7Version.V2_5_1));

        assertThat(written.messages()).hasSize(MANY / 5);
    }

    @Test
    void findsContainedResourcesAmongMany() {
        String contained =
                "{\"resource\":{\"resourceType\":\"Observation\",\"contained\":["
                        + many(MANY, "{\"resourceType\":\"Practitioner\",\"id\":\"%d-%d\"}")
                        + "],\"performer\":["
                        + many(MANY, "{\"reference\":\"#%d-0%d\"}")
                        + "]}}";

        String[] segments = write(Bundles.PATIENT, contained);

        assertThat(segments).anyMatch(s -> s.startsWith("OBX|"));
    }

    /** A piece of JSON for each number from 1, formatted with it and the one after. */
    private static String many(int count, String form) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> form.formatted(n, n + 1))
                .collect(Collectors.joining(","));
    }

    private static String[] write(String... entries) {
        return Bundles.segments(
                Bundles.written(Bundles.of(entries), Bundles.settings(Hl7Version.V2_5_1)));
    }
}
