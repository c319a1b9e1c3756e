// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import tools.jackson.databind.JsonNode;

/**
 * Shows a clearance as the service gives it: the gates that are not cleared, with article and
 * reason.
 */
final class Clearances {

    private Clearances() {}

    static void show(Screen screen, JsonNode clearance) {
        for (JsonNode gate : clearance.path("gates")) {
            String state = gate.path("state").asString("");
            if (!state.equals("CLEARED")) {
                screen.print(
                        "  %-4s %s  %s  [%s]"
                                .formatted(
                                        gate.path("gate").asString(""),
                                        word(screen, state),
                                        gate.path("reason")
                                                .path(screen.language().code())
                                                .asString(""),
                                        articles(gate)));
            }
        }
    }

    /** A state in its tone. */
    static String word(Screen screen, String state) {
        Screen.Tone tone =
                switch (state) {
                    case "CLEARED" -> Screen.Tone.GOOD;
                    case "HELD" -> Screen.Tone.WARNING;
                    default -> Screen.Tone.BAD;
                };
        return screen.tone(
                tone,
                screen.texts().containsKey("state." + state)
                        ? screen.text("state." + state)
                        : state);
    }

    private static String articles(JsonNode gate) {
        var joined = new StringBuilder();
        for (JsonNode article : gate.path("articles")) {
            joined.append(joined.isEmpty() ? "" : ", ").append(article.asString(""));
        }
        return joined.toString();
    }
}
