// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.acceptance.Behaviour.Answering;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * A receiver that is slow, silent, wrong, late or away: what was acknowledged reaches it in order
 * once it behaves, and no answer is taken for that of another message.
 */
class ReceiverFaultTests {

    private static final String IMPATIENT =
            "timeout: 1s, retry: {first: 50ms, ceiling: 200ms, attempts: 50}";
    private static final Duration DRAINED = Duration.ofSeconds(60);

    @TempDir private static Path folder;
    private static ServerProcess server;
    private CountingReceiver receiver;
    private LoadSenders senders;

    @BeforeAll
    static void startServer() throws Exception {
        server = Launch.fast(folder).start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void stop() throws Exception {
        senders.stop();
        receiver.close();
    }

    @Test
    void waitsForASlowReceiver() throws Exception {
        loadOn(
                it ->
                        it.nth() <= 20
                                ? Behaviour.acceptingAfter(Duration.ofMillis(300))
                                : Behaviour.accepting(),
                Load.of(2));

        awaitAcknowledged(20);

        reckon("receiver answers 20 messages after 300 ms each").mustAllHaveArrived();
    }

    @Test
    void sendsAgainWhatWasNeverAnswered() throws Exception {
        loadOn(
                it ->
                        it.nth() % 100 == 50 && it.nth() < 400
                                ? Behaviour.accepting(Answering.SILENT)
                                : Behaviour.accepting(),
                Load.of(4));

        awaitArrivals(600);

        reckon("receiver falls silent at each 100th message").mustAllHaveArrived();
    }

    @Test
    void waitsOutAReceiverThatTakesConnectionsAndAnswersNothing() throws Exception {
        loadOn(
                it ->
                        it.nth() > 100 && it.nth() <= 104
                                ? Behaviour.accepting(Answering.SILENT)
                                : Behaviour.accepting(),
                Load.of(4));

        awaitArrivals(300);

        reckon("receiver is a black hole from message 101 on, for four attempts")
                .mustAllHaveArrived();
    }

    @Test
    void sendsAgainWhenTheConnectionIsResetInTheMiddleOfAMessage() throws Exception {
        Script script =
                new Script() {
                    @Override
                    public Behaviour on(Arrival arrival) {
                        return Behaviour.accepting();
                    }

                    @Override
                    public long bytesUntilReset(int nth) {
                        return nth <= 10 ? 5_000L + 137L * nth : Long.MAX_VALUE;
                    }
                };

        loadOn(script, Load.of(4));
        awaitArrivals(600);

        reckon("receiver resets 10 connections in the middle of a message").mustAllHaveArrived();
    }

    @Test
    void sendsAgainWhenTheConnectionIsResetInTheMiddleOfAnAnswer() throws Exception {
        loadOn(every(50, Answering.RESET_IN_ANSWER, Answering.RESET_BEFORE_ANSWER), calm());

        awaitArrivals(600);

        reckon("receiver resets before or in each 50th answer").mustAllHaveArrived();
    }

    @Test
    void takesGarbageForNoAnswer() throws Exception {
        loadOn(every(50, Answering.GARBAGE), calm());

        awaitArrivals(600);

        reckon("receiver answers each 50th message with garbage").mustAllHaveArrived();
    }

    @Test
    void neverTakesTheAnswerOfAnotherMessageForThatOfThisOne() throws Exception {
        loadOn(
                it ->
                        it.nth() % 50 == 0 && it.nth() <= 300
                                ? Behaviour.accepting(Answering.ABOUT_ANOTHER)
                                : Behaviour.accepting(),
                calm());

        awaitArrivals(300);

        reckon("receiver answers six messages with another's MSA-2").mustAllHaveArrived();
    }

    @Test
    void neverCreditsALateAnswerToTheNextMessage() throws Exception {
        // Right after a late answer comes the first attempt of another message, which is refused.
        Set<Integer> late = Set.of(40, 80, 120, 160);
        loadOn(
                it -> {
                    if (late.contains(it.nth())) {
                        return Behaviour.acceptingLate(Duration.ofMillis(1_100));
                    }
                    return it.nth() % 3 == 0 && it.attempt() == 1
                            ? Behaviour.saying("AE")
                            : Behaviour.accepting();
                },
                calm());

        awaitArrivals(400);

        reckon("receiver answers 4 messages after the timeout, refuses each third once")
                .mustAllHaveArrived();
    }

    @Test
    void tellsAnswersApartThatOvertakeEachOther() throws Exception {
        Random chance = new Random(20_261_128);
        loadOn(
                it -> {
                    Behaviour saying =
                            Behaviour.saying(it.attempt() == 1 && it.nth() % 3 == 0 ? "AE" : "AA");
                    return saying.outOfTurn(Duration.ofMillis(chance.nextInt(50)));
                },
                Load.of(8),
                IMPATIENT + ", pipeline: 16, connections: 2");

        awaitArrivals(600);

        reckon("receiver answers out of turn, refuses each third once, 2 x 16 under way")
                .mustAllHaveArrived();
    }

    @Test
    void passesOverAnswersThatComeTwice() throws Exception {
        loadOn(
                it ->
                        it.nth() % 4 == 0 && it.attempt() == 1
                                ? Behaviour.saying("AE")
                                : Behaviour.accepting(Answering.TWICE),
                calm());

        awaitArrivals(600);

        reckon("receiver answers everything twice, refuses each fourth once").mustAllHaveArrived();
    }

    @Test
    void triesAgainWithPausesWhileTheReceiverHasTrouble() throws Exception {
        loadOn(
                it -> it.attempt() <= 4 ? Behaviour.saying("AE") : Behaviour.accepting(),
                Load.of(2).resting(Duration.ofMillis(20)));

        awaitAcknowledged(100);

        reckon("receiver says AE four times to each message").mustAllHaveArrived();
        assertThat(pauses(0)).allMatch(pause -> pause.toMillis() >= 25);
        assertThat(pauses(2)).allMatch(pause -> pause.toMillis() >= 100);
    }

    /** Between the attempt after so many failures and the next, of each message. */
    private List<Duration> pauses(int failures) {
        Map<String, List<Long>> attempts = new HashMap<>();
        for (CountingReceiver.Treated each : receiver.treated()) {
            attempts.computeIfAbsent(each.arrival().controlId(), _ -> new ArrayList<>())
                    .add(each.arrival().nanos());
        }
        return attempts.values().stream()
                .filter(times -> times.size() > failures + 1)
                .map(times -> Duration.ofNanos(times.get(failures + 1) - times.get(failures)))
                .toList();
    }

    @Test
    void parksTheKeyOfARejectedMessageAloneAndBringsItBackInOrder() throws Exception {
        AtomicBoolean rejecting = new AtomicBoolean(true);
        AtomicReference<String> rejected = new AtomicReference<>("");
        loadOn(
                it -> {
                    if (it.nth() == 100) {
                        rejected.set(it.controlId());
                    }
                    return it.controlId().equals(rejected.get()) && rejecting.get()
                            ? Behaviour.saying("AR")
                            : Behaviour.accepting();
                },
                calm());
        awaitArrivals(600);
        senders.stop();

        Reckoning parked = Reckoning.whenDrained(server, receiver, senders, DRAINED);
        parked.mustHold("receiver rejects one message, its patient parked");
        assertThat(parked.parked()).isGreaterThan(1);
        assertThat(parked.acknowledged() - parked.received()).isEqualTo(parked.parked());
        assertThat(patientsOf(missing())).hasSize(1);

        rejecting.set(false);
        replayFirstParked();
        reckon("receiver rejected one message, replayed").mustAllHaveArrived();
    }

    private Set<String> missing() {
        Set<String> missing = senders.acknowledged();
        missing.removeAll(receiver.accepted());
        return missing;
    }

    private static Set<String> patientsOf(Set<String> controlIds) {
        return controlIds.stream().map(LoadSenders::patient).collect(Collectors.toSet());
    }

    private static void replayFirstParked() throws Exception {
        JsonNode first = null;
        for (JsonNode each : server.get("/api/v1/parked")) {
            if (first == null || each.get("position").asLong() < first.get("position").asLong()) {
                first = each;
            }
        }
        server.must(
                "POST",
                "/api/v1/parked/%s/%s/%d/replay"
                        .formatted(
                                first.get("route").asString(),
                                first.get("asset").asString(),
                                first.get("position").asLong()),
                "");
    }

    @Test
    void drainsInOrderWhatWaitedForAReceiverThatWasAway() throws Exception {
        loadOn(Script.accepting(), Load.of(4));
        awaitArrivals(200);

        receiver.goAway();
        int before = senders.count();
        awaitAcknowledged(before + 3_000);
        long waiting = Reckoning.Books.of(server).waiting();
        receiver.comeBack();

        assertThat(waiting).isGreaterThan(2_000);
        reckon("receiver was away for %d messages".formatted(waiting)).mustAllHaveArrived();
    }

    private Behaviour choose(int nth, Answering... answering) {
        return Behaviour.accepting(answering[nth % answering.length]);
    }

    /** Does these, in turn, about each message whose place is a multiple of {@code period}. */
    private Script every(int period, Answering... answering) {
        return it ->
                it.nth() % period == 0
                        ? choose(it.nth() / period, answering)
                        : Behaviour.accepting();
    }

    private static Load calm() {
        return Load.of(4).resting(Duration.ofMillis(2));
    }

    private void loadOn(Script script, Load load) throws Exception {
        loadOn(script, load, IMPATIENT);
    }

    private void loadOn(Script script, Load load, String destination) throws Exception {
        receiver = new CountingReceiver(script);
        Network network = new Network(receiver.address(), destination);
        network.load(server);
        senders = new LoadSenders(network.port(), load).start();
    }

    private void awaitArrivals(int count) {
        Awaitility.await().atMost(DRAINED).until(() -> receiver.count() >= count);
    }

    private void awaitAcknowledged(int count) {
        Awaitility.await().atMost(DRAINED).until(() -> senders.count() >= count);
    }

    private Reckoning reckon(String scenario) throws Exception {
        senders.stop();
        return Reckoning.whenDrained(server, receiver, senders, DRAINED).mustHold(scenario);
    }
}
