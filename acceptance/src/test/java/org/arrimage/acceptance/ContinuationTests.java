// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.arrimage.acceptance.RawPeer.framed;
import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Messages that come in fragments (HL7 v2.5.1 §2.10.2). */
class ContinuationTests {

    @TempDir private Path folder;
    private CountingReceiver receiver;
    private ServerProcess server;
    private Network network;

    @BeforeEach
    void listen() throws Exception {
        receiver = new CountingReceiver();
        network = new Network(receiver.address());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        receiver.close();
        server.launch().mustHaveKeptQuiet();
    }

    @Test
    void deliversTheWholeOnceThoughItIsKilledAndFragmentsComeAgain() throws Exception {
        start();

        String first = send(first("WHOLE-1", "p1"));
        assertThat(first).contains("MSA|AA|WHOLE-1\r");
        assertThat(send(first("WHOLE-1", "p1"))).isEqualTo(first);
        server.kill();
        server = server.launch().start();
        assertThat(send(next("WHOLE-2", "p1", "p2", "ADD|0302\rPID|1||P7^^^HSM^MR||X^Y\r")))
                .contains("MSA|AA|WHOLE-2\r");
        receiver.goAway(); // so that nothing is on its way when the server dies
        String last = send(last("WHOLE-3", "p2"));
        assertThat(last).contains("MSA|AA|WHOLE-3\r");
        server.kill();
        server = server.launch().start();
        assertThat(send(last("WHOLE-3", "p2"))).isEqualTo(last);
        assertThat(send(first("WHOLE-1", "p1"))).isEqualTo(first);
        assertThat(send(whole("AFTER"))).contains("MSA|AA|AFTER\r");
        receiver.comeBack();

        awaitReceived("AFTER");
        assertThat(receiver.all()).containsExactlyInAnyOrder("WHOLE-1", "AFTER");
        // PID came with the second fragment: the patient shows that they were joined.
        assertThat(receiver.received()).containsEntry("P7^^^HSM^MR", List.of("WHOLE-1"));
        assertThat(server.get("/api/v1/fragments").size()).isZero();
        assertThat(server.get("/api/v1/quarantine").size()).isZero();
    }

    @Test
    void refusesAFragmentThatNothingWaitsForAndSaysWhere() throws Exception {
        start();

        assertThat(send(last("LOST-2", "nowhere"))).contains("MSA|AE|LOST-2\rERR||MSH^1^14^1|204^");

        assertThat(quarantined()).containsExactly("CONTINUATION_UNKNOWN");
    }

    @Test
    void refusesFragmentsThatMakeNoMessageAndKeepsThem() throws Exception {
        start();
        send(first("CUT-1", "p1"));

        // The first one left EVN cut in the middle; nothing continues it.
        assertThat(send(message("CUT-2", "p1", "PV1|1|I\r"))).contains("MSA|AE|CUT-2\rERR|");

        assertThat(quarantined()).containsExactly("ADDENDUM_MISPLACED", "ADDENDUM_MISPLACED");
        assertThat(server.get("/api/v1/fragments").size()).isZero();
    }

    @Test
    void showsWhatIsUnfinishedAndQuarantinesItWhenItsTimeIsOver() throws Exception {
        start(
                Launch.fast(folder)
                        .bySystemClock()
                        .with(
                                "--arrimage.fragments.longest=4s",
                                "--arrimage.fragments.messages=2"));
        send(first("OPEN-1", "p1"));
        send(first("OPEN-2", "q1"));

        assertThat(send(first("OPEN-3", "r1"))).contains("MSA|AE|OPEN-3\rERR||MSH^1^14");
        JsonNode shown = server.get("/api/v1/fragments").get(0);
        assertThat(shown.get("source").asString()).isEqualTo("adt-hsm");
        assertThat(shown.get("fragments").asInt()).isEqualTo(1);

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> server.get("/api/v1/fragments").size() == 0);
        assertThat(quarantined())
                .containsExactlyInAnyOrder(
                        "CONTINUATION_TOO_MUCH",
                        "CONTINUATION_UNFINISHED",
                        "CONTINUATION_UNFINISHED");
        assertThat(send(last("OPEN-4", "p1"))).contains("MSA|AE|OPEN-4\r");
        assertThat(receiver.all()).isEmpty();
    }

    @Test
    void takesFragmentsInABatch() throws Exception {
        start();

        assertThat(
                        send(
                                first("PART-1", "p1")
                                        + message(
                                                "PART-2",
                                                "p1",
                                                "ADD|0302\rPID|1||P9^^^HSM^MR||X^Y\r")
                                        + whole("PART-3")))
                .contains("MSA|AA|PART-1\r", "MSA|AA|PART-2\r", "MSA|AA|PART-3\r");

        awaitReceived("PART-3");
        assertThat(receiver.all()).containsExactlyInAnyOrder("PART-1", "PART-3");
    }

    private void start() throws Exception {
        start(Launch.fast(folder));
    }

    private void start(Launch launch) throws Exception {
        server = launch.start();
        network.load(server);
    }

    private List<String> quarantined() throws Exception {
        return server.get("/api/v1/quarantine")
                .valueStream()
                .map(each -> each.get("code").asString())
                .toList();
    }

    private void awaitReceived(String controlId) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> receiver.all().contains(controlId));
    }

    private String send(String body) throws IOException {
        try (RawPeer peer = new RawPeer(network.port())) {
            return peer.write(framed(body)).mustAnswer();
        }
    }

    /** The first fragment, in which EVN is not finished. */
    private static String first(String controlId, String announces) {
        return message(controlId, "", "EVN|A08|2026\rADD\rDSC|" + announces + "|F\r");
    }

    private static String next(
            String controlId, String continues, String announces, String segments) {
        return message(controlId, continues, segments + "DSC|" + announces + "|F\r");
    }

    private static String last(String controlId, String continues) {
        return message(controlId, continues, "NTE|1||fin\r");
    }

    private static String whole(String controlId) {
        return message(controlId, "", "EVN|A08|20260302080000\rPID|1||P8^^^HSM^MR||X^Y\r");
    }

    private static String message(String controlId, String continues, String segments) {
        return "MSH|^~\\&|SIH|HSM|ARRIMAGE|SNDE|20260302080000||ADT^A08^ADT_A01|"
                + controlId
                + "|P|2.5.1||"
                + continues
                + "|||CAN|UNICODE UTF-8\r"
                + segments;
    }
}
