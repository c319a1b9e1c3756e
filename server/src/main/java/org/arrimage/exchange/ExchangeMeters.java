// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import org.arrimage.connector.Connectors;
import org.arrimage.connector.Strays;
import org.arrimage.delivery.LaneId;
import org.arrimage.delivery.Lanes;
import org.arrimage.messagelog.MessageLog;
import org.springframework.stereotype.Component;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * What Prometheus is told of the exchange: for each route and destination how far behind it is, how
 * old the oldest message in hand, what is parked; for the log what waits and since when it could
 * not be written. Names of routes and assets only.
 */
@Component
class ExchangeMeters {

    private final MeterRegistry meters;
    private final Lanes lanes;
    private final Connectors connectors;

    ExchangeMeters(MeterRegistry meters, Lanes lanes, Connectors connectors, MessageLog log) {
        this.meters = meters;
        this.lanes = lanes;
        this.connectors = connectors;
        Gauge.builder("arrimage.log.waiting", log, it -> it.counts().waiting())
                .description("messages that wait for the log's writer")
                .register(meters);
        Gauge.builder("arrimage.log.blocked", log, it -> it.counts().blocked().toMillis() / 1_000.0)
                .baseUnit("seconds")
                .description("for how long the log could not be written; 0 while it can")
                .register(meters);
        FunctionCounter.builder(
                        "arrimage.log.reused.control.ids",
                        log,
                        it -> it.counts().reusedControlIds())
                .description("messages that bore another's control id with other bytes")
                .register(meters);
    }

    /** Begins to tell of a lane; again for the same one changes nothing. */
    void lane(LaneId lane) {
        Tags tags = Tags.of("route", lane.route(), "asset", lane.asset());
        gauge("arrimage.lane.lag", "messages recorded and not settled", tags, lane, it -> it.lag());
        gauge(
                "arrimage.lane.oldest.seconds",
                "age of the oldest message in hand",
                tags,
                lane,
                Lanes.LaneStatus::oldestSeconds);
        gauge("arrimage.lane.parked", "messages for a person", tags, lane, it -> it.parked());
        gauge(
                "arrimage.lane.waiting",
                "1 while it waits for its destination or its route",
                tags,
                lane,
                it -> it.waiting() || it.stopped() ? 1 : 0);
        FunctionCounter.builder(
                        "arrimage.lane.delivered",
                        lanes,
                        it -> it.status(lane).map(Lanes.LaneStatus::delivered).orElse(0L))
                .tags(tags)
                .description("messages delivered since the start")
                .register(meters);
        strays(lane.asset(), "late", Strays::late);
        strays(lane.asset(), "repeated", Strays::repeated);
        strays(lane.asset(), "unknown", Strays::unknown);
    }

    private void gauge(
            String name,
            String description,
            Tags tags,
            LaneId lane,
            ToDoubleFunction<Lanes.LaneStatus> value) {
        Gauge.builder(name, lanes, it -> it.status(lane).map(value::applyAsDouble).orElse(0.0))
                .tags(tags)
                .description(description)
                .register(meters);
    }

    private void strays(String asset, String kind, ToLongFunction<Strays> count) {
        FunctionCounter.builder(
                        "arrimage.answers.stray",
                        connectors,
                        it ->
                                Optional.ofNullable(it.strays().get(asset))
                                        .map(count::applyAsLong)
                                        .orElse(0L))
                .tags("asset", asset, "kind", kind)
                .description("answers that no message waited for")
                .register(meters);
    }
}
