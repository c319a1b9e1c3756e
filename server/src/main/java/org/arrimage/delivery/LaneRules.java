// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.messagelog.LoggedMessage;
import org.arrimage.messagelog.OrderingKeys;

import java.util.function.Predicate;

/**
 * What a lane takes in and how.
 *
 * @param source the log's number of the source it reads
 * @param accepts which message types are for it, as {@code ADT^A01}
 * @param order what must keep its order
 * @param window most messages read and not settled: the most that can arrive twice after a crash
 * @param windowBytes most bytes of bodies read and not settled
 * @param perSecond most messages sent a second; 0 for no such limit
 * @param version SHA-256 of the route file, 32 bytes; with each receipt it proves what was sent
 */
public record LaneRules(
        short source,
        Predicate<String> accepts,
        Order order,
        int window,
        long windowBytes,
        int perSecond,
        byte[] version) {

    /** What must keep its order in a lane. */
    public enum Order {
        /** Messages that share a key: those of one patient. */
        KEYS {
            @Override
            OrderingKeys keysOf(LoggedMessage message) {
                return message.message().ordering();
            }
        },
        /** Everything of the source. */
        WHOLE_SOURCE {
            @Override
            OrderingKeys keysOf(LoggedMessage message) {
                return OrderingKeys.NO_PATIENT;
            }
        },
        /** Nothing: each message is its own key. */
        NONE {
            @Override
            OrderingKeys keysOf(LoggedMessage message) {
                return OrderingKeys.of(message.position());
            }
        };

        abstract OrderingKeys keysOf(LoggedMessage message);
    }
}
