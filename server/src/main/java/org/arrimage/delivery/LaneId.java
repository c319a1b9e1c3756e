// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

/**
 * Which destination of which route.
 *
 * @param route the route
 * @param asset the asset that receives
 */
public record LaneId(String route, String asset) {
    @Override
    public String toString() {
        return route + " -> " + asset;
    }
}
