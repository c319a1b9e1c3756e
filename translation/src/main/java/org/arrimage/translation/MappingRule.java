// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.FieldPath;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One rule of a mapping: a field, or a fixed value, to an element.
 *
 * @param from the field it carries; empty for a fixed value
 * @param fixed the fixed value, in the form {@link Node} keeps; an empty text when there is none
 * @param to where it goes
 * @param type the HL7 v2 data type by which the field is read; empty for the usual one
 * @param table name of the code table its codes are of, empty for none
 * @param when all of these must hold
 * @param mode what becomes of what the mappers wrote
 */
record MappingRule(
        Optional<Source> from,
        Object fixed,
        MappingTarget to,
        String type,
        String table,
        List<Condition> when,
        Mode mode) {

    /** The field whose segments say which resources are written; empty for all of the type. */
    Optional<Source> lead() {
        return from.isPresent() || when.isEmpty() ? from : Optional.of(when.getFirst().field());
    }

    /** What becomes of what the mappers wrote. */
    enum Mode {
        /** A list keeps what it has; a single element is replaced. */
        ADD,
        /** It goes. */
        REPLACE,
        /** It stays, and the rule does nothing. */
        ABSENT
    }

    /**
     * A field of HL7 v2.
     *
     * @param path where; its occurrence and repetition count only when {@code narrowed}
     * @param narrowed whether the file names one occurrence of the segment
     */
    record Source(FieldPath path, boolean narrowed) {

        static Source of(String text) throws MappingProblem {
            try {
                boolean narrowed = text.indexOf('(') >= 0 && text.indexOf('(') < text.indexOf('-');
                return new Source(FieldPath.of(text), narrowed);
            } catch (IllegalArgumentException unreadable) {
                throw new MappingProblem(
                        "un champ HL7 v2 tel que PID-10, ZVN-1 ou OBX-3.1",
                        "an HL7 v2 field such as PID-10, ZVN-1 or OBX-3.1");
            }
        }

        boolean wants(Segment segment) {
            return segment.is(path.segment())
                    && (!narrowed || segment.occurrence() == path.occurrence());
        }

        /** Every repetition that holds something, narrowed to the component asked for. */
        List<Value> values(Segment segment) {
            return repetitions(segment).map(this::narrow).filter(Value::isPresent).toList();
        }

        /** Those that may leave: not of a repetition that holds a NIU. */
        List<Value> values(Segment segment, Set<String> niuAuthorities) {
            return repetitions(segment)
                    .filter(repetition -> !Niu.isIn(repetition, niuAuthorities))
                    .map(this::narrow)
                    .filter(Value::isPresent)
                    .toList();
        }

        private Stream<Value> repetitions(Segment segment) {
            return path.repetition() > 0
                    ? Stream.of(segment.repetition(path.field(), path.repetition()))
                    : segment.repetitions(path.field()).stream();
        }

        private Value narrow(Value value) {
            Value component = path.component() > 0 ? value.component(path.component()) : value;
            return path.subcomponent() > 0
                    ? component.subcomponent(path.subcomponent())
                    : component;
        }
    }

    /** What a field must hold, must not hold, or whether it must hold anything. */
    record Condition(Source field, Set<String> is, Set<String> not, Optional<Boolean> present) {

        /** Judged on the first repetition of the field. */
        boolean holds(Optional<Segment> segment) {
            String text =
                    segment.map(field::values)
                            .filter(values -> !values.isEmpty())
                            .map(values -> Draft.peek(values.getFirst()))
                            .orElse("");
            return (is.isEmpty() || is.contains(text))
                    && !not.contains(text)
                    && present.map(wanted -> wanted != text.isEmpty()).orElse(true);
        }
    }
}
