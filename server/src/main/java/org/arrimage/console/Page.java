// SPDX-License-Identifier: Apache-2.0
package org.arrimage.console;

import java.util.List;
import java.util.Optional;

/**
 * The page, in the words of one language: the template only places them. {@code tone} is a style
 * (that of a state, or quiet) and never the only carrier of what it says.
 *
 * @param lang {@code fr} or {@code en}
 * @param selected the route whose gates are shown; empty when there is none
 * @param stale whether what is shown is the last that was known, the exchange not answering now
 */
record Page(
        String lang,
        String selected,
        boolean stale,
        Head head,
        List<Figure> figures,
        Picture picture,
        List<RouteRow> routes,
        Optional<Inspector> inspector,
        List<MessageRow> messages,
        List<NoticeRow> notices,
        List<WaitingRow> parked,
        List<WaitingRow> quarantined) {

    /** What is said about the server itself. */
    record Head(
            String version,
            String businessTime,
            String businessInstant,
            String running,
            String database) {}

    /**
     * One number of the top row.
     *
     * @param curve points of an SVG polyline in a box of 120 by 24; blank when there is none
     */
    record Figure(
            String id, String label, String value, String detail, String tone, String curve) {}

    /** A small word on a coloured ground. */
    record Chip(String tone, String word) {}

    /** A route as a row of the table, which says in words what the drawing shows. */
    record RouteRow(
            String id,
            String description,
            String useCase,
            boolean current,
            Chip state,
            String until,
            String source,
            String receive,
            String accepted,
            String acceptedRate,
            List<EndRow> ends) {}

    /** One destination of a route. */
    record EndRow(
            String asset,
            String send,
            String delivered,
            String rate,
            String lag,
            String parked,
            Chip state) {}

    /** The gates of the selected route. */
    record Inspector(
            String id,
            String description,
            String useCase,
            Chip state,
            String activation,
            String until,
            String left,
            List<GateRow> gates) {}

    /**
     * One gate.
     *
     * @param left time left until its answer changes, in words; blank when nothing on file would
     *     change it
     * @param gauge how much of the scale of the gauge is left, 0 to 100
     */
    record GateRow(
            String id,
            String title,
            Chip state,
            String until,
            String left,
            String urgency,
            int gauge,
            List<ReasonRow> reasons) {}

    /** Why a gate answers so. */
    record ReasonRow(String reason, String evidence, List<Article> articles) {}

    /** An article, and where its text is. */
    record Article(String id, String where) {}

    /** A message. */
    record MessageRow(
            String id,
            String at,
            String instant,
            String source,
            String type,
            String bytes,
            List<EndingRow> endings) {}

    /** What became of it at one destination. */
    record EndingRow(String asset, Chip outcome) {}

    /** A notice. */
    record NoticeRow(String at, String subject, String text) {}

    /** Something that waits for a person. */
    record WaitingRow(String at, String id, String where, String reason) {}

    /** The drawing. */
    record Picture(
            String viewBox,
            int width,
            int height,
            List<BandBox> bands,
            List<AssetBox> assets,
            List<GateBox> gates,
            List<FlowLine> lines) {}

    /** A column of the drawing with its title. */
    record BandBox(String side, int x, int width, String title) {}

    /** An asset of the drawing. */
    record AssetBox(String id, int x, int y, int width, int height, String name, String owner) {}

    /** A route's gate in the drawing. */
    record GateBox(
            String id,
            int x,
            int y,
            int width,
            int height,
            boolean current,
            Chip state,
            String title,
            String words,
            String spoken) {}

    /** A line of the drawing. */
    record FlowLine(
            String route,
            String path,
            String tone,
            boolean current,
            boolean moving,
            int labelX,
            int labelY,
            String rate,
            String lag,
            boolean behind) {}
}
