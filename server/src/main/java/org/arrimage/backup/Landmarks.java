// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

import java.util.List;

/**
 * What a person recognises a state of the exchange by.
 *
 * @param end the last position of the log
 * @param lanes how far each destination had read it
 */
public record Landmarks(long end, List<LanePosition> lanes) {
    public Landmarks {
        lanes = List.copyOf(lanes);
    }
}
