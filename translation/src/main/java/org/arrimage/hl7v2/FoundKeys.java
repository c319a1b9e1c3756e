// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.util.Arrays;

/** Distinct ordering keys in order of appearance, up to a limit. */
final class FoundKeys {
    private final int most;
    private long[] keys = new long[2];
    private int count;
    private boolean tooMany;

    FoundKeys(int most) {
        this.most = most;
    }

    /** Adds a key; one that stands for no patient is left out. */
    void add(long key) {
        if (key == PatientKeys.NO_PATIENT) {
            return;
        }
        for (int i = 0; i < count; i++) {
            if (keys[i] == key) {
                return;
            }
        }
        if (count == most) {
            tooMany = true;
            return;
        }
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, count * 2);
        }
        keys[count++] = key;
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean isTooMany() {
        return tooMany;
    }

    long[] toArray() {
        return Arrays.copyOf(keys, count);
    }
}
