// SPDX-License-Identifier: Apache-2.0
package org.arrimage.console;

import org.arrimage.console.Page.Chip;
import org.arrimage.rulebook.Citation;
import org.arrimage.rulebook.GateResult;
import org.arrimage.rulebook.State;
import org.arrimage.rulebook.Verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Says a snapshot in one language. */
final class PageWriter {
    private static final double CURVE_WIDTH = 120;
    private static final double CURVE_HEIGHT = 24;
    private static final int GAUGE_FULL = 100;

    /** The gauge is logarithmic: a year fills it, and its last day is still seen. */
    private static final double GAUGE_DAYS = 365;

    /** Days before a lapse at which people are told. */
    private static final int SOON_DAYS = 90;

    private static final int URGENT_DAYS = 7;

    private final Words words;
    private final Snapshot snapshot;
    private final Traffic traffic;
    private final String selected;

    PageWriter(Words words, Snapshot snapshot, Traffic traffic, String asked) {
        this.words = words;
        this.snapshot = snapshot;
        this.traffic = traffic;
        this.selected = selected(asked);
    }

    Page write(Drawing drawing, boolean stale) {
        return new Page(
                words.language(),
                selected,
                stale,
                head(),
                figures(),
                new PictureWriter(words, snapshot, traffic, selected).write(drawing),
                snapshot.routes().stream().map(this::row).toList(),
                route(selected).map(this::inspector),
                snapshot.latest().stream().map(this::row).toList(),
                snapshot.notices().stream()
                        .map(told ->
                                new Page.NoticeRow(
                                        Words.minute(told.at()),
                                        told.subject(),
                                        words.of(told.text())))
                        .toList(),
                snapshot.parked().stream().map(this::row).toList(),
                snapshot.quarantined().stream().map(this::row).toList());
    }

    /** The route asked for; otherwise the first that stands still; otherwise the first. */
    private String selected(String asked) {
        if (route(asked).isPresent()) {
            return asked;
        }
        return snapshot.routes().stream()
                .filter(route -> !route.clearance().cleared())
                .findFirst()
                .or(() -> snapshot.routes().stream().findFirst())
                .map(Snapshot.Route::id)
                .orElse("");
    }

    private Optional<Snapshot.Route> route(String id) {
        return snapshot.routes().stream().filter(route -> route.id().equals(id)).findFirst();
    }

    private Page.Head head() {
        var about = snapshot.about();
        return new Page.Head(
                about.version(),
                Words.instant(about.businessTime()),
                about.businessTime().toString(),
                Words.minute(about.startedAt()),
                about.database()
                        + " · "
                        + words.of(about.embedded() ? "database.embedded" : "database.external"));
    }

    private List<Page.Figure> figures() {
        var routes = snapshot.routes();
        long cleared = count(State.CLEARED);
        long held = count(State.HELD);
        long refused = count(State.REFUSED);
        long lag = routes.stream().mapToLong(Snapshot.Route::lag).sum();
        long parked = routes.stream().mapToLong(Snapshot.Route::parked).sum();
        long delivered = routes.stream().mapToLong(Snapshot.Route::delivered).sum();
        long waiting =
                routes.stream()
                        .flatMap(route -> route.destinations().stream())
                        .filter(Snapshot.Destination::waiting)
                        .count();
        return List.of(
                new Page.Figure(
                        "routes",
                        words.of("figure.routes"),
                        words.count(cleared) + " / " + words.count(routes.size()),
                        words.of("figure.routes.detail", held, refused),
                        refused > 0 ? "refused" : held > 0 ? "held" : "cleared",
                        ""),
                flow("accepted", snapshot.accepted()),
                flow("delivered", delivered),
                new Page.Figure(
                        "lag",
                        words.of("figure.lag"),
                        words.count(lag),
                        words.of("figure.lag.detail", waiting),
                        waiting > 0 ? "held" : "quiet",
                        ""),
                new Page.Figure(
                        "parked",
                        words.of("figure.parked"),
                        words.count(parked),
                        words.of("figure.parked.detail"),
                        parked > 0 ? "held" : "quiet",
                        ""),
                new Page.Figure(
                        "quarantine",
                        words.of("figure.quarantine"),
                        words.count(snapshot.quarantineCount()),
                        words.of("figure.quarantine.detail"),
                        snapshot.quarantineCount() > 0 ? "held" : "quiet",
                        ""));
    }

    private Page.Figure flow(String name, long total) {
        return new Page.Figure(
                name,
                words.of("figure." + name),
                words.rate(traffic.rate(name)),
                words.of("figure.total", words.count(total)),
                "quiet",
                curve(traffic.curve(name)));
    }

    private static String curve(List<Double> values) {
        if (values.size() < 2) {
            return "";
        }
        double most = Math.max(1, values.stream().mapToDouble(Double::doubleValue).max().orElse(1));
        double step = CURVE_WIDTH / (Traffic.CURVE_POINTS - 1);
        double start = CURVE_WIDTH - (values.size() - 1) * step;
        return IntStream.range(0, values.size())
                .mapToObj(i ->
                        String.format(
                                Locale.ROOT,
                                "%.1f,%.1f",
                                start + i * step,
                                CURVE_HEIGHT - 1 - values.get(i) / most * (CURVE_HEIGHT - 2)))
                .collect(Collectors.joining(" "));
    }

    private long count(State state) {
        return snapshot.routes().stream()
                .filter(route -> route.clearance().state() == state)
                .count();
    }

    private Page.RouteRow row(Snapshot.Route route) {
        return new Page.RouteRow(
                route.id(),
                words.of(route.description()),
                route.useCase(),
                route.id().equals(selected),
                chip(words, route.clearance().state()),
                route.clearance().until().map(this::untilWords).orElse(""),
                route.source(),
                route.receive(),
                route.activated() ? words.count(route.accepted()) : "–",
                route.activated() ? words.rate(traffic.rate(Traffic.accepted(route.id()))) : "",
                route.destinations().stream().map(end -> end(route, end)).toList());
    }

    private Page.EndRow end(Snapshot.Route route, Snapshot.Destination end) {
        boolean held = !route.clearance().cleared();
        String state = held ? "held" : end.waiting() ? "waiting" : "running";
        return new Page.EndRow(
                end.asset(),
                end.send(),
                words.count(end.delivered()),
                words.rate(traffic.rate(Traffic.delivered(route.id(), end.asset()))),
                words.count(end.lag()),
                words.count(end.parked()),
                new Chip(state.equals("running") ? "cleared" : "held", words.of("lane." + state)));
    }

    private Page.Inspector inspector(Snapshot.Route route) {
        var clearance = route.clearance();
        return new Page.Inspector(
                route.id(),
                words.of(route.description()),
                route.useCase(),
                chip(words, clearance.state()),
                words.of(route.activated() ? "route.activated" : "route.not-activated"),
                clearance.until().map(Words::minute).orElse(""),
                clearance.until().map(this::left).orElse(""),
                clearance.gates().stream().map(this::gate).toList());
    }

    private Page.GateRow gate(GateResult gate) {
        return new Page.GateRow(
                gate.gate().name(),
                words.of(gate.gate().title()),
                chip(words, gate.state()),
                gate.until().map(Words::minute).orElse(""),
                gate.until().map(this::left).orElse(""),
                gate.until().map(this::urgency).orElse("quiet"),
                gate.until().map(this::gauge).orElse(0),
                gate.telling().stream().map(this::reason).toList());
    }

    private Page.ReasonRow reason(Verdict verdict) {
        String evidence =
                switch (verdict) {
                    case Verdict.Met met -> met.evidence();
                    case Verdict.Lacking lacking ->
                            words.of("evidence.missing", lacking.evidence());
                    case Verdict.Undetermined unsaid -> words.of("fact.missing", unsaid.fact());
                    case Verdict.Contradicted _, Verdict.NotApplicable _ -> "";
                };
        return new Page.ReasonRow(
                words.of(verdict.reason()),
                evidence,
                verdict.citations().stream().map(this::article).toList());
    }

    private Page.Article article(Citation citation) {
        return new Page.Article(
                citation.article(),
                words.of("article.where", citation.document(), citation.lines()));
    }

    private Duration remaining(Instant until) {
        return Duration.between(snapshot.about().businessTime(), until);
    }

    private String left(Instant until) {
        return words.length(remaining(until));
    }

    private String untilWords(Instant until) {
        return words.of("until.in", Words.minute(until), left(until));
    }

    private String urgency(Instant until) {
        long days = remaining(until).toDays();
        return days < URGENT_DAYS ? "refused" : days < SOON_DAYS ? "held" : "cleared";
    }

    private int gauge(Instant until) {
        double days = Math.max(0, remaining(until).toMinutes() / 1440.0);
        double part = Math.log1p(days) / Math.log1p(GAUGE_DAYS);
        return (int) Math.round(Math.min(1, part) * GAUGE_FULL);
    }

    private Page.MessageRow row(Snapshot.Message message) {
        return new Page.MessageRow(
                message.id(),
                Words.clock(message.receivedAt()),
                message.receivedAt().toString(),
                message.source(),
                message.type(),
                words.bytes(message.bytes()),
                message.endings().stream()
                        .map(ending -> new Page.EndingRow(ending.asset(), chip(ending.outcome())))
                        .toList());
    }

    private Chip chip(Snapshot.Outcome outcome) {
        String tone =
                switch (outcome) {
                    case DELIVERED -> "cleared";
                    case PARKED, NO_ANSWER -> "held";
                    case REFUSED -> "refused";
                    case WAITING -> "quiet";
                };
        return new Chip(
                tone,
                words.of("outcome." + outcome.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }

    static Chip chip(Words words, State state) {
        String name = state.name().toLowerCase(Locale.ROOT);
        return new Chip(name, words.of("state." + name));
    }

    private Page.WaitingRow row(Snapshot.Parked parked) {
        return new Page.WaitingRow(
                Words.minute(parked.since()),
                parked.id(),
                parked.route() + " → " + parked.asset(),
                words.of(parked.reason()));
    }

    private Page.WaitingRow row(Snapshot.Quarantined item) {
        return new Page.WaitingRow(
                Words.minute(item.at()),
                item.id(),
                item.source().orElse("–") + " · " + words.bytes(item.bytes()) + " · " + item.code(),
                words.of(item.reason()));
    }
}
