// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A destination in enhanced mode answers twice (HL7 v2.5.1 §2.9.3): {@code answer} says which of
 * the two settles a message; the other is no stray.
 */
class TwoAnswersTests {

    /** One attempt, so that an error is seen at once as a parked message. */
    private static final String ONCE = "pipeline: 32, retry: {attempts: 1}, answer: ";

    /** More than the strays after which a connection is not trusted any more. */
    private static final int MANY = 40;

    @TempDir private Path folder;

    @Test
    void settlesByTheFirstAnswerAndPassesOverTheSecond() throws Exception {
        JsonNode destination = deliver("accept", Behaviour.storingThenSaying("AE"));

        assertThat(destination.get("delivered").asInt()).isEqualTo(MANY);
        assertThat(destination.get("parked").asInt()).isZero();
    }

    @Test
    void settlesByWhatTheApplicationSaid() throws Exception {
        JsonNode destination = deliver("application", Behaviour.storingThenSaying("AA"));

        assertThat(destination.get("delivered").asInt()).isEqualTo(MANY);
        assertThat(destination.get("parked").asInt()).isZero();
    }

    @Test
    void parksWhatTheApplicationRefusedThoughItWasStored() throws Exception {
        JsonNode destination = deliver("application", Behaviour.storingThenSaying("AR"));

        assertThat(destination.get("delivered").asInt()).isZero();
        assertThat(destination.get("parked").asInt()).isEqualTo(MANY);
    }

    /** Sends many messages and waits until each ended; no answer may be counted as a stray. */
    private JsonNode deliver(String answer, Behaviour behaviour) throws Exception {
        try (CountingReceiver receiver = new CountingReceiver(_ -> behaviour);
                ServerProcess server = Launch.fast(folder).start()) {
            Network network = new Network(receiver.address(), ONCE + answer);
            network.load(server);
            try (RawPeer peer = new RawPeer(network.port())) {
                for (int i = 0; i < MANY; i++) {
                    peer.write(RawPeer.framed(LoadSenders.adt("M" + i, "P" + i)));
                }
                for (int i = 0; i < MANY; i++) {
                    assertThat(peer.mustAnswer()).contains("MSA|AA|M" + i);
                }
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> ended(destination(server)) == MANY);
            assertThat(server.call("GET", "/metrics", "").body().lines())
                    .filteredOn(line -> line.startsWith("arrimage_answers_stray_total"))
                    .isNotEmpty()
                    .allMatch(line -> line.endsWith(" 0.0"));
            assertThat(receiver.count()).isEqualTo(MANY);
            return destination(server);
        }
    }

    private static int ended(JsonNode destination) {
        return destination.get("delivered").asInt() + destination.get("parked").asInt();
    }

    private static JsonNode destination(ServerProcess server) throws Exception {
        return server.get("/api/v1/status").get("routes").get(0).get("destinations").get(0);
    }
}
