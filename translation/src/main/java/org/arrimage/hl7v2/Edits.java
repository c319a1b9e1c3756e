// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import org.arrimage.hl7v2.Separators.Level;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/**
 * A list of changes, ready to be applied to many messages. Later changes see the earlier ones; what
 * no change names stays equal byte for byte.
 */
public final class Edits {
    private final List<Edit> edits;

    private Edits(List<Edit> edits) {
        this.edits = edits;
    }

    /** Prepares a list of changes. */
    public static Edits compile(List<Edit> edits) {
        return new Edits(List.copyOf(edits));
    }

    /** Whether nothing is changed. */
    public boolean isEmpty() {
        return edits.isEmpty();
    }

    /**
     * The changed message; the message's own bytes when there is nothing to change.
     *
     * @throws Hl7Problem when a text cannot be written in the message's character set
     */
    public byte[] apply(Hl7Message message) throws Hl7Problem {
        var working = new WorkingCopy(message);
        for (Edit edit : edits) {
            requireSigns(message, edit.to());
            switch (edit) {
                case Edit.Set set -> set(working, set);
                case Edit.Copy copy -> copy(working, copy);
            }
        }
        return working.toBytes();
    }

    /** A sender that announced fewer signs leaves no way to write deeper parts. */
    private static void requireSigns(Hl7Message message, FieldPath to) throws Hl7Problem {
        Separators signs = message.separators();
        boolean unwritable =
                (to.repetition() > 1 && signs.repetition() == Separators.NONE)
                        || (to.component() > 1 && signs.component() == Separators.NONE)
                        || (to.subcomponent() > 1 && signs.subcomponent() == Separators.NONE);
        if (unwritable) {
            throw new Hl7Problem(ProblemCode.SEPARATORS_UNUSABLE, message.msh().location(2));
        }
    }

    private static void set(WorkingCopy working, Edit.Set set) throws Hl7Problem {
        Hl7Message message = working.message();
        String text =
                set.value().equals("\"\"")
                        ? set.value()
                        : Escapes.escape(set.value(), message.separators());
        Optional<byte[]> bytes = Characters.encode(text, message.charset());
        if (bytes.isEmpty()) {
            FieldPath to = set.to();
            throw new Hl7Problem(
                    ProblemCode.CHARACTER_UNWRITABLE,
                    Location.field(to.segment(), to.occurrence(), to.field(), -1));
        }
        working.put(set.to(), bytes.get());
    }

    private static void copy(WorkingCopy working, Edit.Copy copy) {
        Optional<byte[]> source = working.get(copy.from());
        if (source.isPresent()) {
            Separators signs = working.message().separators();
            working.put(copy.to(), sunk(source.get(), WorkingCopy.level(copy.to()), signs));
        }
    }

    /** Escapes the separators that would break the place a copied part lands in. */
    private static byte[] sunk(byte[] source, Level level, Separators signs) {
        if (level == Level.FIELD || signs.escape() == Separators.NONE) {
            return source;
        }
        var out = new ByteArrayOutputStream(source.length + 8);
        for (byte b : source) {
            char letter = 0;
            if (b == signs.repetition()) {
                letter = 'R';
            } else if (b == signs.component() && level != Level.REPETITION) {
                letter = 'S';
            } else if (b == signs.subcomponent() && level == Level.SUBCOMPONENT) {
                letter = 'T';
            }
            if (letter == 0) {
                out.write(b);
            } else {
                out.write(signs.escape());
                out.write(letter);
                out.write(signs.escape());
            }
        }
        return out.toByteArray();
    }
}
