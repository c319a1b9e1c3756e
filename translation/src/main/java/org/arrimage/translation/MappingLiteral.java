// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** A fixed value of a mapping, checked against the FHIR type it must have. */
final class MappingLiteral {
    private static final Pattern DATE =
            Pattern.compile("\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?");
    private static final Pattern TIME =
            Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)(\\.\\d+)?");
    private static final Pattern MOMENT =
            Pattern.compile(
                    "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T"
                            + TIME
                            + "(Z|[+-](0\\d|1[0-3]):[0-5]\\d|[+-]14:00)");

    private static final Set<String> WORDS =
            Set.of("code", "uri", "url", "canonical", "oid", "uuid");

    private MappingLiteral() {}

    /** A primitive. */
    static Object of(R4Types.Element leaf, String text) throws MappingProblem {
        return switch (leaf.type()) {
            case "string", "markdown" -> text;
            case "boolean" -> truth(text);
            case "integer", "positiveInt", "unsignedInt" -> whole(leaf.type(), text);
            case "decimal" -> {
                String digits = Numbers.decimal(text);
                yield digits.isEmpty() ? refuse("un nombre", "a number") : Node.numeral(digits);
            }
            case "date" -> matching(DATE, text);
            case "dateTime" ->
                    text.indexOf('T') > 0 ? matching(MOMENT, text) : matching(DATE, text);
            case "instant" -> matching(MOMENT, text);
            case "time" -> matching(TIME, text);
            default -> word(leaf, text);
        };
    }

    /** A coding or a concept, by its parts. */
    static Node coded(String type, UnaryOperator<String> part) throws MappingProblem {
        Node coding =
                new Node()
                        .put("system", part.apply("system"))
                        .put("code", part.apply("code"))
                        .put("display", part.apply("display"));
        Node made =
                switch (type) {
                    case "Coding" -> coding;
                    case "CodeableConcept" ->
                            new Node().add("coding", coding).put("text", part.apply("text"));
                    default -> new Node();
                };
        if (made.isEmpty()) {
            throw new MappingProblem(
                    "une valeur simple, ou {system, code, display} pour un Coding ou un"
                            + " CodeableConcept",
                    "a plain value, or {system, code, display} for a Coding or a CodeableConcept");
        }
        return made;
    }

    private static String word(R4Types.Element leaf, String text) throws MappingProblem {
        if (!WORDS.contains(leaf.type())) {
            return refuse(
                    "un élément simple; " + leaf.type() + " a des parties, nommez-en une",
                    "a plain element; " + leaf.type() + " has parts, name one");
        }
        if (!leaf.codes().isEmpty() && !leaf.codes().contains(text)) {
            return refuse(
                    "l'un de " + String.join(", ", leaf.codes()),
                    "one of " + String.join(", ", leaf.codes()));
        }
        return text.chars().anyMatch(c -> c <= ' ')
                ? refuse("un mot sans espace", "a word without blanks")
                : text;
    }

    private static Object truth(String text) throws MappingProblem {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> refuse("true ou false", "true or false");
        };
    }

    private static Object whole(String type, String text) throws MappingProblem {
        boolean fits =
                text.matches(type.equals("integer") ? "-?\\d{1,9}" : "\\d{1,9}")
                        && !(type.equals("positiveInt") && Integer.parseInt(text) == 0);
        return fits
                ? Node.numeral(Integer.toString(Integer.parseInt(text)))
                : refuse("un nombre entier (" + type + ")", "a whole number (" + type + ")");
    }

    private static String matching(Pattern pattern, String text) throws MappingProblem {
        return pattern.matcher(text).matches()
                ? text
                : refuse(
                        "une date, une heure ou un instant de FHIR",
                        "a date, a time or an instant of FHIR");
    }

    private static String refuse(String fr, String en) throws MappingProblem {
        throw new MappingProblem(fr, en);
    }
}
