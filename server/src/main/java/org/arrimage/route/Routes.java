// SPDX-License-Identifier: Apache-2.0
package org.arrimage.route;

import org.arrimage.rulebook.Text;
import org.arrimage.rulebook.Unusable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** The current version of each route, kept with every earlier one. */
@Component
public class Routes implements SmartLifecycle {

    /** Loads after the database is there and before anything asks for a route. */
    public static final int PHASE = 50;

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    /** Mappings that a refusal names. */
    private static final int MOST_NAMED = 50;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Mappings mappings;
    private final Map<String, RouteDefinition> current = new ConcurrentSkipListMap<>();
    private volatile boolean running;

    Routes(JdbcClient jdbc, InstantSource clock, Mappings mappings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.mappings = mappings;
    }

    /** Every current route, by id. */
    public Collection<RouteDefinition> all() {
        return List.copyOf(current.values());
    }

    /** The current version of one route. */
    public Optional<RouteDefinition> find(String route) {
        return Optional.ofNullable(current.get(route));
    }

    /**
     * Reads and records a route file; the same text again changes nothing.
     *
     * @param id the route the caller means; the file must name the same
     * @throws Unusable when the text cannot be used; nothing is recorded then
     */
    @Transactional
    public RouteDefinition record(String id, String text) {
        RouteDefinition route = check(id, text, Set.of());
        jdbc.sql(
                        """
                        insert into route.definition (route, version, recorded_at, text)
                        values (?, ?, ?, ?) on conflict do nothing
                        """)
                .param(route.id())
                .param(route.version())
                .param(Timestamp.from(clock.instant()))
                .param(text)
                .update();
        jdbc.sql(
                        """
                        insert into route.current (route, version) values (?, ?)
                        on conflict (route) do update set version = excluded.version
                        """)
                .param(route.id())
                .param(route.version())
                .update();
        current.put(route.id(), route);
        return route;
    }

    /**
     * Reads a route file as {@link #record} would, and records nothing.
     *
     * @param brought mappings that will be recorded before the route
     * @throws Unusable when the text cannot be used
     */
    public RouteDefinition check(String id, String text, Set<String> brought) {
        RouteDefinition route = RouteFile.read(text);
        if (!route.id().equals(id)) {
            throw new Unusable("route", 1, route.id(), new Text("la route " + id, "route " + id));
        }
        refuseConflicts(route);
        Optional<String> mapping = route.translation().flatMap(RouteDefinition.Translate::with);
        if (mapping.isPresent()
                && !brought.contains(mapping.get())
                && mappings.find(mapping.get()).isEmpty()) {
            throw new Unusable(
                    "translate.with",
                    0,
                    mapping.get(),
                    new Text(
                            "un mappage consigné, parmi " + named(),
                            "a recorded mapping, among " + named()));
        }
        return route;
    }

    private List<String> named() {
        return mappings.ids().stream().limit(MOST_NAMED).toList();
    }

    /** Two assets cannot listen at one address, nor one address answer in two ways. */
    private void refuseConflicts(RouteDefinition route) {
        for (RouteDefinition other : current.values()) {
            boolean sameDoor =
                    other.source().receive().getPort() == route.source().receive().getPort()
                            && route.source().receive().getPort() != 0;
            if (!other.id().equals(route.id())
                    && sameDoor
                    && !other.source().equals(route.source())) {
                throw new Unusable(
                        "source",
                        1,
                        route.source().receive().toString(),
                        new Text(
                                "la même source que la route " + other.id() + ", ou un autre port",
                                "the same source as route " + other.id() + ", or another port"));
            }
        }
    }

    @Override
    public void start() {
        List<String> texts =
                jdbc.sql(
                                "select d.text from route.current c join route.definition d using"
                                        + " (route, version)")
                        .query((row, _) -> row.getString("text"))
                        .list();
        for (String text : texts) {
            try {
                RouteDefinition route = RouteFile.read(text);
                current.put(route.id(), route);
            } catch (Unusable unusable) {
                LOG.error("A recorded route can no longer be read: {}", unusable.getMessage());
            }
        }
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
