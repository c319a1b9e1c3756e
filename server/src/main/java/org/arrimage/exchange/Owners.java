// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.delivery.LaneId;
import org.arrimage.delivery.Outcome;
import org.arrimage.kernel.MessageId;
import org.arrimage.notice.Notices;
import org.arrimage.registry.Registry;
import org.arrimage.route.Routes;
import org.arrimage.rulebook.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

import java.time.InstantSource;
import java.time.LocalDate;

/** Tells the people who answer for an asset what waits for them. */
@Component
class Owners {

    private static final Logger LOG = LoggerFactory.getLogger(Owners.class);

    private final Notices notices;
    private final Registry registry;
    private final Routes routes;
    private final InstantSource clock;

    Owners(Notices notices, Registry registry, Routes routes, InstantSource clock) {
        this.notices = notices;
        this.registry = registry;
        this.routes = routes;
        this.clock = clock;
    }

    /**
     * Tells the holder of the sending asset that a message is parked: once a day for a lane and a
     * reason, since a bad feed would otherwise bury the inbox; the list of parked messages has all.
     */
    void tellParked(LaneId lane, MessageId message, Outcome.Parked reason) {
        Text text =
                new Text(
                        "Message "
                                + message
                                + " mis de côté vers "
                                + lane.asset()
                                + " (route "
                                + lane.route()
                                + "). "
                                + reason.reason().fr(),
                        "Message "
                                + message
                                + " parked on its way to "
                                + lane.asset()
                                + " (route "
                                + lane.route()
                                + "). "
                                + reason.reason().en());
        try {
            notices.tell(about(lane, reason), lane.route(), holder(lane), text);
        } catch (DataAccessException unavailable) {
            // The message is parked all the same; it shows in the list of parked messages.
            LOG.warn("The holder could not be told that message {} is parked", message);
        }
    }

    private String about(LaneId lane, Outcome.Parked reason) {
        LocalDate day = LocalDate.ofInstant(clock.instant(), OpenRoutes.ZONE);
        return "parked:" + lane + ":" + reason.code() + ":" + day;
    }

    private String holder(LaneId lane) {
        return routes.find(lane.route())
                .flatMap(route -> registry.find(route.source().asset()))
                .flatMap(asset -> asset.holder())
                .orElse(Notices.OPERATORS);
    }
}
