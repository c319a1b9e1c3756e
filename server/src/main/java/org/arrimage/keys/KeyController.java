// SPDX-License-Identifier: Apache-2.0
package org.arrimage.keys;

import org.arrimage.api.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Tells which keys are in use, never a key; and makes new ones when asked. */
@RestController
@RequestMapping("/api/v1/keys")
class KeyController {

    private final Keys keys;

    KeyController(Keys keys) {
        this.keys = keys;
    }

    /**
     * The keys in use.
     *
     * @param origin where KEKs come from, as the setting names it
     * @param kek the one that wraps every data key
     * @param olderKeks those that only a database backup of before may need
     * @param dataKey the one that seals now
     * @param dataKeys how many there are, for opening
     */
    record Answer(String origin, Kek kek, List<Kek> olderKeks, Sealing dataKey, int dataKeys) {}

    /**
     * A KEK by what may be known of it.
     *
     * @param place where it is looked for
     */
    record Kek(int number, String fingerprint, Instant since, String place) {}

    /**
     * A data key.
     *
     * @param sealed values it sealed so far
     */
    record Sealing(int id, Instant since, long sealed) {}

    @GetMapping
    Answer status() {
        KeyOrigin origin = keys.ring().origin();
        List<Kek> keks =
                keys.ring().keks().stream()
                        .map(kek ->
                                new Kek(
                                        kek.number(),
                                        kek.fingerprint(),
                                        kek.createdAt(),
                                        origin.place(kek.number())))
                        .toList();
        return new Answer(
                origin.name(),
                keks.getFirst(),
                keks.subList(1, keks.size()),
                new Sealing(keys.current().id(), keys.since(), keys.current().sealed()),
                keys.ring().dataKeys());
    }

    /** A new data key, now. */
    @PostMapping("/data-key")
    Answer rotate() {
        keys.rotate();
        return status();
    }

    /** The next KEK wraps every key. */
    @PostMapping("/kek")
    Answer rotateKek() {
        if (keys.rotateKek().isEmpty()) {
            String origin = keys.ring().origin().name();
            throw new Problem(
                            HttpStatus.CONFLICT,
                            "no-newer-kek",
                            "There is no newer key in "
                                    + origin
                                    + ". Add one beside the present one, with the next number,"
                                    + " then ask again.")
                    .with(
                            "reason",
                            Map.of(
                                    "fr",
                                    "Il n’y a pas de clé plus récente dans "
                                            + origin
                                            + ". Ajoutez-en une à côté de la présente, avec le"
                                            + " numéro suivant, puis redemandez.",
                                    "en",
                                    "There is no newer key in "
                                            + origin
                                            + ". Add one beside the present one, with the next"
                                            + " number, then ask again."));
        }
        return status();
    }
}
