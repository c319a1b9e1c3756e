// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.arrimage.acceptance.RawPeer.framed;
import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.acceptance.Behaviour.Answering;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a sender is told on a route whose destination answers ({@code acknowledge: destination}).
 */
class RelayTests {

    /** How the receiver's answers begin. */
    private static final String ITS_OWN_WORDS = "MSH|^~\\&|R|R|A|A|";

    @TempDir private static Path folder;
    private static CountingReceiver receiver;
    private static ServerProcess server;
    private static Network network;

    @BeforeAll
    static void start() throws Exception {
        receiver = new CountingReceiver(arrival -> behaviour(arrival.controlId()));
        network = new Network(receiver.address());
        server = Launch.fast(folder).start();
        network.loadRelaying(server);
    }

    private static Behaviour behaviour(String controlId) {
        return switch (controlId.substring(0, 2)) {
            case "AE" -> Behaviour.saying("AE");
            case "AR" -> Behaviour.saying("AR");
            case "CA" -> Behaviour.storingThenSaying("AA");
            case "NO" -> Behaviour.accepting(Answering.SILENT);
            default -> Behaviour.accepting();
        };
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        receiver.close();
        server.launch().mustHaveKeptQuiet();
    }

    @Test
    void relaysWhatTheDestinationSaidInItsOwnWords() throws Exception {
        try (RawPeer peer = new RawPeer(network.port())) {
            assertThat(ask(peer, request("ASK-1", "", "")))
                    .startsWith(ITS_OWN_WORDS)
                    .contains("MSA|AA|ASK-1");
            assertThat(ask(peer, request("AE-1", "", ""))).contains("MSA|AE|AE-1");
            assertThat(ask(peer, request("AR-1", "", ""))).contains("MSA|AR|AR-1");
        }
    }

    @Test
    void waitsForTheApplicationOfADestinationThatStoresFirst() throws Exception {
        try (RawPeer peer = new RawPeer(network.port())) {
            assertThat(ask(peer, request("CA-1", "", ""))).contains("MSA|AA|CA-1");
        }
    }

    @Test
    void saysThatTheDestinationIsSilent() throws Exception {
        try (RawPeer peer = new RawPeer(network.port())) {
            assertThat(ask(peer, request("NO-1", "", ""))).contains("MSA|AE|NO-1", "ERR|");
        }
    }

    @Test
    void saysCaAtOnceAndThenWhatTheDestinationSaidWhenBothAreAsked() throws Exception {
        try (RawPeer peer = new RawPeer(network.port())) {
            assertThat(ask(peer, request("ASK-2", "AL", "AL"))).contains("MSA|CA|ASK-2");
            assertThat(peer.mustAnswer()).startsWith(ITS_OWN_WORDS).contains("MSA|AA|ASK-2");

            assertThat(ask(peer, request("AE-2", "AL", "ER"))).contains("MSA|CA|AE-2");
            assertThat(peer.mustAnswer()).contains("MSA|AE|AE-2");

            assertThat(ask(peer, request("NO-2", "AL", "AL"))).contains("MSA|CA|NO-2");
            assertThat(peer.mustAnswer()).contains("MSA|AE|NO-2", "ERR|");
        }
    }

    @Test
    void saysCaAloneWhenTheSecondAnswerIsForErrorsOnly() throws Exception {
        try (RawPeer peer = new RawPeer(network.port())) {
            assertThat(ask(peer, request("ASK-3", "AL", "ER"))).contains("MSA|CA|ASK-3");
            assertThat(ask(peer, request("ASK-4", "", ""))).contains("MSA|AA|ASK-4");
        }
    }

    @Test
    void saysCaOnlyOnceTheDestinationTookItWhenMsh15AloneAsks() throws Exception {
        try (RawPeer peer = new RawPeer(network.port())) {
            assertThat(ask(peer, request("ASK-5", "AL", "NE"))).contains("MSA|CA|ASK-5");
            assertThat(ask(peer, request("AE-5", "AL", "NE"))).contains("MSA|CE|AE-5");
            assertThat(ask(peer, request("AR-5", "ER", "NE"))).contains("MSA|CR|AR-5");
        }
    }

    @Test
    void saysNothingWhenNothingIsAsked() throws Exception {
        try (RawPeer peer = new RawPeer(network.port())) {
            assertThat(ask(peer, request("ASK-6", "NE", "NE"), request("ASK-7", "", "")))
                    .contains("MSA|AA|ASK-7");
        }
        assertThat(receiver.all()).contains("ASK-6");
    }

    @Test
    void answersTheSameRequestAgainWithoutAskingAgain() throws Exception {
        try (RawPeer peer = new RawPeer(network.port())) {
            String stored = ask(peer, request("ASK-8", "AL", "AL"));
            String first = peer.mustAnswer();

            assertThat(ask(peer, request("ASK-8", "AL", "AL"))).isEqualTo(stored);
            assertThat(peer.mustAnswer()).isEqualTo(first);
        }
        assertThat(receiver.all().stream().filter("ASK-8"::equals)).hasSize(1);
    }

    @Test
    void refusesARequestInABatch() throws Exception {
        try (RawPeer peer = new RawPeer(network.port())) {
            assertThat(ask(peer, request("ASK-9", "", "") + request("ASK-10", "", "")))
                    .contains("MSA|AR|ASK-9\rERR||MSH^1^9^1|", "MSA|AR|ASK-10\rERR||MSH^1^9^1|");
        }
        assertThat(receiver.all()).doesNotContain("ASK-9", "ASK-10");
    }

    private static String ask(RawPeer peer, String... requests) throws IOException {
        for (String request : requests) {
            peer.write(framed(request));
        }
        return peer.mustAnswer();
    }

    private static String request(String controlId, String accept, String application) {
        return new String(LoadSenders.adt(controlId, "P1"), StandardCharsets.UTF_8)
                .replace("|2.5.1|||||", "|2.5.1|||" + accept + "|" + application + "|");
    }
}
