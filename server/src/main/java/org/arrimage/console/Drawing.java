// SPDX-License-Identifier: Apache-2.0
package org.arrimage.console;

import java.util.List;

/**
 * Where everything of the network's drawing lies, in units of the drawing (one is a CSS pixel at
 * its natural size).
 *
 * @param bands the internal side, the exchange, the external side: from left to right
 * @param gates one a route, in the middle
 */
record Drawing(
        double width,
        double height,
        List<Band> bands,
        List<Box> assets,
        List<Box> gates,
        List<Line> lines) {

    /** A column of the drawing. */
    record Band(Side side, double x, double width) {}

    /** The columns, in order. */
    enum Side {
        INTERNAL,
        EXCHANGE,
        EXTERNAL
    }

    /** A placed box; {@code id} is an asset's or a route's. */
    record Box(String id, double x, double y, double width, double height) {}

    /**
     * The way of messages between an asset and the exchange.
     *
     * @param toAsset true from the exchange to the asset
     * @param path an SVG path in the direction messages travel
     * @param labelX centre of the place left free for words
     */
    record Line(
            String route,
            String asset,
            boolean toAsset,
            String path,
            double labelX,
            double labelY) {}
}
