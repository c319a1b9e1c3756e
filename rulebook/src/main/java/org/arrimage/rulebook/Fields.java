// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The fields of one object of a {@link Document}, all of them known. */
public final class Fields {

    private final Place place;
    private final Map<String, Value> entries;

    private Fields(Place place, Map<String, Value> entries) {
        this.place = place;
        this.entries = entries;
    }

    static Fields of(Value.Mapping mapping, String... known) {
        List<String> keys = List.of(known);
        mapping.entries()
                .forEach((key, value) -> {
                    if (!keys.contains(key)) {
                        throw new Unusable(
                                value.place().path(),
                                value.place().line(),
                                key,
                                Text.of(
                                        "une clé parmi %s",
                                        "a key among %s", String.join(", ", keys)));
                    }
                });
        return new Fields(mapping.place(), mapping.entries());
    }

    /** The value of a key. */
    public Value required(String key) {
        return optional(key)
                .orElseThrow(() ->
                        new Unusable(
                                place.path().isEmpty() ? key : place.path() + "." + key,
                                place.line(),
                                "absent",
                                Text.of("une valeur pour %s", "a value for %s", key)));
    }

    /** The value of a key; an explicit null counts as absent. */
    public Optional<Value> optional(String key) {
        return Optional.ofNullable(entries.get(key)).filter(value -> !value.isNull());
    }

    /** The items of a list, read one by one; an absent list is empty. */
    public <T> List<T> list(String key, int most, Function<Value, T> reader) {
        return optional(key).map(value -> value.items(most)).orElse(List.of()).stream()
                .map(reader)
                .toList();
    }

    /** What a yes-or-no key says; unknown when it says nothing. */
    public Fact fact(String key) {
        return optional(key).map(value -> Fact.of(value.flag())).orElse(Fact.UNKNOWN);
    }

    /** The period of {@code effective} and {@code expires}; the latter may be absent. */
    public Period period() {
        return period("effective");
    }

    /** The period of {@code start} and {@code expires}; the latter may be absent. */
    public Period period(String start) {
        var effective = required(start).date();
        var expires = optional("expires");
        var end = expires.map(Value::date);
        if (end.isPresent() && end.get().isBefore(effective)) {
            throw expires.orElseThrow()
                    .refuse(
                            Text.of(
                                    "une fin au plus tôt le %s",
                                    "an end on %s at the earliest", effective));
        }
        return new Period(effective, end);
    }

    /** A text in both languages: an object with {@code fr} and {@code en}. */
    public Text text(String key) {
        Fields languages = required(key).fields("fr", "en");
        return new Text(languages.required("fr").text(), languages.required("en").text());
    }
}
