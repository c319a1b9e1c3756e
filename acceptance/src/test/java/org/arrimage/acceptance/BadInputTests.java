// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.arrimage.acceptance.RawPeer.framed;
import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * Whatever arrives, the sender has a located answer or a closed connection, the bytes are kept, the
 * next message passes, and no log line holds anything of a patient.
 */
class BadInputTests {

    private static final String NAME = "Zoé";

    @TempDir private static Path folder;
    private static CountingReceiver receiver;
    private static ServerProcess server;
    private static Network network;

    @BeforeAll
    static void start() throws Exception {
        receiver = new CountingReceiver();
        network = new Network(receiver.address());
        server = ServerProcess.start(folder, "--arrimage.connector.largest-message=64KB");
        network.load(server);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        receiver.close();
        assertThat(Files.readString(folder.resolve("server.out")))
                .doesNotContain(NAME, "Exception");
    }

    @Test
    void readsAFrameHoweverItIsCut() throws Exception {
        byte[] frame = framed(good("CUT"));

        for (int cut = 1; cut < frame.length; cut += 7) {
            try (RawPeer peer = new RawPeer(network.port())) {
                peer.write(Arrays.copyOf(frame, cut));
                peer.write(Arrays.copyOfRange(frame, cut, frame.length));

                assertThat(peer.mustAnswer()).contains("MSA|AA|CUT");
            }
        }
    }

    @Test
    void answersEveryFrameOfOneWriteInOrder() throws Exception {
        try (RawPeer peer = new RawPeer(network.port())) {
            peer.write(join(framed(good("TWO-1")), framed(good("TWO-2"))));

            assertThat(peer.mustAnswer()).contains("MSA|AA|TWO-1");
            assertThat(peer.mustAnswer()).contains("MSA|AA|TWO-2");
        }
    }

    @Test
    void keepsAFrameThatIsCutShort() throws Exception {
        try (RawPeer peer = new RawPeer(network.port())) {
            byte[] frame = framed(good("SHORT"));
            peer.write(Arrays.copyOf(frame, frame.length - 20)).endOfInput();

            assertThat(peer.mustAnswer()).contains("MSA|AR|SHORT");
            assertThat(peer.answer()).isEmpty();
        }
        awaitQuarantined("FRAME_TRUNCATED");
    }

    @Test
    void refusesHalfAnEndAndGoesOn() throws Exception {
        try (RawPeer peer = new RawPeer(network.port())) {
            peer.write(join(new byte[] {0x0B}, bytes(good("HALF")), new byte[] {0x1C, 'x'}));
            peer.write(new byte[] {0x1C, 0x0D});

            assertThat(peer.mustAnswer()).contains("MSA|AR|HALF").contains("ERR|");
            assertStillUsable(peer);
        }
        awaitQuarantined("FRAME_END_INCOMPLETE");
    }

    @Test
    void refusesAStartInsideAFrameWithOneAnswer() throws Exception {
        try (RawPeer peer = new RawPeer(network.port())) {
            byte[] frame = framed(good("INSIDE").replace("EVN|", "#EVN|"));
            frame[new String(frame, StandardCharsets.ISO_8859_1).indexOf('#')] = 0x0B;
            peer.write(frame);

            assertThat(peer.mustAnswer()).contains("MSA|AR|INSIDE");
            assertStillUsable(peer);
        }
    }

    @Test
    void refusesAnOversizeBodyBeforeItIsAllRead() throws Exception {
        try (RawPeer peer = new RawPeer(network.port())) {
            peer.write(framed(good("BIG") + "OBX|1|ED|X||" + "A".repeat(100_000) + "\r"));

            assertThat(peer.mustAnswer()).contains("MSA|AR|BIG");
            assertThat(peer.answer()).isEmpty();
        }
        awaitQuarantined("FRAME_TOO_LARGE");
    }

    @Test
    void refusesWhatDoesNotBeginWithMsh() throws Exception {
        refused("PID|1||123^^^HSM^MR||Côté^" + NAME + "\r", "MSA|AR|");
    }

    @Test
    void refusesUnknownSeparators() throws Exception {
        refused(good("SEP").replace("MSH|^~\\&|", "MSH|^^^^|"), "MSA|AR|");
    }

    @Test
    void refusesATypeThatNoRouteTakesAndSaysWhere() throws Exception {
        refused(good("TYPE").replace("ADT^A08^ADT_A01", "ZZZ^Z99"), "MSA|AR|TYPE", "ERR||MSH^1^9");
    }

    @Test
    void refusesAnUnknownCharacterSetAndSaysWhere() throws Exception {
        refused(good("SET").replace("UNICODE UTF-8", "KLINGON"), "MSA|AE|SET", "ERR||MSH^1^18");
    }

    @Test
    void refusesBytesThatAreNotOfTheDeclaredCharacterSet() throws Exception {
        try (RawPeer peer = new RawPeer(network.port())) {
            peer.write(framed(good("LATIN").getBytes(StandardCharsets.ISO_8859_1)));

            assertThat(peer.mustAnswer()).contains("MSA|AE|LATIN", "ERR||PID^1^5");
            assertStillUsable(peer);
        }
    }

    @Test
    void refusesAnEmptyFrame() throws Exception {
        refused("", "MSA|AR|");
    }

    @Test
    void refusesGarbageBetweenFrames() throws Exception {
        try (RawPeer peer = new RawPeer(network.port())) {
            peer.write("GET / HTTP/1.1\r\n\r\n", StandardCharsets.US_ASCII);
            peer.write(framed(good("AFTER")));

            assertThat(peer.mustAnswer()).contains("MSA|AR|");
        }
    }

    @Test
    void letsQuarantinedBytesInOnceTheRouteTakesThem() throws Exception {
        refused(good("LATER").replace("ADT^A08^ADT_A01", "ADT^A31^ADT_A05"), "MSA|AR|LATER");
        String id = newest("MESSAGE_TYPE_UNSUPPORTED").get("id").asString();

        JsonNode tooSoon = server.must("POST", "/api/v1/quarantine/" + id + "/replay", "");
        server.must(
                "PUT",
                "/api/v1/routes/adt-to-clinic",
                network.route().replace("ADT^A40", "ADT^A40, ADT^A31"));
        JsonNode again = server.must("POST", "/api/v1/quarantine/" + id + "/replay", "");

        assertThat(tooSoon.get("accepted").asBoolean()).isFalse();
        assertThat(again.get("accepted").asBoolean()).isTrue();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> receiver.all().contains("LATER"));
    }

    private static void refused(String body, String... expected) throws IOException {
        try (RawPeer peer = new RawPeer(network.port())) {
            peer.write(framed(body));

            assertThat(peer.mustAnswer()).contains(expected).contains("ERR|");
            assertStillUsable(peer);
        }
    }

    private static void assertStillUsable(RawPeer peer) throws IOException {
        peer.write(framed(good("NEXT")));
        assertThat(peer.mustAnswer()).contains("MSA|AA|NEXT");
    }

    private static void awaitQuarantined(String code) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(newest(code).get("bytes").asInt()).isPositive());
    }

    private static JsonNode newest(String code) throws Exception {
        for (JsonNode item : server.get("/api/v1/quarantine")) {
            if (item.get("code").asString().equals(code)) {
                return item;
            }
        }
        throw new AssertionError("nothing is quarantined as " + code);
    }

    private static String good(String controlId) {
        return new String(LoadSenders.adt(controlId, "P1"), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[]... parts) {
        var joined = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
