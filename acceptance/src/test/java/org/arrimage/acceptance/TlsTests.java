// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arrimage.mllp.MllpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import javax.net.ssl.SSLContext;

/** A link under mutual TLS takes messages from the one client it trusts, and from nobody else. */
class TlsTests {

    @TempDir private static Path folder;
    private static CountingReceiver receiver;
    private static Certificates certificates;
    private static ServerProcess server;
    private static Network network;

    @BeforeAll
    static void start() throws Exception {
        receiver = new CountingReceiver();
        certificates = new Certificates(folder);
        network = new Network(receiver.address());
        server = ServerProcess.start(folder.resolve("data"), certificates.serverArguments());
        network.loadWithReceive(server, "mllps://127.0.0.1:%d?bundle=arrimage&client=need");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        receiver.close();
    }

    @Test
    void takesMessagesFromTheClientItTrusts() throws Exception {
        assertThat(send("TLS-1", certificates.showing("client"))).contains("MSA|AA|TLS-1");
    }

    @Test
    void refusesAClientWithAnotherCertificate() {
        assertThatThrownBy(() -> send("TLS-2", certificates.showing("stranger")))
                .isInstanceOf(IOException.class);
        assertThat(receiver.all()).doesNotContain("TLS-2");
    }

    @Test
    void refusesAClientWithoutACertificate() {
        assertThatThrownBy(() -> send("TLS-3", certificates.showingNothing()))
                .isInstanceOf(IOException.class);
        assertThat(receiver.all()).doesNotContain("TLS-3");
    }

    @Test
    void answersNothingInClear() throws Exception {
        try (RawPeer peer = new RawPeer(network.port())) {
            peer.write(RawPeer.framed(LoadSenders.adt("TLS-4", "P1")));

            assertThatThrownBy(() -> peer.answer().orElseThrow()).isNotNull();
        }
        assertThat(receiver.all()).doesNotContain("TLS-4");
    }

    @Test
    void doesNotListenInClearBeyondLoopback() throws Exception {
        String route = network.route("mllp://0.0.0.0:%d").replace("adt-to-clinic", "adt-in-clear");

        HttpResponse<String> refused = server.call("PUT", "/api/v1/routes/adt-in-clear", route);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("source.receive").contains("TLS");
    }

    private static String send(String controlId, SSLContext context) throws IOException {
        MllpClient.Settings settings =
                MllpClient.Settings.to("127.0.0.1", network.port())
                        .answeringWithin(Duration.ofSeconds(20));
        try (MllpClient client = MllpClient.tls(settings, context)) {
            return new String(
                    client.exchange(LoadSenders.adt(controlId, "P1")), StandardCharsets.US_ASCII);
        }
    }
}
