// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lanes that wait for a person since a restore: the systems they lead to may have received more
 * than the restored positions say, so no lane sends before someone has decided.
 */
@Component
public final class UndecidedLanes {
    private static final Logger LOG = LoggerFactory.getLogger(UndecidedLanes.class);

    private final BackupStore store;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;
    private final Map<Key, UndecidedLane> undecided = new ConcurrentHashMap<>();

    private record Key(String route, String asset) {}

    UndecidedLanes(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            ApplicationEventPublisher events,
            InstantSource clock) {
        store = new BackupStore(jdbc);
        transaction = new TransactionTemplate(transactions);
        this.events = events;
        this.clock = clock;
        store.undecided().forEach(lane -> undecided.put(new Key(lane.route(), lane.asset()), lane));
        if (!undecided.isEmpty()) {
            LOG.warn(
                    "{} lanes wait for a decision since a restore: arrimage restore decisions",
                    undecided.size());
        }
    }

    /** Whether the lane may send. Costs one read of memory. */
    public boolean mayRun(String route, String asset) {
        return undecided.isEmpty() || !undecided.containsKey(new Key(route, asset));
    }

    List<UndecidedLane> all() {
        return store.undecided();
    }

    /**
     * Decides for a lane, and lets it run.
     *
     * @param by who decides, for the record
     * @return empty when nothing is to be decided there
     */
    Optional<UndecidedLane> decide(
            String route, String asset, Decision decision, String by, LanePositions positions) {
        var key = new Key(route, asset);
        var lane = undecided.get(key);
        if (lane == null) {
            return Optional.empty();
        }
        boolean mine =
                Boolean.TRUE.equals(
                        transaction.execute(_ -> {
                            if (!store.remove(route, asset)) {
                                return false;
                            }
                            store.record(lane, decision, clock.instant(), by);
                            if (decision == Decision.SKIP) {
                                positions.skip(route, asset, lane.logEnd());
                            }
                            return true;
                        }));
        if (!mine) {
            return Optional.empty();
        }
        undecided.remove(key);
        LOG.warn("Lane {} -> {} after the restore: {}", route, asset, decision);
        events.publishEvent(new LaneDecided(route, asset, decision));
        return Optional.of(lane);
    }
}
