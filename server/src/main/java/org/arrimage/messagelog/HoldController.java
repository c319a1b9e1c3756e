// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import org.arrimage.api.Problem;
import org.arrimage.rulebook.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** Places, shows and releases legal holds. */
@RestController
@RequestMapping("/api/v1/holds")
class HoldController {

    /** A name or an account; longer is a mistake. */
    private static final int LONGEST_NAME = 200;

    /** A matter and its number, not its file. */
    private static final int LONGEST_REASON = 1_000;

    private final Holds holds;

    HoldController(Holds holds) {
        this.holds = holds;
    }

    /** What is asked. */
    record Asked(@Nullable String asset, @Nullable String reason, @Nullable String by) {}

    @GetMapping
    List<Hold> inForce() {
        return holds.inForce();
    }

    @PostMapping
    Hold place(@RequestBody Asked asked) {
        String by = by(asked.by());
        String reason = stripped(asked.reason());
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw refused(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "hold-without-reason",
                    new Text(
                            "Dites pourquoi, en 1 à " + LONGEST_REASON + " caractères.",
                            "Say why, in 1 to " + LONGEST_REASON + " characters."));
        }
        if (holds.inForce().size() >= Holds.MOST) {
            throw refused(
                    HttpStatus.CONFLICT,
                    "too-many-holds",
                    new Text(
                            Holds.MOST + " gels sont en vigueur; levez-en d’abord un.",
                            Holds.MOST + " holds are in force; release one first."));
        }
        return holds.place(stripped(asked.asset()), reason, by)
                .orElseThrow(() ->
                        refused(
                                HttpStatus.NOT_FOUND,
                                "hold-source-unknown",
                                new Text(
                                        "Aucun actif de ce nom n’envoie ici. Vérifiez-le dans"
                                                + " « arrimage status ».",
                                        "No asset of that name sends here. Check it with"
                                                + " \"arrimage status\".")));
    }

    @DeleteMapping("/{id}")
    Hold release(@PathVariable int id, @RequestParam(required = false) @Nullable String by) {
        return holds.release(id, by(by))
                .orElseThrow(() ->
                        refused(
                                HttpStatus.NOT_FOUND,
                                "hold-unknown",
                                new Text(
                                        "Aucun gel de ce numéro n’est en vigueur.",
                                        "No hold of that number is in force.")));
    }

    private static String by(@Nullable String given) {
        String by = stripped(given);
        // It goes into the log: one line, or a name could forge others.
        if (by.isEmpty()
                || by.length() > LONGEST_NAME
                || by.chars().anyMatch(Character::isISOControl)) {
            throw refused(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "hold-by-nobody",
                    new Text(
                            "Dites qui le demande, en 1 à "
                                    + LONGEST_NAME
                                    + " caractères, sur une ligne.",
                            "Say who asks, in 1 to " + LONGEST_NAME + " characters, on one line."));
        }
        return by;
    }

    private static String stripped(@Nullable String given) {
        return given == null ? "" : given.strip();
    }

    private static Problem refused(HttpStatus status, String code, Text reason) {
        return new Problem(status, code, reason.en()).with("reason", reason);
    }
}
