// SPDX-License-Identifier: Apache-2.0
package org.arrimage.console;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the exchange at most once a second, whoever looks and however many, and not at all when
 * nobody does. Keeps the last picture when the exchange does not answer.
 */
final class Pulse {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    /** A little less than the second at which streams ask. */
    private static final long FRESH_NANOS = 900_000_000L;

    private final ExchangeView exchange;
    private final MessageSource messages;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Traffic traffic = new Traffic();
    private Optional<Taken> last = Optional.empty();

    private record Taken(
            long nanos, Snapshot snapshot, List<String> shape, Drawing drawing, boolean stale) {}

    Pulse(ExchangeView exchange, MessageSource messages, LongSupplier nanos) {
        this.exchange = exchange;
        this.messages = messages;
        this.nanos = nanos;
    }

    /**
     * The page as it is now.
     *
     * @param route the route to show, if it exists
     */
    Page page(Locale language, String route) {
        lock.lock();
        try {
            var taken = taken();
            var words = new Words(language, messages);
            return new PageWriter(words, taken.snapshot(), traffic, route)
                    .write(taken.drawing(), taken.stale());
        } finally {
            lock.unlock();
        }
    }

    private Taken taken() {
        long now = nanos.getAsLong();
        if (last.isPresent() && now - last.get().nanos() < FRESH_NANOS) {
            return last.get();
        }
        Taken taken;
        try {
            taken = taken(now, exchange.snapshot());
        } catch (RuntimeException failure) { // the edge of the page: it must still be shown
            if (last.isEmpty()) {
                throw failure;
            }
            LOG.warn("The console shows an old picture ({})", failure.getClass().getName());
            var old = last.get();
            taken = new Taken(now, old.snapshot(), old.shape(), old.drawing(), true);
        }
        last = Optional.of(taken);
        return taken;
    }

    private Taken taken(long now, Snapshot snapshot) {
        traffic.note(now, Traffic.counters(snapshot));
        var shape = shape(snapshot);
        Drawing drawing =
                last.filter(old -> old.shape().equals(shape))
                        .map(Taken::drawing)
                        .orElseGet(() -> NetworkLayout.of(snapshot.parties(), snapshot.routes()));
        return new Taken(now, snapshot, shape, drawing, false);
    }

    /** What the drawing's places depend on: it is laid out again only when this changes. */
    private static List<String> shape(Snapshot snapshot) {
        return Stream.concat(
                        snapshot.parties().stream().map(party -> party.id() + party.internal()),
                        snapshot.routes().stream()
                                .map(route ->
                                        route.id()
                                                + " "
                                                + route.source()
                                                + route.destinations().stream()
                                                        .map(Snapshot.Destination::asset)
                                                        .collect(Collectors.joining(" "))))
                .toList();
    }
}
