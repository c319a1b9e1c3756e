// SPDX-License-Identifier: Apache-2.0
package org.arrimage.gate;

import org.arrimage.route.RouteDefinition;
import org.arrimage.rulebook.Clearance;

import java.util.function.Consumer;

/** Whether a route may run, answered from memory; safe to ask for every message. */
public interface Gate {

    /**
     * The clearance of a route now. Costs a map look-up and a comparison while the answer stands;
     * it is judged anew, without the database, once business time passes its next change. A route
     * that was never given is held.
     */
    Clearance clearance(String route);

    /**
     * Whether the current definition of a route is live: it was cleared once. A live route may be
     * held later; one that is not live accepts nothing.
     */
    boolean activated(String route);

    /**
     * Takes the current definition of a route and activates it if it is cleared; otherwise it is
     * activated by itself the day it is. A new definition that is judged by the same facts as the
     * live one it replaces stays live.
     */
    void activate(RouteDefinition route);

    /**
     * Calls back with a route's id each time its state or its activation changed, on a thread of
     * the gate or of whoever changed the facts. The callback must not block.
     */
    void onChange(Consumer<String> listener);
}
