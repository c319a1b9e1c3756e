// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.connector.Outgoing;
import org.arrimage.connector.Receipt;
import org.arrimage.connector.Sender;
import org.arrimage.delivery.LaneId;
import org.arrimage.route.RouteProgram;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The way of a request: to one destination and back, under a deadline, never stored for later.
 *
 * @param lane which destination of which route
 * @param program what the route makes of the request
 * @param senders connections that are free; their number bounds the requests in flight
 * @param speaksHl7v2 the destination answers in the sender's own language
 * @param deadline longest wait for a free connection
 */
record Relay(
        LaneId lane,
        RouteProgram program,
        BlockingQueue<Sender> senders,
        boolean speaksHl7v2,
        Duration deadline) {

    String route() {
        return lane.route();
    }

    Receipt send(Outgoing outgoing) throws InterruptedException {
        Sender sender = senders.poll(deadline.toMillis(), TimeUnit.MILLISECONDS);
        if (sender == null) {
            return new Receipt.Unreached("every connection is busy");
        }
        try {
            return sender.exchange(outgoing);
        } finally {
            senders.add(sender);
        }
    }

    void close() {
        senders.forEach(Sender::close);
    }
}
