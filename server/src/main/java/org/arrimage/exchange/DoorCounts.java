// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many arrivals each door took in and refused, and each relay answered, since the start. */
@Component
class DoorCounts {

    private final MeterRegistry meters;
    private final Map<String, Counter> accepted = new ConcurrentHashMap<>();
    private final Map<String, Counter> refused = new ConcurrentHashMap<>();
    private final Map<String, Counter> relayed = new ConcurrentHashMap<>();

    DoorCounts(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Both counts of one source. */
    record Counts(long accepted, long refused) {}

    void accepted(String asset) {
        counter(accepted, "arrimage.door.accepted", "asset", asset).increment();
    }

    void refused(String asset) {
        counter(refused, "arrimage.door.refused", "asset", asset).increment();
    }

    void relayedBy(String route) {
        counter(relayed, "arrimage.relay.answered", "route", route).increment();
    }

    Counts of(String asset) {
        return new Counts(
                (long) counter(accepted, "arrimage.door.accepted", "asset", asset).count(),
                (long) counter(refused, "arrimage.door.refused", "asset", asset).count());
    }

    long relayed(String route) {
        return (long) counter(relayed, "arrimage.relay.answered", "route", route).count();
    }

    private Counter counter(Map<String, Counter> counters, String name, String tag, String value) {
        return counters.computeIfAbsent(value, _ -> meters.counter(name, tag, value));
    }
}
