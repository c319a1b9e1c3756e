// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.messagelog.LoggedMessage;
import org.arrimage.messagelog.OrderingKeys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which keys of a lane wait for a person, and behind which message. Bounded: past {@link
 * #MOST_KEYS} the lane reads no further, since a destination that refuses everything needs a person
 * first. Guarded by the lane's lock.
 */
final class ParkedKeys {

    /** Some megabytes of memory, and far more than a person can look at. */
    static final int MOST_KEYS = 20_000;

    private final Map<Long, Parked> byKey = new HashMap<>();
    private final Map<Long, Parked> byId = new LinkedHashMap<>();
    private final List<Long> gone = new ArrayList<>();
    private long lastId;

    /** Takes back what was stored. */
    void restore(Parked parked) {
        byId.put(parked.id(), parked);
        lastId = Math.max(lastId, parked.id());
        if (parked.state() != Parked.State.MERGED) {
            parked.keys()
                    .forEach((key, from) -> {
                        Parked owner = byKey.get(key);
                        if (owner == null
                                || from < owner.keys().getOrDefault(key, Long.MAX_VALUE)) {
                            byKey.put(key, parked);
                        }
                    });
        }
    }

    boolean full() {
        return byKey.size() >= MOST_KEYS;
    }

    Collection<Parked> all() {
        return byId.values();
    }

    /**
     * Behind which message one waits, if it does.
     *
     * @param besides not this one, which is being sent again
     */
    Optional<Parked> holding(OrderingKeys keys, long position, Optional<Parked> besides) {
        for (int i = 0; !byKey.isEmpty() && i < keys.count(); i++) {
            Parked parked = byKey.get(keys.at(i));
            if (parked != null
                    && (besides.isEmpty() || parked != besides.get())
                    && parked.keys().getOrDefault(keys.at(i), Long.MAX_VALUE) <= position) {
                return Optional.of(parked);
            }
        }
        return Optional.empty();
    }

    /** A message that cannot pass. */
    Parked park(LoggedMessage message, Instant since, Outcome.Parked reason) {
        Parked parked =
                new Parked(
                        ++lastId,
                        message.position(),
                        message.message().receivedAt(),
                        since,
                        reason);
        byId.put(parked.id(), parked);
        return parked;
    }

    /**
     * Lets a message wait: its keys that wait nowhere or only from a later position on, or that
     * {@code from} was about to send again, wait here from its position on.
     */
    void join(Parked parked, OrderingKeys keys, long position, Optional<Parked> from) {
        for (int i = 0; i < keys.count(); i++) {
            long key = keys.at(i);
            Parked owner = byKey.get(key);
            if (owner == null
                    || (from.isPresent() && owner == from.get())
                    || owner.keys().getOrDefault(key, Long.MAX_VALUE) > position) {
                parked.take(key, position);
                byKey.put(key, parked);
            }
            from.ifPresent(releasing -> releasing.giveUp(key));
        }
    }

    /** Everything that waited has been read again: what arrives from now on queues behind it. */
    void merge(Parked parked) {
        parked.state(Parked.State.MERGED);
        for (long key : parked.keys().keySet()) {
            if (byKey.remove(key, parked)) {
                nextHolding(key).ifPresent(next -> byKey.put(key, next));
            }
        }
    }

    /** The message that a key waits behind from the earliest position on, of those not merged. */
    private Optional<Parked> nextHolding(long key) {
        return byId.values().stream()
                .filter(each -> each.state() != Parked.State.MERGED && each.keys().containsKey(key))
                .min(Comparator.comparingLong(each -> each.keys().get(key)));
    }

    /** All of it is settled. */
    void remove(Parked parked) {
        byId.remove(parked.id());
        gone.add(parked.id());
    }

    /** What was removed since the last call. */
    List<Long> takeGone() {
        List<Long> taken = List.copyOf(gone);
        gone.clear();
        return taken;
    }

    /** The parked message at a position that nobody has sent again yet. */
    Optional<Parked> at(long position) {
        return byId.values().stream()
                .filter(each -> each.position() == position && each.state() == Parked.State.PARKED)
                .findFirst();
    }

    /** Where a person must look. */
    List<Long> positions() {
        return byId.values().stream()
                .filter(each -> each.state() == Parked.State.PARKED)
                .map(Parked::position)
                .toList();
    }

    Optional<Parked> releasing() {
        return byId.values().stream()
                .filter(each -> each.state() == Parked.State.RELEASING)
                .findFirst();
    }
}
