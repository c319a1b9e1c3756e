// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A value of a {@link Document} that knows its place. Each reading method returns what it names or
 * throws {@link Unusable} with the place, the value and the expectation.
 */
public sealed interface Value {

    /** Letters, digits and {@code . _ : / @ + -}: safe in a path, a log line and a URL. */
    Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,99}");

    /** Longest text in a value, in characters. */
    int LONGEST_TEXT = 2_000;

    Place place();

    /** One word, number or sentence. */
    record Scalar(Place place, String text, boolean plain) implements Value {}

    /** Items in order. */
    record Sequence(Place place, List<Value> items) implements Value {}

    /** Values by key. */
    record Mapping(Place place, Map<String, Value> entries) implements Value {}

    /** The refusal of this value. */
    default Unusable refuse(Text expectation) {
        return new Unusable(place().path(), place().line(), shown(), expectation);
    }

    /** The fields of this mapping; a key that is not {@code known} is refused. */
    default Fields fields(String... known) {
        if (!(this instanceof Mapping mapping)) {
            throw refuse(
                    Text.of(
                            "un objet avec les clés %s",
                            "an object with the keys %s", String.join(", ", known)));
        }
        return Fields.of(mapping, known);
    }

    /** The items of this sequence, {@code most} at most. */
    default List<Value> items(int most) {
        if (!(this instanceof Sequence sequence) || sequence.items().size() > most) {
            throw refuse(
                    Text.of("une liste d'au plus %d éléments", "a list of at most %d items", most));
        }
        return sequence.items();
    }

    /** True for an explicit null: {@code ~}, {@code null} or nothing. */
    default boolean isNull() {
        return this instanceof Scalar scalar
                && scalar.plain()
                && List.of("", "~", "null", "Null", "NULL").contains(scalar.text());
    }

    /** Words, not blank, of at most {@value #LONGEST_TEXT} characters. */
    default String text() {
        if (this instanceof Scalar scalar
                && !isNull()
                && !scalar.text().isBlank()
                && scalar.text().length() <= LONGEST_TEXT) {
            return scalar.text().strip();
        }
        throw refuse(
                Text.of(
                        "un texte de 1 à %d caractères",
                        "a text of 1 to %d characters", LONGEST_TEXT));
    }

    /** A short name without spaces: see {@link #IDENTIFIER}. */
    default String identifier() {
        if (this instanceof Scalar scalar
                && !isNull()
                && IDENTIFIER.matcher(scalar.text()).matches()) {
            return scalar.text();
        }
        throw refuse(
                new Text(
                        "un identifiant de 1 à 100 lettres, chiffres ou . _ : / @ + -",
                        "an identifier of 1 to 100 letters, digits or . _ : / @ + -"));
    }

    /** A local day, year-month-day, that exists in the calendar. */
    default LocalDate date() {
        var expectation =
                Text.of(
                        "une date AAAA-MM-JJ qui existe, de %s à %s",
                        "a date YYYY-MM-DD that exists, from %s to %s",
                        LocalDays.FIRST,
                        LocalDays.LAST);
        if (!(this instanceof Scalar scalar) || !scalar.text().matches("\\d{4}-\\d{2}-\\d{2}")) {
            throw refuse(expectation);
        }
        try {
            return LocalDays.within(LocalDate.parse(scalar.text()));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw refuse(expectation);
        }
    }

    /** A whole number from {@code least} to {@code most}. */
    default int number(int least, int most) {
        if (this instanceof Scalar scalar
                && scalar.plain()
                && scalar.text().matches("-?\\d{1,9}")) {
            int number = Integer.parseInt(scalar.text());
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw refuse(
                Text.of(
                        "un nombre entier de %d à %d",
                        "a whole number from %d to %d", least, most));
    }

    /** {@code true} or {@code false}. */
    default boolean flag() {
        if (this instanceof Scalar scalar && scalar.plain()) {
            switch (scalar.text().toLowerCase(Locale.ROOT)) {
                case "true" -> {
                    return true;
                }
                case "false" -> {
                    return false;
                }
                default -> {}
            }
        }
        throw refuse(new Text("true ou false", "true or false"));
    }

    /** One of the names of an enumeration, exactly. */
    default <E extends Enum<E>> E choice(Class<E> type) {
        E[] choices = type.getEnumConstants();
        for (E choice : choices) {
            if (this instanceof Scalar scalar && choice.name().equals(scalar.text())) {
                return choice;
            }
        }
        String names = Arrays.stream(choices).map(Enum::name).collect(Collectors.joining(", "));
        throw refuse(Text.of("l'un de %s", "one of %s", names));
    }

    private String shown() {
        return switch (this) {
            case Scalar scalar -> scalar.text();
            case Sequence sequence -> "[" + sequence.items().size() + "]";
            case Mapping mapping -> mapping.entries().keySet().toString();
        };
    }
}
