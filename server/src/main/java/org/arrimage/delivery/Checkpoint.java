// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A lane's position: a low-water mark and what is settled above it.
 *
 * @param lowWater every position at or below it is settled or was never for the lane
 * @param above settled positions above it, ascending; at most the lane's window
 */
record Checkpoint(long lowWater, List<Long> above) {

    /** The positions above the mark as ascending deltas, unsigned LEB128. */
    byte[] encodeAbove() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(above.size());
        long last = lowWater;
        for (long position : above) {
            long delta = position - last;
            last = position;
            while (delta >= 0x80) {
                bytes.write((int) ((delta & 0x7f) | 0x80));
                delta >>>= 7;
            }
            bytes.write((int) delta);
        }
        return bytes.toByteArray();
    }

    /** Reads the stored form. */
    static Checkpoint decode(long lowWater, byte[] encoded) {
        List<Long> above = new ArrayList<>();
        long last = lowWater;
        long delta = 0;
        int shift = 0;
        for (byte each : encoded) {
            delta |= (long) (each & 0x7f) << shift;
            if ((each & 0x80) != 0) {
                shift += 7;
                continue;
            }
            last += delta;
            above.add(last);
            delta = 0;
            shift = 0;
        }
        return new Checkpoint(lowWater, List.copyOf(above));
    }
}
