// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import org.arrimage.hl7v2.SegmentText;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One segment under construction in one version. A field that the version does not have is not
 * asked for, so that what would have filled it stays known as lost.
 */
final class SegmentDraft {
    private final SegmentText text;
    private final Hl7Version version;
    private final Element source;

    /** Fields under way: a text that grows with each repetition would be copied each time. */
    private final Map<Integer, StringBuilder> repeated = new HashMap<>();

    SegmentDraft(String name, Hl7Version version, Element source) {
        this.text = new SegmentText(name);
        this.version = version;
        this.source = source;
    }

    /** Whether this version has the field. */
    boolean allows(int field) {
        return !type(field).isEmpty();
    }

    /** The data type of a field in this version; empty when there is no such field. */
    String type(int field) {
        return FieldTypes.of(text.name(), field, version);
    }

    boolean has(int field) {
        return repeated.containsKey(field) || !text.field(field).isEmpty();
    }

    /** Puts a field, if the version has it. */
    SegmentDraft put(int field, Supplier<Parts> parts) {
        if (allows(field)) {
            Parts made = parts.get();
            if (!made.isEmpty()) {
                repeated.remove(field);
                text.put(field, made.written());
            }
        }
        return this;
    }

    /** Adds a repetition, if the version has the field. */
    SegmentDraft add(int field, Supplier<Parts> parts) {
        if (allows(field)) {
            String written = parts.get().written();
            if (!written.isEmpty()) {
                StringBuilder all =
                        repeated.computeIfAbsent(field, n -> new StringBuilder(text.field(n)));
                all.append(all.isEmpty() ? "" : "~").append(written);
            }
        }
        return this;
    }

    /** Adds the lines of a text as repetitions, if the version has the field. */
    void addLines(int field, String lines) {
        lines.lines().forEach(line -> add(field, () -> Parts.of(line)));
    }

    /** Puts a plain text that comes from no element. */
    SegmentDraft constant(int field, String plain) {
        return put(field, () -> Parts.of(plain));
    }

    /** Puts a field that holds signs of its own. */
    void written(int field, String written) {
        text.put(field, written);
    }

    /** Whether any field but the set id of the first is there. */
    boolean isEmptyBeyond(int field) {
        SegmentText whole = text();
        for (int n = field + 1; n <= whole.fieldCount(); n++) {
            if (!whole.field(n).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    SegmentText text() {
        repeated.forEach((n, all) -> text.put(n, all.toString()));
        repeated.clear();
        return text;
    }

    /** The resource it speaks of. */
    Element source() {
        return source;
    }
}
