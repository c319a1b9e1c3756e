// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.util.ArrayList;
import java.util.List;

/** Gathers changes to one message. For the same changes to many, use {@link Edits}. */
public final class Hl7Editor {
    private final Hl7Message message;
    private final List<Edit> edits = new ArrayList<>();

    Hl7Editor(Hl7Message message) {
        this.message = message;
    }

    /** Puts a plain text at a path. */
    public Hl7Editor set(String path, String value) {
        edits.add(new Edit.Set(FieldPath.of(path), value));
        return this;
    }

    /** Copies what stands at a path to another. */
    public Hl7Editor copy(String from, String to) {
        edits.add(new Edit.Copy(FieldPath.of(from), FieldPath.of(to)));
        return this;
    }

    /**
     * The changed message.
     *
     * @throws Hl7Problem when a text cannot be written in the message's character set
     */
    public byte[] toBytes() throws Hl7Problem {
        return Edits.compile(edits).apply(message);
    }
}
