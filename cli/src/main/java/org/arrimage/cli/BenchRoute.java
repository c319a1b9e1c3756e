// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The files of the bench's route: one source, and a destination for each sink.
 *
 * @param lanes connections of the route to each destination, 1 to 64
 * @param pipeline messages in flight on each of them, 1 to 64; the route file says nothing of it when 1
 */
record BenchRoute(int lanes, int pipeline) {

    BenchRoute {
        if (lanes < 1 || lanes > 64 || pipeline < 1 || pipeline > 64) {
            throw new IllegalArgumentException(
                    "need 1 to 64 lanes and a pipeline of 1 to 64, got "
                            + lanes
                            + " and "
                            + pipeline);
        }
    }

    /** The route's file. */
    String file(int sourcePort, List<Integer> sinkPorts) {
        return Template.fill(
                "bench/route.yaml",
                Map.of(
                        "source",
                        "" + sourcePort,
                        "destinations",
                        each(sinkPorts.size(), i -> destination(i, sinkPorts.get(i)))));
    }

    /** What the route needs on file to be cleared. */
    static String facts(int sinks) {
        return Template.fill(
                "bench/facts.yaml",
                Map.of(
                        "assets",
                        each(sinks, i -> numbered("bench/asset.yaml", i)),
                        "signatures",
                        each(sinks, i -> numbered("bench/signature.yaml", i))));
    }

    private String destination(int number, int port) {
        return Template.fill(
                "bench/destination.yaml",
                Map.of(
                        "number",
                        "" + (number + 1),
                        "sink",
                        "" + port,
                        "connections",
                        "" + lanes,
                        "pipeline",
                        pipeline == 1 ? "" : "pipeline: " + pipeline + ", "));
    }

    private static String numbered(String template, int number) {
        return Template.fill(template, Map.of("number", "" + (number + 1)));
    }

    private static String each(int count, IntFunction<String> line) {
        return IntStream.range(0, count)
                .mapToObj(line)
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
    }
}
