// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import java.util.ArrayList;
import java.util.List;

/**
 * What a lane has to commit: its receipts, and whether the settlement knows. Guarded by its lock.
 */
final class LaneLedger {

    private final Runnable dirty;
    private List<LaneCommit.Receipt> receipts = new ArrayList<>();
    private boolean noted;
    private int committing;

    /** Told that a lane has something to commit. */
    @FunctionalInterface
    interface Dirty {
        void lane(Lane lane);
    }

    LaneLedger(Runnable dirty) {
        this.dirty = dirty;
    }

    /** Something changed that is to be committed. */
    void note() {
        if (!noted) {
            noted = true;
            dirty.run();
        }
    }

    void add(LaneCommit.Receipt receipt) {
        receipts.add(receipt);
        note();
    }

    /** Takes the receipts out for a commit. */
    List<LaneCommit.Receipt> collect() {
        noted = false;
        committing++;
        List<LaneCommit.Receipt> ended = receipts;
        receipts = new ArrayList<>(ended.size());
        return ended;
    }

    void committed() {
        committing--;
    }

    /** Whether something is not on disk yet. */
    boolean busy() {
        return noted || committing > 0;
    }
}
