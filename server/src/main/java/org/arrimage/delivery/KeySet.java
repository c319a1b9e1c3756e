// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.messagelog.OrderingKeys;

import java.util.HashSet;
import java.util.Set;

/** A set of ordering keys: those that are parked, or those that a replay touches. */
final class KeySet {

    private final Set<Long> keys = new HashSet<>();

    void addAll(OrderingKeys more) {
        for (int i = 0; i < more.count(); i++) {
            keys.add(more.at(i));
        }
    }

    void removeAll(OrderingKeys fewer) {
        for (int i = 0; i < fewer.count(); i++) {
            keys.remove(fewer.at(i));
        }
    }

    /** Whether one of them is in the set. */
    boolean touches(OrderingKeys some) {
        for (int i = 0; i < some.count(); i++) {
            if (keys.contains(some.at(i))) {
                return true;
            }
        }
        return false;
    }
}
