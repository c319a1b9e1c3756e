// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.arrimage.acceptance.RawPeer.framed;
import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** The sequence number protocol of a link (HL7 v2.5.1 §2.10.1): MSH-13 in, MSA-4 out. */
class SequenceTests {

    @TempDir private Path folder;
    private CountingReceiver receiver;
    private ServerProcess server;
    private Network network;

    @BeforeEach
    void start() throws Exception {
        receiver = new CountingReceiver();
        network = new Network(receiver.address());
        server = Launch.fast(folder).start();
        network.load(server);
        server.must(
                "PUT",
                "/api/v1/routes/adt-to-clinic",
                network.route().replace("\"}\naccept", "\", sequence: true}\naccept"));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        receiver.close();
        server.launch().mustHaveKeptQuiet();
    }

    @Test
    void takesNumbersInTheirOrderAndSaysWhichIsDue() throws Exception {
        assertThat(send("N1", "1")).contains("MSA|AA|N1||1\r");
        assertThat(send("N2", "2")).contains("MSA|AA|N2||2\r");
        assertThat(send("N4", "4")).contains("MSA|AE|N4||3\r", "ERR||MSH^1^13^1|207^");
        assertThat(send("N1", "1")).contains("MSA|AE|N1||3\r");
        assertThat(send("N3", "3")).contains("MSA|AA|N3||3\r");
        assertThat(send("NX", "three")).contains("MSA|AE|NX||4\r", "ERR||MSH^1^13^1|102^");
        assertThat(send("N4", "4")).contains("MSA|AA|N4||4\r");

        awaitReceived("N1", "N2", "N3", "N4");
    }

    @Test
    void answersTheLastOneAgainWithTheNumberThatFollows() throws Exception {
        String first = send("LAST", "7");

        assertThat(send("LAST", "7")).isEqualTo(first.replace("LAST||7", "LAST||8"));
        assertThat(send("OTHER", "7")).contains("MSA|AE|OTHER||8\r");
        assertThat(send("NEXT", "8")).contains("MSA|AA|NEXT||8\r");

        awaitReceived("LAST", "NEXT");
    }

    @Test
    void knowsTheNumberAfterItWasKilled() throws Exception {
        send("KEPT", "41");
        awaitReceived("KEPT");
        awaitSettled();
        server.kill();
        server = server.launch().start();

        assertThat(send("GAP", "43")).contains("MSA|AE|GAP||42\r");
        assertThat(send("KEPT", "41")).contains("MSA|AA|KEPT||42\r");
        assertThat(send("FOUND", "42")).contains("MSA|AA|FOUND||42\r");

        awaitReceived("KEPT", "FOUND");
    }

    @Test
    void tellsASenderThatStartsWhichNumberIsDue() throws Exception {
        assertThat(signal("0")).contains("MSA|AA|S||-1\r");
        send("ONE", "1");
        assertThat(signal("0")).contains("MSA|AA|S||2\r");
        assertThat(signal("-1")).contains("MSA|AA|S||-1\r");
        assertThat(send("ANY", "500")).contains("MSA|AA|ANY||500\r");
        assertThat(send("NO-NUMBER", "")).contains("MSA|AA|NO-NUMBER\r");
        assertThat(send("THEN", "501")).contains("MSA|AA|THEN||501\r");

        awaitReceived("ONE", "ANY", "NO-NUMBER", "THEN");
    }

    @Test
    void keepsTheNumberOfAMessageThatIsRefused() throws Exception {
        send("GOOD", "1");

        assertThat(sendBody(numbered("BAD", "2").replace("ADT^A08^ADT_A01", "ZZZ^Z99")))
                .contains("MSA|AR|BAD||2\r");
        assertThat(send("MENDED", "2")).contains("MSA|AA|MENDED||2\r");

        awaitReceived("GOOD", "MENDED");
    }

    @Test
    void judgesTheMessagesOfABatchOneByOne() throws Exception {
        assertThat(sendBody(numbered("B1", "1") + numbered("B2", "2") + numbered("B5", "5")))
                .contains("MSA|AA|B1||1\r", "MSA|AA|B2||2\r", "MSA|AE|B5||3\r");

        awaitReceived("B1", "B2");
    }

    private void awaitReceived(String... ids) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(receiver.all()).contains(ids));
        assertThat(receiver.all()).containsExactlyInAnyOrder(ids);
    }

    /** What is delivered and not settled may come again after a kill. */
    private void awaitSettled() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        server.get("/api/v1/status")
                                        .get("routes")
                                        .get(0)
                                        .get("destinations")
                                        .get(0)
                                        .get("lag")
                                        .asInt()
                                == 0);
    }

    private String send(String controlId, String number) throws IOException {
        return sendBody(numbered(controlId, number));
    }

    /** Only what the protocol needs: most of MSH and all other segments may be absent. */
    private String signal(String number) throws IOException {
        return sendBody("MSH|^~\\&|SIH|HSM||||||S|||" + number + "\r");
    }

    private String sendBody(String body) throws IOException {
        try (RawPeer peer = new RawPeer(network.port())) {
            return peer.write(framed(body)).mustAnswer();
        }
    }

    private static String numbered(String controlId, String number) {
        return new String(LoadSenders.adt(controlId, "P-" + controlId), StandardCharsets.UTF_8)
                .replace("|2.5.1|||||", "|2.5.1|" + number + "||||");
    }
}
