// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.acceptance.Behaviour.Said;
import org.arrimage.acceptance.CountingReceiver.Treated;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the senders were told against what the receiver has and what the server says of itself, once
 * the load has ended: acknowledged = delivered + parked + waiting.
 *
 * @param acknowledged distinct messages that senders were told are safe
 * @param received distinct messages that the receiver accepted
 * @param explained arrivals of a message already accepted, whose sender had sent it again, or with
 *     a death or a doubtful answer in between
 * @param unexplained the other such arrivals: the design allows none
 * @param overtaken messages that arrived before an earlier one of their patient was accepted
 * @param parked by the server's word
 * @param waiting by the server's word
 * @param lost acknowledged, and neither accepted nor parked nor waiting
 */
record Reckoning(
        int acknowledged,
        int received,
        int explained,
        int unexplained,
        int overtaken,
        long parked,
        long waiting,
        long lost) {

    /** What senders know. */
    record Told(Set<String> acknowledged, Set<String> sentAgain) {
        static Told to(LoadSenders senders) {
            return new Told(senders.acknowledged(), senders.sentAgain());
        }
    }

    /**
     * What the server says of its destination.
     *
     * @param delivered since the start of the process
     */
    record Books(long delivered, long parked, long waiting) {
        static Books of(ServerProcess server) throws IOException, InterruptedException {
            long delivered = 0;
            long parked = 0;
            long waiting = 0;
            for (JsonNode route : server.get("/api/v1/status").get("routes")) {
                for (JsonNode destination : route.get("destinations")) {
                    delivered += destination.get("delivered").asLong();
                    parked += destination.get("parked").asLong();
                    waiting += destination.get("lag").asLong();
                }
            }
            return new Books(delivered, parked, waiting);
        }
    }

    /** Waits until nothing waits any more, at most {@code atMost}, then reckons. */
    static Reckoning whenDrained(
            ServerProcess server, CountingReceiver receiver, LoadSenders senders, Duration atMost)
            throws IOException, InterruptedException {
        try {
            Awaitility.await()
                    .atMost(atMost)
                    .pollInterval(Duration.ofMillis(100))
                    .ignoreExceptions()
                    .until(() -> {
                        Books books = Books.of(server);
                        return books.waiting == 0
                                && books.parked + receiver.accepted().size() >= senders.count();
                    });
        } catch (ConditionTimeoutException notDrained) {
            // The figures say what is missing, better than the condition does.
            return now(server, receiver, senders);
        }
        return now(server, receiver, senders);
    }

    /** As things stand. */
    static Reckoning now(ServerProcess server, CountingReceiver receiver, LoadSenders senders)
            throws IOException, InterruptedException {
        Books books = Books.of(server);
        return of(Told.to(senders), receiver.treated(), books.parked, books.waiting);
    }

    static Reckoning of(Told told, List<Treated> treated, long parked, long waiting) {
        Set<String> accepted = new LinkedHashSet<>();
        int explained = 0;
        int unexplained = 0;
        Map<String, Treated> latest = new HashMap<>();
        for (Treated each : treated) {
            String controlId = each.arrival().controlId();
            Treated before = latest.put(controlId, each);
            if (accepted.contains(controlId) && before != null) {
                boolean known =
                        told.sentAgain.contains(controlId)
                                || before.said() != Said.ACCEPTED
                                || each.arrival().deathSince(before.arrival());
                explained += known ? 1 : 0;
                unexplained += known ? 0 : 1;
            }
            if (mayBeTaken(each)) {
                accepted.add(controlId);
            }
        }
        Set<String> missing = new LinkedHashSet<>(told.acknowledged);
        missing.removeAll(accepted);
        return new Reckoning(
                told.acknowledged.size(),
                accepted.size(),
                explained,
                unexplained,
                overtaken(treated),
                parked,
                waiting,
                Math.max(0, missing.size() - parked - waiting));
    }

    private static boolean mayBeTaken(Treated each) {
        return each.said() == Said.ACCEPTED || each.said() == Said.PERHAPS;
    }

    /** Control ids of one patient sort in the order in which they were sent. */
    private static int overtaken(List<Treated> treated) {
        Map<String, TreeMap<String, Integer>> firstArrivals = new HashMap<>();
        Map<String, Integer> firstAcceptance = new HashMap<>();
        for (Treated each : treated) {
            Arrival arrival = each.arrival();
            firstArrivals
                    .computeIfAbsent(arrival.patient(), _ -> new TreeMap<>())
                    .putIfAbsent(arrival.controlId(), arrival.nth());
            if (mayBeTaken(each)) {
                firstAcceptance.putIfAbsent(arrival.controlId(), arrival.nth());
            }
        }
        int overtaken = 0;
        for (TreeMap<String, Integer> patient : firstArrivals.values()) {
            int latest = 0;
            for (Map.Entry<String, Integer> message : patient.entrySet()) {
                overtaken += message.getValue() < latest ? 1 : 0;
                latest =
                        Math.max(
                                latest,
                                firstAcceptance.getOrDefault(message.getKey(), message.getValue()));
            }
        }
        return overtaken;
    }

    /** Prints one line for the record, then insists on what is promised after every fault. */
    Reckoning mustHold(String scenario) {
        System.out.println(scenario + ": " + this);
        List<String> broken = new ArrayList<>();
        if (lost > 0) {
            broken.add("lost " + lost);
        }
        if (overtaken > 0) {
            broken.add("out of order " + overtaken);
        }
        if (unexplained > 0) {
            broken.add("duplicates without a reason " + unexplained);
        }
        assertThat(broken).as(scenario + ": " + this).isEmpty();
        return this;
    }

    /** Insists that everything acknowledged was accepted: nothing parked, nothing waiting. */
    Reckoning mustAllHaveArrived() {
        assertThat(waiting).as("waiting").isZero();
        assertThat(parked).as("parked").isZero();
        assertThat(received).as("received").isGreaterThanOrEqualTo(acknowledged);
        return this;
    }

    @Override
    public String toString() {
        return ("acknowledged %d, received %d, duplicates explained %d, unexplained %d, parked %d,"
                        + " waiting %d, lost %d, out of order %d")
                .formatted(
                        acknowledged,
                        received,
                        explained,
                        unexplained,
                        parked,
                        waiting,
                        lost,
                        overtaken);
    }
}
