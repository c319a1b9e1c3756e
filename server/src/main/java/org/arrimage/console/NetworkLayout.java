// SPDX-License-Identifier: Apache-2.0
package org.arrimage.console;

import org.arrimage.console.Drawing.Band;
import org.arrimage.console.Drawing.Box;
import org.arrimage.console.Drawing.Line;
import org.arrimage.console.Drawing.Side;
import org.eclipse.elk.alg.layered.options.LayerConstraint;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Places the network with the Eclipse Layout Kernel: internal assets on the left, one gate a route
 * in the middle, external assets on the right. For placing, every line points from left to right;
 * the way messages travel only decides the direction in which it is drawn.
 */
final class NetworkLayout {
    private static final double ASSET_WIDTH = 236;
    private static final double ASSET_HEIGHT = 52;
    private static final double GATE_WIDTH = 264;
    private static final double GATE_HEIGHT = 52;
    private static final double LABEL_WIDTH = 92;
    private static final double LABEL_HEIGHT = 34;
    private static final double BAND_MARGIN = 18;
    private static final double BAND_TITLE = 38;
    private static final double CORNER = 7;

    static {
        LayoutMetaDataService.getInstance()
                .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    private final Map<String, ElkNode> assets = new TreeMap<>();
    private final Map<String, ElkNode> gates = new TreeMap<>();
    private final Map<ElkEdge, Placed> lines = new HashMap<>();
    private final ElkNode graph = ElkGraphUtil.createGraph();
    private final Map<String, Boolean> internal = new HashMap<>();

    private record Placed(String route, String asset, boolean toAsset) {}

    private NetworkLayout() {}

    static Drawing of(List<Snapshot.Party> parties, List<Snapshot.Route> routes) {
        return new NetworkLayout().placed(parties, routes);
    }

    private Drawing placed(List<Snapshot.Party> parties, List<Snapshot.Route> routes) {
        graph.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        graph.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
        graph.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        graph.setProperty(CoreOptions.SEPARATE_CONNECTED_COMPONENTS, false);
        graph.setProperty(CoreOptions.SPACING_NODE_NODE, 20.0);
        graph.setProperty(CoreOptions.SPACING_EDGE_EDGE, 14.0);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 42.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 20.0);
        graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 12.0);
        graph.setProperty(
                LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
        parties.forEach(party -> internal.put(party.id(), party.internal()));
        for (var route : routes) {
            gates.put(route.id(), node(GATE_WIDTH, GATE_HEIGHT, Side.EXCHANGE));
            line(route.id(), route.source(), false);
            route.destinations().forEach(end -> line(route.id(), end.asset(), true));
        }
        new RecursiveGraphLayoutEngine().layout(graph, new BasicProgressMonitor());
        return drawing();
    }

    private ElkNode node(double width, double height, Side side) {
        var node = ElkGraphUtil.createNode(graph);
        node.setDimensions(width, height);
        node.setProperty(
                LayeredOptions.LAYERING_LAYER_CONSTRAINT,
                switch (side) {
                    case INTERNAL -> LayerConstraint.FIRST;
                    case EXCHANGE -> LayerConstraint.NONE;
                    case EXTERNAL -> LayerConstraint.LAST;
                });
        return node;
    }

    private Side side(String asset) {
        return internal.getOrDefault(asset, false) ? Side.INTERNAL : Side.EXTERNAL;
    }

    private void line(String route, String asset, boolean toAsset) {
        var end = assets.computeIfAbsent(asset, id -> node(ASSET_WIDTH, ASSET_HEIGHT, side(id)));
        var gate = gates.get(route);
        var edge =
                side(asset) == Side.INTERNAL
                        ? ElkGraphUtil.createSimpleEdge(end, gate)
                        : ElkGraphUtil.createSimpleEdge(gate, end);
        var label = ElkGraphUtil.createLabel("·", edge);
        label.setDimensions(LABEL_WIDTH, LABEL_HEIGHT);
        label.setProperty(CoreOptions.EDGE_LABELS_INLINE, true);
        lines.put(edge, new Placed(route, asset, toAsset));
    }

    private Drawing drawing() {
        var bands = new ArrayList<Band>();
        for (Side side : Side.values()) {
            band(side, side == Side.EXCHANGE ? gates.values() : assetsOf(side))
                    .ifPresent(bands::add);
        }
        double left = bands.stream().mapToDouble(Band::x).min().orElse(0);
        double right = bands.stream().mapToDouble(band -> band.x() + band.width()).max().orElse(0);
        double shift = -left;
        double top = allNodes().stream().mapToDouble(ElkNode::getY).min().orElse(0);
        double down = BAND_TITLE - top;
        double bottom =
                allNodes().stream()
                        .mapToDouble(node -> node.getY() + node.getHeight())
                        .max()
                        .orElse(0);
        for (ElkEdge edge : graph.getContainedEdges()) {
            for (var label : edge.getLabels()) {
                bottom = Math.max(bottom, label.getY() + label.getHeight());
            }
        }
        return new Drawing(
                right - left,
                bottom + down + BAND_MARGIN,
                bands.stream()
                        .map(band -> new Band(band.side(), band.x() + shift, band.width()))
                        .toList(),
                boxes(assets, shift, down),
                boxes(gates, shift, down),
                graph.getContainedEdges().stream().map(edge -> line(edge, shift, down)).toList());
    }

    private List<ElkNode> allNodes() {
        return graph.getChildren();
    }

    private List<ElkNode> assetsOf(Side side) {
        return assets.entrySet().stream()
                .filter(asset -> side(asset.getKey()) == side)
                .map(Map.Entry::getValue)
                .toList();
    }

    private static java.util.Optional<Band> band(Side side, java.util.Collection<ElkNode> nodes) {
        if (nodes.isEmpty()) {
            return java.util.Optional.empty();
        }
        double left = nodes.stream().mapToDouble(ElkNode::getX).min().orElseThrow();
        double right =
                nodes.stream()
                        .mapToDouble(node -> node.getX() + node.getWidth())
                        .max()
                        .orElseThrow();
        return java.util.Optional.of(
                new Band(side, left - BAND_MARGIN, right - left + 2 * BAND_MARGIN));
    }

    private static List<Box> boxes(Map<String, ElkNode> nodes, double shift, double down) {
        return nodes.entrySet().stream()
                .map(entry -> {
                    var node = entry.getValue();
                    return new Box(
                            entry.getKey(),
                            node.getX() + shift,
                            node.getY() + down,
                            node.getWidth(),
                            node.getHeight());
                })
                .toList();
    }

    private Line line(ElkEdge edge, double shift, double down) {
        var placed = java.util.Objects.requireNonNull(lines.get(edge));
        var section = edge.getSections().getFirst();
        var points = new ArrayList<double[]>();
        points.add(new double[] {section.getStartX() + shift, section.getStartY() + down});
        section.getBendPoints()
                .forEach(
                        bend -> points.add(new double[] {bend.getX() + shift, bend.getY() + down}));
        points.add(new double[] {section.getEndX() + shift, section.getEndY() + down});
        boolean leftToRight = (side(placed.asset()) == Side.INTERNAL) != placed.toAsset();
        var label = edge.getLabels().getFirst();
        return new Line(
                placed.route(),
                placed.asset(),
                placed.toAsset(),
                path(leftToRight ? points : points.reversed()),
                label.getX() + shift + label.getWidth() / 2,
                label.getY() + down + label.getHeight() / 2);
    }

    /** An orthogonal path with rounded corners. */
    private static String path(List<double[]> points) {
        var path = new StringBuilder();
        path.append(at("M", points.getFirst()));
        for (int i = 1; i < points.size() - 1; i++) {
            var corner = points.get(i);
            path.append(at("L", towards(corner, points.get(i - 1))));
            path.append(at("Q", corner)).append(at("", towards(corner, points.get(i + 1))));
        }
        return path.append(at("L", points.getLast())).toString();
    }

    private static double[] towards(double[] corner, double[] other) {
        double length = Math.hypot(other[0] - corner[0], other[1] - corner[1]);
        double part = length == 0 ? 0 : Math.min(CORNER, length / 2) / length;
        return new double[] {
            corner[0] + (other[0] - corner[0]) * part, corner[1] + (other[1] - corner[1]) * part
        };
    }

    private static String at(String command, double[] point) {
        return String.format(Locale.ROOT, "%s%.1f %.1f ", command, point[0], point[1]);
    }
}
