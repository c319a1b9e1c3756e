// SPDX-License-Identifier: Apache-2.0
package org.arrimage.gate;

import org.arrimage.rulebook.Clearance;
import org.arrimage.rulebook.GateKeeper;
import org.arrimage.rulebook.Parameters;
import org.arrimage.rulebook.RouteFacts;

import java.time.Instant;

/**
 * A route's clearance with what it was judged from, so that it can be judged anew without the
 * database.
 *
 * @param changesAt millisecond of business time from which the clearance no longer stands
 */
record Standing(RouteSubject subject, RouteFacts facts, Clearance clearance, long changesAt) {

    static Standing judged(
            RouteSubject subject, RouteFacts facts, Instant at, Parameters parameters) {
        Clearance clearance = GateKeeper.decide(facts, at, parameters);
        return new Standing(
                subject,
                facts,
                clearance,
                clearance.nextChange().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
    }

    boolean standsAt(long millis) {
        return millis < changesAt;
    }
}
