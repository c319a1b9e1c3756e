// SPDX-License-Identifier: Apache-2.0
package org.arrimage.console;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts words and states on the placed drawing. */
final class PictureWriter {
    /** What fits in an asset's or a gate's box at the drawing's type size. */
    private static final int ASSET_CHARACTERS = 26;

    private static final int OWNER_CHARACTERS = 33;
    private static final int GATE_CHARACTERS = 29;

    private final Words words;
    private final Traffic traffic;
    private final String selected;
    private final Map<String, Snapshot.Route> routes;
    private final Map<String, Snapshot.Party> parties;

    PictureWriter(Words words, Snapshot snapshot, Traffic traffic, String selected) {
        this.words = words;
        this.traffic = traffic;
        this.selected = selected;
        routes =
                snapshot.routes().stream()
                        .collect(Collectors.toMap(Snapshot.Route::id, Function.identity()));
        parties =
                snapshot.parties().stream()
                        .collect(Collectors.toMap(Snapshot.Party::id, Function.identity()));
    }

    Page.Picture write(Drawing drawing) {
        int width = round(drawing.width());
        int height = round(drawing.height());
        return new Page.Picture(
                "0 0 " + width + " " + height,
                width,
                height,
                drawing.bands().stream().map(this::band).toList(),
                drawing.assets().stream().map(this::asset).toList(),
                drawing.gates().stream()
                        .filter(box -> routes.containsKey(box.id()))
                        .map(box -> gate(box, route(box.id())))
                        .toList(),
                drawing.lines().stream()
                        .filter(line -> routes.containsKey(line.route()))
                        .map(line -> line(line, route(line.route())))
                        .toList());
    }

    private Snapshot.Route route(String id) {
        return java.util.Objects.requireNonNull(routes.get(id));
    }

    private Page.BandBox band(Drawing.Band band) {
        String side = band.side().name().toLowerCase(Locale.ROOT);
        return new Page.BandBox(
                side, round(band.x()), round(band.width()), words.of("band." + side));
    }

    private Page.AssetBox asset(Drawing.Box box) {
        var party = parties.get(box.id());
        return new Page.AssetBox(
                box.id(),
                round(box.x()),
                round(box.y()),
                round(box.width()),
                round(box.height()),
                cut(party == null ? box.id() : words.of(party.name()), ASSET_CHARACTERS),
                cut(
                        party == null ? words.of("asset.unknown") : words.of(party.organisation()),
                        OWNER_CHARACTERS));
    }

    private Page.GateBox gate(Drawing.Box box, Snapshot.Route route) {
        var chip = PageWriter.chip(words, route.clearance().state());
        return new Page.GateBox(
                route.id(),
                round(box.x()),
                round(box.y()),
                round(box.width()),
                round(box.height()),
                route.id().equals(selected),
                chip,
                cut(route.id(), GATE_CHARACTERS),
                route.useCase() + " · " + chip.word(),
                words.of(
                        "gate.spoken",
                        words.of(route.description()),
                        chip.word(),
                        words.count(route.lag())));
    }

    private Page.FlowLine line(Drawing.Line line, Snapshot.Route route) {
        var end =
                route.destinations().stream()
                        .filter(destination -> destination.asset().equals(line.asset()))
                        .findFirst();
        // The count of a source is its door's: a route that is not live takes nothing from it.
        OptionalDouble rate =
                !line.toAsset() && !route.activated()
                        ? OptionalDouble.empty()
                        : traffic.rate(
                                line.toAsset()
                                        ? Traffic.delivered(route.id(), line.asset())
                                        : Traffic.accepted(route.id()));
        String lag =
                !line.toAsset() || end.isEmpty()
                        ? ""
                        : end.get().lag() == 0
                                ? words.of("lag.none")
                                : words.of("lag.some", words.count(end.get().lag()));
        boolean waits = line.toAsset() && end.map(Snapshot.Destination::waiting).orElse(false);
        String tone = route.clearance().state().name().toLowerCase(Locale.ROOT);
        return new Page.FlowLine(
                route.id(),
                line.path(),
                waits && route.clearance().cleared() ? "held" : tone,
                route.id().equals(selected),
                rate.orElse(0) > 0,
                round(line.labelX()),
                round(line.labelY()),
                words.rate(rate),
                lag,
                line.toAsset() && end.map(Snapshot.Destination::lag).orElse(0L) > 0);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1).stripTrailing() + "…";
    }

    private static int round(double value) {
        return (int) Math.round(value);
    }
}
