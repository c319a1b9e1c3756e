// SPDX-License-Identifier: Apache-2.0
package org.arrimage.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.arrimage.notice.Notice;
import org.arrimage.rulebook.Citation;
import org.arrimage.rulebook.GateId;
import org.arrimage.rulebook.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** A route runs from the day it is cleared until the day something lapses, and people are told. */
class GateTests {

    private static final String ROUTE = GateHarness.ROUTE;

    private final GateHarness harness = new GateHarness("2026-02-01T12:00:00Z");
    private final List<String> changed = new ArrayList<>();

    @AfterEach
    void drop() {
        harness.close();
    }

    private List<String> told() {
        return harness.notices.latest(50).reversed().stream()
                .map(Notice::text)
                .map(text -> text.en().replaceAll("(?s)[:.] .*|\\.$", ""))
                .toList();
    }

    @Test
    void aRouteThatWasNeverGivenIsHeldAndNotLive() {
        assertThat(harness.gate.clearance("nowhere").state()).isEqualTo(State.HELD);
        assertThat(harness.gate.activated("nowhere")).isFalse();
    }

    @Test
    void aRouteWithoutFactsIsNotLiveAndBecomesSoTheMomentTheyCome() {
        harness.gate.onChange(changed::add);
        harness.gate.activate(harness.route());
        assertThat(harness.gate.activated(ROUTE)).isFalse();
        assertThat(harness.gate.clearance(ROUTE).state()).isEqualTo(State.HELD);

        harness.recordFacts();

        assertThat(harness.gate.clearance(ROUTE).state()).isEqualTo(State.CLEARED);
        assertThat(harness.gate.activated(ROUTE)).isTrue();
        assertThat(changed).containsExactly(ROUTE, ROUTE);
        assertThat(told()).containsExactly("Route r is held", "Route r is released");
    }

    @Test
    void aCertificateThatLapsesHoldsTheRouteAndItsRenewalReleasesIt() {
        harness.recordFacts();
        harness.gate.activate(harness.route());
        harness.gate.onChange(changed::add);
        Instant end = harness.gate.clearance(ROUTE).until().orElseThrow();
        assertThat(end).isEqualTo(Instant.parse("2026-07-01T04:00:00Z"));

        harness.clock.moveTo(end.minusMillis(1));
        assertThat(harness.gate.clearance(ROUTE).state()).isEqualTo(State.CLEARED);
        harness.clock.moveTo(end);

        var held = harness.gate.clearance(ROUTE);
        assertThat(held.state()).isEqualTo(State.HELD);
        assertThat(held.obstacles()).extracting(gate -> gate.gate()).containsExactly(GateId.G4);
        assertThat(held.obstacles().getFirst().citations())
                .extracting(Citation::article)
                .contains("SNDE-5.1");
        assertThat(harness.gate.activated(ROUTE)).isTrue();
        harness.gate.settle();
        assertThat(changed).containsExactly(ROUTE);

        harness.record(
                "{evidence: [{id: c2, type: CERTIFICATE, subject: {asset: app, version: '4.2'},"
                        + " effective: 2026-06-30, author: bureau}]}");

        assertThat(harness.gate.clearance(ROUTE).state()).isEqualTo(State.CLEARED);
        assertThat(changed).containsExactly(ROUTE, ROUTE);
        assertThat(told())
                .containsExactly("Route r is cleared", "Route r is held", "Route r is released");
        assertThat(harness.notices.latest(2).getLast().text().fr())
                .contains("pris fin le 2026-06-30", "SNDE-5.1");
    }

    @Test
    void aNewVersionOfTheProductHoldsTheRoute() {
        harness.recordFacts();
        harness.gate.activate(harness.route());

        harness.record(
                "{assets: [{id: app, name: {fr: A, en: A}, organisation: medisoft, version: '4.3',"
                        + " internal: false, holder: p-holder-app}]}");

        assertThat(harness.gate.clearance(ROUTE).state()).isEqualTo(State.HELD);
        assertThat(harness.gate.activated(ROUTE)).isTrue();
    }

    @Test
    void whatWasToldIsNotToldAgainAfterARestart() {
        harness.recordFacts();
        harness.gate.activate(harness.route());
        harness.clock.moveTo(Instant.parse("2026-07-01T04:00:00Z"));
        harness.gate.settle();
        List<String> before = told();

        GateHouse restarted = harness.anotherGate();
        restarted.takeAll(List.of(harness.route()));

        assertThat(restarted.clearance(ROUTE).state()).isEqualTo(State.HELD);
        assertThat(restarted.activated(ROUTE)).isTrue();
        assertThat(told()).isEqualTo(before);
    }

    @Test
    void anotherDefinitionStaysLiveOnlyIfItIsJudgedByTheSameFacts() {
        harness.recordFacts();
        harness.gate.activate(harness.route());
        harness.clock.moveTo(Instant.parse("2026-07-01T04:00:00Z"));

        harness.gate.activate(harness.routeWith("purpose: Tests", "purpose: Other"));
        assertThat(harness.gate.activated(ROUTE)).isTrue();

        harness.gate.activate(harness.routeWith("asset: adt", "asset: stranger"));
        assertThat(harness.gate.activated(ROUTE)).isFalse();

        harness.gate.activate(harness.route());
        assertThat(harness.gate.activated(ROUTE)).isTrue();
    }

    @Test
    void aDatabaseThatIsAwayCannotKeepALapsedRouteOpen() {
        harness.recordFacts();
        harness.gate.activate(harness.route());

        harness.close();
        harness.clock.moveTo(Instant.parse("2026-07-01T04:00:00Z"));

        assertThat(harness.gate.clearance(ROUTE).state()).isEqualTo(State.HELD);
    }

    @Test
    void nobodyEverReadsClearedPastTheEnd() throws Exception {
        harness.recordFacts();
        harness.gate.activate(harness.route());
        Instant end = harness.gate.clearance(ROUTE).until().orElseThrow();
        var stop = new AtomicBoolean();
        var late = new LongAdder();
        var reads = new LongAdder();
        var readers = new ArrayList<Thread>();
        for (int i = 0; i < 4; i++) {
            readers.add(
                    Thread.startVirtualThread(() -> {
                        while (!stop.get()) {
                            boolean past = !harness.clock.instant().isBefore(end);
                            if (harness.gate.clearance(ROUTE).cleared() && past) {
                                late.increment();
                            }
                            reads.increment();
                            Thread.yield();
                        }
                    }));
        }

        await().until(() -> reads.sum() > 1_000);
        harness.clock.moveTo(end);
        harness.gate.settle();
        long sofar = reads.sum();
        await().until(() -> reads.sum() > sofar + 1_000);
        stop.set(true);
        for (Thread reader : readers) {
            reader.join();
        }

        assertThat(late.sum()).isZero();
    }
}
