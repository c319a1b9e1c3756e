// SPDX-License-Identifier: Apache-2.0
package org.arrimage.gate;

import org.arrimage.route.RouteDefinition;
import org.arrimage.rulebook.Clearance;
import org.arrimage.rulebook.Parameters;
import org.arrimage.rulebook.State;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The standing of each route, in memory. Asking reads it; when business time passes its next change
 * it is judged anew on the spot, so a lapse holds a route even while the database is away. What
 * follows from a change (activation, notices, waking lanes) is settled apart, by comparing what
 * stands with what was last settled, so it may fail and be tried again.
 */
@Component
class GateHouse implements Gate {

    /** What a route that was never given gets: held, for want of everything. */
    private static final Clearance NEVER_GIVEN =
            new Clearance(State.HELD, Optional.empty(), List.of());

    private final FactsGatherer facts;
    private final GateStore store;
    private final Announcer announcer;
    private final InstantSource clock;
    private final Parameters parameters;

    private final Map<String, Standing> standings = new ConcurrentHashMap<>();
    private final Map<String, String> liveVersions = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock settling = new ReentrantLock();
    private final Map<String, Settled> settled = new HashMap<>(); // under the lock
    private volatile boolean factsChanged;
    private volatile Runnable bell = () -> {};

    /** What was last made known of a route. */
    private record Settled(State state, boolean live) {}

    GateHouse(
            FactsGatherer facts,
            GateStore store,
            Announcer announcer,
            InstantSource clock,
            GateSettings settings) {
        this.facts = facts;
        this.store = store;
        this.announcer = announcer;
        this.clock = clock;
        this.parameters = settings.parameters();
    }

    @Override
    public Clearance clearance(String route) {
        Standing standing = standings.get(route);
        if (standing == null) {
            return NEVER_GIVEN;
        }
        if (standing.standsAt(clock.millis())) {
            return standing.clearance();
        }
        Clearance anew = current(route).map(Standing::clearance).orElse(NEVER_GIVEN);
        bell.run();
        return anew;
    }

    @Override
    public boolean activated(String route) {
        Standing standing = standings.get(route);
        return standing != null && standing.subject().version().equals(liveVersions.get(route));
    }

    @Override
    public void activate(RouteDefinition route) {
        take(RouteSubject.of(route));
        settle();
    }

    @Override
    public void onChange(Consumer<String> listener) {
        listeners.add(listener);
    }

    /** Takes every route there is, when the server starts. */
    void takeAll(Collection<RouteDefinition> routes) {
        routes.forEach(route -> take(RouteSubject.of(route)));
        settle();
    }

    /** What stands for a route, judged anew if its time has passed. */
    Optional<Standing> current(String route) {
        return Optional.ofNullable(
                standings.computeIfPresent(
                        route,
                        (_, standing) -> {
                            Instant now = clock.instant();
                            return standing.standsAt(now.toEpochMilli())
                                    ? standing
                                    : judged(standing.subject(), standing, now);
                        }));
    }

    /** Says that facts changed: they are gathered again when next settled. */
    void factsChanged() {
        factsChanged = true;
    }

    /** Calls {@code bell} when somebody finds that a clearance no longer stands. */
    void ringWhenChanged(Runnable bell) {
        this.bell = bell;
    }

    /** Makes known all that changed since it was last settled. Does nothing when nothing did. */
    void settle() {
        List<String> changed = new ArrayList<>();
        settling.lock();
        try {
            gatherAgainIfChanged();
            for (String route : standings.keySet()) {
                current(route).ifPresent(standing -> settle(standing, changed));
            }
        } finally {
            settling.unlock();
            // Outside the lock: a listener may ask the gate, from another thread's point of view.
            changed.forEach(route -> listeners.forEach(listener -> listener.accept(route)));
        }
    }

    private void settle(Standing standing, List<String> changed) {
        String route = standing.subject().id();
        if (standing.clearance().cleared() && !activated(route)) {
            makeLive(standing.subject());
        }
        Settled now = new Settled(standing.clearance().state(), activated(route));
        if (!now.equals(settled.get(route))) {
            announcer.announce(route, standing.clearance());
            settled.put(route, now);
            changed.add(route);
        }
        announcer.foretell(standing, clock.instant(), parameters);
    }

    private void take(RouteSubject subject) {
        settling.lock();
        try {
            Standing before = standings.get(subject.id());
            boolean staysLive =
                    before != null
                            && activated(subject.id())
                            && before.subject().judged().equals(subject.judged());
            Standing now =
                    Standing.judged(subject, facts.about(subject), clock.instant(), parameters);
            if (staysLive || store.activated(subject.id(), subject.version())) {
                makeLive(subject);
            }
            standings.put(subject.id(), now);
        } finally {
            settling.unlock();
        }
    }

    /** On file first: a route is live only once that is known to last. */
    private void makeLive(RouteSubject subject) {
        store.activate(subject.id(), subject.version(), clock.instant());
        liveVersions.put(subject.id(), subject.version());
    }

    private void gatherAgainIfChanged() {
        if (!factsChanged) {
            return;
        }
        factsChanged = false;
        try {
            for (Standing standing : List.copyOf(standings.values())) {
                RouteSubject subject = standing.subject();
                standings.put(
                        subject.id(),
                        Standing.judged(
                                subject, facts.about(subject), clock.instant(), parameters));
            }
        } catch (RuntimeException e) {
            factsChanged = true; // the next round tries again
            throw e;
        }
    }

    private Standing judged(RouteSubject subject, Standing before, Instant at) {
        return Standing.judged(subject, before.facts(), at, parameters);
    }
}
