// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

class DemoPeersTest {

    private static final Person PERSON = Person.ALL.getFirst();

    @Test
    void acknowledgesAndKeepsWhatItIsSentInOrder() throws IOException {
        try (var peer = MllpPeer.accepting();
                var source = new MllpSource(peer.port())) {
            MllpSource.Answer first = source.send(Hl7.admission("A01", "ONE", PERSON));
            source.send(Hl7.admission("A08", "TWO", PERSON));

            assertThat(first.accepted()).isTrue();
            assertThat(first.control()).isEqualTo("ONE");
            assertThat(peer.controls()).containsExactly("ONE", "TWO");
            assertThat(peer.text("TWO")).contains("Élodie");
        }
    }

    @Test
    void readsTheRefusalOfAFrameSentAsItIs() throws IOException {
        try (var peer = new MllpPeer(message -> Hl7.acknowledgement(message, "AR"));
                var source = new MllpSource(peer.port())) {
            MllpSource.Answer answer =
                    source.sendRaw(
                            MllpSource.framed("MSH|^~\\&|A|B|C|D|2026||ADT^A01|RAW|P|2.5\r"));

            assertThat(answer.accepted()).isFalse();
            assertThat(answer.brief()).isEqualTo("AR RAW");
        }
    }

    @Test
    void writesMessagesThatTheProductReads() throws Hl7Problem {
        byte[] query = Hl7.query("Q1", PERSON);
        for (byte[] message :
                new byte[][] {
                    Hl7.admission("A01", "C1", PERSON),
                    Hl7.discharge("C2", PERSON),
                    Hl7.result("LABO", "C3", PERSON, "5.4"),
                    query,
                    Hl7.response(query, PERSON),
                    Hl7.acknowledgement(query, "AA")
                }) {
            Hl7Message read = Hl7Message.read(message, StandardCharsets.UTF_8);
            assertThat(read.header().controlId()).isNotEmpty();
            assertThat(read.header().characterSet()).isEqualTo("UNICODE UTF-8");
        }
        assertThat(new String(Hl7.response(query, PERSON), UTF_8))
                .contains("QAK|Q-Q1|OK", "MSA|AA|Q1");
    }
}
