// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.mllp.MllpClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Large values in what is joined or taken apart: fragments and batches. */
class LargePartsTests {

    private static final String DOCUMENT = "QUFB".repeat(400_000);

    @TempDir private Path folder;

    @Test
    void joinsFragmentsAndSplitsBatchesThatHoldLargeValues() throws Exception {
        try (LargeReceiver receiver = new LargeReceiver();
                ServerProcess server = Launch.fast(folder).start()) {
            Network network = new Network(receiver.address());
            network.load(server);
            try (MllpClient client =
                    MllpClient.plain(MllpClient.Settings.to("127.0.0.1", network.port()))) {
                String first = message("PART1", "", DOCUMENT) + "\rADD\rDSC|NEXT|F\r";
                String last = msh("PART2", "NEXT") + "ADD|" + DOCUMENT + "||||||F\r";
                assertThat(exchange(client, first)).contains("MSA|AA|PART1");
                assertThat(exchange(client, last)).contains("MSA|AA|PART2");
                String one = message("ONE", "", DOCUMENT) + "\r";
                String two = message("TWO", "", DOCUMENT) + "\r";
                assertThat(exchange(client, one + two))
                        .contains("MSA|AA|ONE")
                        .contains("MSA|AA|TWO");
            }
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> receiver.count() >= 3);

            assertThat(receiver.digests("PART1"))
                    .containsExactly(
                            LargeMessage.digest(
                                    message("PART1", "", DOCUMENT + DOCUMENT)
                                            .replace("|ARRIMAGE|", "|CLINIQUE|")
                                            .concat("||||||F\r")));
            assertThat(receiver.digests("ONE")).hasSize(1);
            assertThat(receiver.digests("TWO")).hasSize(1);
        }
    }

    private static String exchange(MllpClient client, String message) throws IOException {
        return new String(
                client.exchange(message.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private static String message(String controlId, String continues, String document) {
        return msh(controlId, continues)
                + "OBX|1|ED|PDF^Rapport||^application^pdf^Base64^"
                + document;
    }

    private static String msh(String controlId, String continues) {
        return "MSH|^~\\&|SIH|HSM|ARRIMAGE|SNDE|20260302080000||ADT^A08^ADT_A01|%s|P|2.5.1||%s\r"
                .formatted(controlId, continues);
    }
}
