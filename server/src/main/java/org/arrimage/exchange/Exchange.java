// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.api.Problem;
import org.arrimage.backup.LaneDecided;
import org.arrimage.delivery.Lanes;
import org.arrimage.gate.Gate;
import org.arrimage.kernel.ServerSettings;
import org.arrimage.route.Mappings;
import org.arrimage.route.RouteDefinition;
import org.arrimage.route.RouteFile;
import org.arrimage.route.RouteFolder;
import org.arrimage.route.Routes;
import org.arrimage.rulebook.Unusable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import java.nio.file.Path;

/** Opens every recorded route when the server starts, and each route as it is given or cleared. */
@Component
class Exchange implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final Routes routes;
    private final OpenRoutes open;
    private final Gate gate;
    private final MessageJourney journey;
    private final Settling settling;
    private final RouteFolder folder;
    private final Mappings mappings;
    private final boolean inspection;
    private volatile boolean running;

    Exchange(
            Routes routes,
            OpenRoutes open,
            Gate gate,
            MessageJourney journey,
            Settling settling,
            RouteFolder folder,
            Mappings mappings,
            ServerSettings settings) {
        this.routes = routes;
        this.open = open;
        this.gate = gate;
        this.journey = journey;
        this.settling = settling;
        this.folder = folder;
        this.mappings = mappings;
        this.inspection = settings.inspection();
    }

    /** Records a route file, asks the gate to activate it, and opens what may be open. */
    RouteDefinition give(String id, String text) {
        if (inspection) {
            throw new Problem(
                    HttpStatus.CONFLICT,
                    "inspection",
                    "This server only shows a restored copy (arrimage.inspection): no route runs.");
        }
        RouteDefinition route = routes.record(id, text);
        open.define(route, journey);
        gate.activate(route);
        openIfActivated(route.id());
        return route;
    }

    /** A file that cannot be used keeps the version before it in force; the log says where. */
    private void giveFromFolder(Path file, String text) {
        try {
            routes.record(RouteFile.read(text).id(), text);
        } catch (Unusable unusable) {
            LOG.error("Route file {}: {}", file.getFileName(), unusable.getMessage());
        }
    }

    private void giveMapping(Path file, String text) {
        try {
            mappings.record(text);
        } catch (Unusable unusable) {
            LOG.error("Mapping file {}: {}", file.getFileName(), unusable.getMessage());
        }
    }

    private void openIfActivated(String route) {
        if (gate.activated(route)) {
            open.activate(route, this::startWorker);
        }
    }

    /** The gate decided anew: a route may have been cleared for the first time, or released. */
    private void onChange(String route) {
        if (running) {
            openIfActivated(route);
            open.wake(route);
        }
    }

    /** A person decided what follows a restore: the lane opens anew, from where it stands now. */
    @EventListener
    void laneDecided(LaneDecided decided) {
        if (running) {
            open.reopen(decided.route(), this::startWorker);
        }
    }

    private void startWorker(Delivering delivering) {
        Thread.ofVirtual().name("lane " + delivering.lane().id()).start(() -> work(delivering));
    }

    private void work(Delivering delivering) {
        try {
            while (!delivering.lane().closed()) {
                step(delivering);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            delivering.close();
        }
    }

    private void step(Delivering delivering) throws InterruptedException {
        try {
            journey.deliver(delivering);
        } catch (RuntimeException ours) {
            // The edge of the worker's loop: one message's fault must not stop its lane.
            LOG.error("Lane {}: error of ours", delivering.lane().id(), ours);
            delivering.inHand().forEach(work -> settling.parkBroken(delivering, work));
        }
    }

    @Override
    public void start() {
        if (inspection) {
            LOG.warn("Inspection: no door opens and no lane runs");
            return;
        }
        running = true;
        gate.onChange(this::onChange);
        folder.mappings().forEach(this::giveMapping);
        folder.texts().forEach(this::giveFromFolder);
        for (RouteDefinition route : routes.all()) {
            try {
                open.define(route, journey);
                gate.activate(route);
                openIfActivated(route.id());
            } catch (RuntimeException unusable) {
                // One route that cannot listen must not keep the others from running.
                LOG.error("Route {} could not be opened: {}", route.id(), unusable.getMessage());
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        open.closeAll();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Lanes.PHASE + 10;
    }
}
