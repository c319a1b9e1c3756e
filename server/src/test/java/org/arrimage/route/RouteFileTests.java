// SPDX-License-Identifier: Apache-2.0
package org.arrimage.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.arrimage.route.RouteDefinition.Settles;
import org.arrimage.rulebook.Unusable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteFileTests {

    @Test
    void settlesByTheFirstAnswerUnlessTheSenderWaitsForTheDestination() {
        assertThat(answer("", "")).isEqualTo(Settles.ACCEPT);
        assertThat(answer(", acknowledge: destination", "")).isEqualTo(Settles.APPLICATION);
        assertThat(answer(", acknowledge: destination", ", answer: accept"))
                .isEqualTo(Settles.ACCEPT);
        assertThat(answer("", ", answer: application")).isEqualTo(Settles.APPLICATION);
    }

    @Test
    void numbersALinkOnlyWhenToldTo() {
        assertThat(route("", "").source().sequence()).isFalse();
        assertThat(route(", sequence: true", "").source().sequence()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"acknowledge: destination", "duplicates: accept"})
    void refusesNumbersWhereTheirProtocolCannotBeKept(String other) {
        assertThatExceptionOfType(Unusable.class)
                .isThrownBy(() -> route(", sequence: true, " + other, ""))
                .withMessageContaining("source.sequence");
    }

    private static Settles answer(String source, String destination) {
        return route(source, destination).destinations().getFirst().answer();
    }

    private static RouteDefinition route(String source, String destination) {
        return RouteFile.read(
                """
                route: r
                description: {fr: r, en: r}
                purpose: p
                useCase: UC3
                source: {asset: a, receive: "mllp://127.0.0.1:1"%s}
                accept: {messages: [ADT^A01]}
                destinations: [{asset: b, send: "mllp://127.0.0.1:2"%s}]
                """
                        .formatted(source, destination));
    }
}
