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
import java.util.List;
import java.util.stream.IntStream;

/** Frames in batch protocol (HL7 v2.5.1 §2.10.3): one answer, each message on its own. */
class BatchTests {

    private static final String FHS = "FHS|^~\\&|SIH|HSM|ARRIMAGE|SNDE|20260302080000||nuit||F1\r";
    private static final String BHS = "BHS|^~\\&|SIH|HSM|ARRIMAGE|SNDE|20260302080000||lot||B1\r";

    /** Several windows of messages on their way to the disk. */
    private static final int MANY = 3_000;

    @TempDir private static Path folder;
    private static CountingReceiver receiver;
    private static ServerProcess server;
    private static Network network;

    @BeforeAll
    static void start() throws Exception {
        receiver = new CountingReceiver();
        network = new Network(receiver.address());
        server = Launch.fast(folder).with("--arrimage.batch.messages=" + MANY).start();
        network.load(server);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        receiver.close();
        server.launch().mustHaveKeptQuiet();
    }

    @Test
    void answersEachMessageInTheEnvelopeTurnedRound() throws Exception {
        String answer = send(FHS + BHS + good("FILE-1") + good("FILE-2") + "BTS|2\rFTS|1\r");

        assertThat(answer.lines())
                .extracting(line -> line.substring(0, 3))
                .containsExactly("FHS", "BHS", "MSH", "MSA", "MSH", "MSA", "BTS", "FTS");
        assertThat(answer)
                .contains("MSA|AA|FILE-1\r", "MSA|AA|FILE-2\r", "BTS|2\rFTS|1\r")
                .contains("FHS|^~\\&|ARRIMAGE|SNDE|SIH|HSM|", "|B1\r");
        awaitDelivered("FILE-1", "FILE-2");
    }

    @Test
    void answersSeveralMessagesWithoutAnEnvelopeWithoutOne() throws Exception {
        String answer = send(good("BARE-1") + good("BARE-2"));

        assertThat(answer).startsWith("MSH|").contains("MSA|AA|BARE-1\r", "MSA|AA|BARE-2\r");
        assertThat(answer).doesNotContain("BHS", "BTS");
        awaitDelivered("BARE-1", "BARE-2");
    }

    @Test
    void quarantinesOnlyTheMessageThatIsRefusedWithItsPlace() throws Exception {
        String bad = good("ONE-BAD").replace("ADT^A08^ADT_A01", "ZZZ^Z99");

        String answer = send(BHS + good("ONE-1") + bad + good("ONE-3") + "BTS|3\r");

        assertThat(answer)
                .contains("MSA|AA|ONE-1\r", "MSA|AR|ONE-BAD\rERR||MSH^1^9^1|", "MSA|AA|ONE-3\r");
        assertThat(newestQuarantined().get("where").asString())
                .startsWith("file 0, batch 1, message 2, byte ")
                .endsWith(": MSH-9");
        awaitDelivered("ONE-1", "ONE-3");
    }

    @Test
    void refusesAMessageThatCannotBeReadAndTakesTheOthers() throws Exception {
        String answer = send(good("SPOILT-1").replace("EVN|", "E*N|") + good("SPOILT-2"));

        assertThat(answer).contains("MSA|AE|SPOILT-1\r", "MSA|AA|SPOILT-2\r");
        awaitDelivered("SPOILT-2");
    }

    @Test
    void saysThatTheTrailerCountsOtherwise() throws Exception {
        String answer = send(FHS + BHS + good("COUNT") + "BTS|2\rFTS|4\r");

        assertThat(answer)
                .contains("MSA|AA|COUNT\r")
                .contains("BTS|1|BTS-1 : annonce 2, recu 1 / BTS-1: announced 2, received 1\r")
                .contains("FTS|1|FTS-1 : annonce 4, recu 1 / FTS-1: announced 4, received 1\r");
    }

    @Test
    void saysThatABatchWasCutAndTakesWhatCame() throws Exception {
        String answer = send(BHS + good("NO-TRAILER"));

        assertThat(answer).contains("MSA|AA|NO-TRAILER\r").contains("BTS|1|").contains("coupe");
    }

    @Test
    void keepsSegmentsThatBelongToNoMessage() throws Exception {
        String answer = send(BHS + "ZXX|lost\r" + good("STRAY") + "BTS|1\r");

        assertThat(answer).contains("MSA|AA|STRAY\r").containsPattern("BTS\\|1\\|[^\r]*message");
        JsonNode kept = newestQuarantined();
        assertThat(kept.get("code").asString()).isEqualTo("BATCH_STRAY_SEGMENTS");
        assertThat(kept.get("where").asString()).isEqualTo("byte " + BHS.length());
        assertThat(kept.get("bytes").asInt()).isEqualTo("ZXX|lost\r".length());
    }

    @Test
    void takesAsManyMessagesAsAllowedAndSaysThatTheRestWasNotRead() throws Exception {
        List<String> ids = ids("LONG-");
        String rest = good("LONG-ONE-MORE");

        String answer = send(batch(ids).replace("BTS|", rest + "BTS|"));

        mustHaveTaken(answer, ids);
        assertThat(answer).containsPattern("BTS\\|3000\\|[^\r]*Trop de messages");
        JsonNode kept = newestQuarantined();
        assertThat(kept.get("code").asString()).isEqualTo("BATCH_TOO_LONG");
        assertThat(kept.get("bytes").asInt())
                .isEqualTo(rest.getBytes(StandardCharsets.UTF_8).length + "BTS|3000\r".length());
    }

    @Test
    void refusesABatchInWhichNothingCanBeTaken() throws Exception {
        String answer = send(BHS + "ZXX|lost\rBTS|0\r");

        assertThat(answer).startsWith("MSH|").contains("MSA|AE|").contains("ERR|");
        assertThat(newestQuarantined().get("code").asString()).isEqualTo("BATCH_STRAY_SEGMENTS");
    }

    @Test
    void answersAnEmptyBatchWithAnEmptyBatch() throws Exception {
        assertThat(send(BHS + "BTS|0\r")).startsWith("BHS|").endsWith("\rBTS|0\r");
    }

    @Test
    void answersErrorsOnlyWhenThatIsAskedFor() throws Exception {
        String quiet = good("QUIET").replace("|2.5.1|||||", "|2.5.1|||ER|NE|");
        String loud = quiet.replace("QUIET", "LOUD").replace("ADT^A08^ADT_A01", "ZZZ^Z99");

        String answer = send(BHS + quiet + loud + "BTS|2\r");

        assertThat(answer).contains("MSA|CR|LOUD\r", "BTS|1\r").doesNotContain("QUIET");
    }

    @Test
    void readsTheNextFrameAfterABatch() throws Exception {
        try (RawPeer peer = new RawPeer(network.port())) {
            peer.write(framed(good("THEN-1") + good("THEN-2"))).write(framed(good("THEN-3")));

            assertThat(peer.mustAnswer()).contains("MSA|AA|THEN-1\r", "MSA|AA|THEN-2\r");
            assertThat(peer.mustAnswer()).contains("MSA|AA|THEN-3\r");
        }
    }

    @Test
    void givesTheFirstAnswersAgainAfterACutAndDeliversNothingTwice() throws Exception {
        List<String> ids = ids("CUT-");
        byte[] batch = framed(batch(ids));
        try (RawPeer peer = new RawPeer(network.port())) {
            peer.write(java.util.Arrays.copyOf(batch, batch.length / 2));
            peer.reset();
        }
        try (RawPeer peer = new RawPeer(network.port())) {
            peer.write(batch).reset();
        }

        String first = send(batch(ids));
        String second = send(batch(ids));

        assertThat(withoutEnvelope(second)).isEqualTo(withoutEnvelope(first));
        mustHaveTaken(first, ids);
        awaitDeliveredOnce(ids);
    }

    @Test
    void deliversEachMessageOnceThoughItIsKilledInTheMiddle() throws Exception {
        List<String> ids = ids("KILL-");
        receiver.goAway(); // so that nothing is on its way when the server dies
        try (RawPeer peer = new RawPeer(network.port())) {
            long before = accepted();
            peer.write(framed(batch(ids)));
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> accepted() > before + MANY / 4);
            server.kill();
        }
        server = server.launch().start();

        String first = send(batch(ids));
        String second = send(batch(ids));
        receiver.comeBack();

        assertThat(withoutEnvelope(second)).isEqualTo(withoutEnvelope(first));
        mustHaveTaken(first, ids);
        awaitDeliveredOnce(ids);
    }

    @Test
    void isSentFromTheCommandLineAndResumed() throws Exception {
        String bad = good("FILE-B").replace("ADT^A08^ADT_A01", "ZZZ^Z99");
        Path file =
                Files.writeString(
                        folder.resolve("messages.hl7"), good("FILE-A") + bad + good("FILE-C"));
        String to = "mllp://127.0.0.1:" + network.port();

        var all = CommandLine.run("send", file, "--to", to, "--batch", "--json");
        var rest = CommandLine.run("send", file, "--to", to, "--batch", "--from", "3", "--json");

        assertThat(all.code()).isEqualTo(1);
        assertThat(codes(all)).containsExactly("1 AA", "2 AR", "3 AA");
        assertThat(rest.code()).isZero();
        assertThat(codes(rest)).containsExactly("3 AA");
        awaitDelivered("FILE-A", "FILE-C");
    }

    private static List<String> codes(CommandLine.Ended sent) {
        return sent.json()
                .get("acknowledgements")
                .valueStream()
                .map(each -> each.get("number").asInt() + " " + each.get("code").asString())
                .toList();
    }

    private static long accepted() throws IOException, InterruptedException {
        return server.get("/api/v1/status").get("sources").get(0).get("accepted").asLong();
    }

    private static List<String> ids(String prefix) {
        return IntStream.range(0, MANY).mapToObj(i -> prefix + i + ".").toList();
    }

    private static String batch(List<String> ids) {
        StringBuilder batch = new StringBuilder(BHS);
        ids.forEach(id -> batch.append(good(id)));
        return batch.append("BTS|").append(ids.size()).append('\r').toString();
    }

    private static void mustHaveTaken(String answer, List<String> ids) {
        assertThat(answer.lines().filter(line -> line.startsWith("MSA|")))
                .containsExactlyElementsOf(ids.stream().map(id -> "MSA|AA|" + id).toList());
    }

    private static String withoutEnvelope(String answer) {
        return answer.substring(answer.indexOf("MSH|"), answer.indexOf("BTS|"));
    }

    private static void awaitDelivered(String... ids) {
        awaitDeliveredOnce(List.of(ids));
    }

    private static void awaitDeliveredOnce(List<String> ids) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> receiver.all().containsAll(ids));
        assertThat(receiver.all().stream().filter(ids::contains)).doesNotHaveDuplicates();
    }

    private static JsonNode newestQuarantined() throws Exception {
        return server.get("/api/v1/quarantine").get(0);
    }

    private static String send(String body) throws IOException {
        try (RawPeer peer = new RawPeer(network.port())) {
            return peer.write(framed(body)).mustAnswer();
        }
    }

    private static String good(String controlId) {
        return new String(LoadSenders.adt(controlId, "P-" + controlId), StandardCharsets.UTF_8);
    }
}
