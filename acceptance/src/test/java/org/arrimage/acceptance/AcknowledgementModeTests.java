// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.arrimage.acceptance.RawPeer.framed;
import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * MSH-15 and MSH-16 decide what a sender is told (HL7 v2.5.1 §2.9.3). An answer that must not come
 * is seen by what comes first instead: answers leave in the order of the messages.
 */
class AcknowledgementModeTests {

    @TempDir private static Path folder;
    private static CountingReceiver receiver;
    private static ServerProcess server;
    private static Network network;

    @BeforeAll
    static void start() throws Exception {
        receiver = new CountingReceiver();
        network = new Network(receiver.address());
        server = ServerProcess.start(folder);
        network.load(server);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        receiver.close();
    }

    @Test
    void saysCaOfAStoredMessageWhenMsh15Asks() throws Exception {
        assertFirstAnswer(asking("STORED", "AL", "NE"), "MSA|CA|STORED");
    }

    @Test
    void saysCaRatherThanAaWhenBothAreAsked() throws Exception {
        assertFirstAnswer(asking("BOTH", "AL", "AL"), "MSA|CA|BOTH");
    }

    @Test
    void saysAaWhenOnlyMsh16Asks() throws Exception {
        assertFirstAnswer(asking("APPLICATION", "NE", "AL"), "MSA|AA|APPLICATION");
    }

    @Test
    void saysTheSameOfAMessageThatComesAgain() throws Exception {
        assertFirstAnswer(asking("AGAIN", "AL", "NE"), "MSA|CA|AGAIN");

        assertFirstAnswer(asking("AGAIN", "AL", "NE"), "MSA|CA|AGAIN");
    }

    @Test
    void saysNothingOfAStoredMessageWhenNothingIsAskedAndDeliversIt() throws Exception {
        assertSilence(asking("QUIET", "NE", "NE"));

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> receiver.all().contains("QUIET"));
    }

    @Test
    void saysNothingOfAStoredMessageWhenOnlyErrorsAreAsked() throws Exception {
        assertSilence(asking("FINE", "ER", "NE"));
    }

    @Test
    void saysCrOfATypeThatNoRouteTakesWhenErrorsAreAsked() throws Exception {
        assertFirstAnswer(untaken(asking("TYPE", "ER", "NE")), "MSA|CR|TYPE", "ERR||MSH^1^9");
    }

    @Test
    void saysCeOfAnUnknownCharacterSetWhenErrorsAreAsked() throws Exception {
        String message = asking("SET", "ER", "NE").replace("UNICODE UTF-8", "KLINGON");

        assertFirstAnswer(message, "MSA|CE|SET", "ERR||MSH^1^18");
    }

    @Test
    void quarantinesARefusedMessageWhoseSenderWantsNoAnswer() throws Exception {
        int before = server.get("/api/v1/quarantine").size();

        assertSilence(untaken(asking("HUSH", "NE", "NE")));

        assertThat(server.get("/api/v1/quarantine").size()).isEqualTo(before + 1);
    }

    private static void assertFirstAnswer(String message, String... expected) throws IOException {
        try (RawPeer peer = new RawPeer(network.port())) {
            peer.write(framed(message));

            assertThat(peer.mustAnswer()).contains(expected);
        }
    }

    private static void assertSilence(String message) throws IOException {
        try (RawPeer peer = new RawPeer(network.port())) {
            peer.write(framed(message));
            peer.write(framed(LoadSenders.adt("NEXT", "P1")));

            assertThat(peer.mustAnswer()).contains("MSA|AA|NEXT");
        }
    }

    private static String untaken(String message) {
        return message.replace("ADT^A08^ADT_A01", "ZZZ^Z99");
    }

    /** A good message with MSH-15 and MSH-16. */
    private static String asking(String controlId, String accept, String application) {
        String good = new String(LoadSenders.adt(controlId, "P1"), StandardCharsets.UTF_8);
        int end = good.indexOf('\r');
        String[] msh = good.substring(0, end).split("\\|", -1);
        msh[14] = accept;
        msh[15] = application;
        return String.join("|", msh) + good.substring(end);
    }
}
