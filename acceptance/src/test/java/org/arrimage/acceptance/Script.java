// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

/** How a receiver treats whatever comes. Called by one thread at a time. */
@FunctionalInterface
interface Script {

    Behaviour on(Arrival arrival);

    /** After how many bytes the {@code nth} connection, from 1, is reset. */
    default long bytesUntilReset(int nth) {
        return Long.MAX_VALUE;
    }

    static Script accepting() {
        return _ -> Behaviour.accepting();
    }
}
