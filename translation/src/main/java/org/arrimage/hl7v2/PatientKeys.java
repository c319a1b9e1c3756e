// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Which messages must stay in order with which: 64-bit hashes of the patients a message speaks of.
 * Messages that share a key are delivered in the order they came.
 *
 * <p>A patient is PID-3.1 with its assigning authority PID-3.4 (first repetition); failing that
 * PID-2, PID-4, PV1-19. Every PID of a message counts, so a swap, a link or an unlink (A17, A24,
 * A37) waits for both its patients.
 *
 * <p>A message with an MRG (merge, move, change of identifiers: A18, A30, A34 to A36, A39 to A51;
 * HL7 v2.5.1 chapter 3) is rarer and touches more: every repetition of PID-3, PID-2 and PID-4, of
 * MRG-1, MRG-4 and MRG-2, and the visits of MRG-5 and PV1-19. One identifier too many only makes it
 * wait longer. Where such a message does not say which patients it touches, it is {@link
 * #WHOLE_SOURCE}. The hash hides nothing: it is an order, not a pseudonym; what keeps it seals it.
 */
public final class PatientKeys {
    /** No patient: such messages are in order among themselves. */
    public static final long NO_PATIENT = 0;

    /**
     * Cannot be told: such a message waits for everything of its source before it, and everything
     * after waits for it.
     */
    public static final long WHOLE_SOURCE = -1;

    /** A message that touches more keys is {@link #WHOLE_SOURCE}, to bound the wait's cost. */
    public static final int MOST = 64;

    private static final int[] PID_FIELDS = {3, 2, 4};
    private static final int[] MRG_FIELDS = {1, 4, 2};
    private static final int[] MRG_VISIT = {5};
    private static final int[] PV1_FIELDS = {19};

    private final long[] keys;

    private PatientKeys(long[] keys) {
        this.keys = keys;
    }

    /** The keys of a message. */
    public static PatientKeys of(Hl7Message message) {
        var found = new FoundKeys(MOST);
        SegmentIndex index = message.index();
        byte[] bytes = message.bytes();
        int patients = 0;
        int nameless = 0;
        boolean merges = false;
        for (int i = 1; i < index.count(); i++) {
            int at = index.start(i);
            if (bytes[at] == 'P' && bytes[at + 1] == 'I' && bytes[at + 2] == 'D') {
                long key = patient(message, i, PID_FIELDS);
                found.add(key);
                patients++;
                nameless += key == NO_PATIENT ? 1 : 0;
            } else if (bytes[at] == 'M' && bytes[at + 1] == 'R' && bytes[at + 2] == 'G') {
                merges = true;
            }
        }
        if (merges) {
            return ofMerge(message, found);
        }
        if (isMissingAPatient(message, patients, nameless)) {
            return new PatientKeys(new long[] {WHOLE_SOURCE});
        }
        if (found.isEmpty()) {
            int visit = message.find("PV1", 1);
            long key = visit < 0 ? NO_PATIENT : patient(message, visit, PV1_FIELDS);
            return new PatientKeys(new long[] {key});
        }
        return of(found);
    }

    private static PatientKeys ofMerge(Hl7Message message, FoundKeys found) {
        SegmentIndex index = message.index();
        for (int i = 1; i < index.count(); i++) {
            boolean told = true;
            if (named(message, i, 'P', 'I', 'D')) {
                told = addAll(message, i, PID_FIELDS, found);
            } else if (named(message, i, 'M', 'R', 'G')) {
                told = addAll(message, i, MRG_FIELDS, found);
                addAll(message, i, MRG_VISIT, found);
            } else if (named(message, i, 'P', 'V', '1')) {
                addAll(message, i, PV1_FIELDS, found);
            }
            if (!told) {
                return new PatientKeys(new long[] {WHOLE_SOURCE});
            }
        }
        // An MRG alone says what to leave, not where to go.
        return message.find("PID", 1) < 0 ? new PatientKeys(new long[] {WHOLE_SOURCE}) : of(found);
    }

    /**
     * An event of two patients that does not name two: an MRG was lost, or a PID cannot be read.
     */
    private static boolean isMissingAPatient(Hl7Message message, int patients, int nameless) {
        return switch (event(message)) {
            case 18, 30, 34, 35, 36, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51 -> true;
            case 17, 24, 37 -> patients < 2 || nameless > 0;
            default -> false;
        };
    }

    /** The number of an ADT event, 0 for any other message. */
    private static int event(Hl7Message message) {
        byte[] bytes = message.bytes();
        long type = message.msh().whole(MessageReader.MESSAGE_TYPE);
        if (type == Scan.ABSENT || !Scan.equalsAt(bytes, Scan.start(type), "ADT")) {
            return 0;
        }
        long event = part(bytes, type, message.separators().component(), 2);
        int at = Scan.start(event);
        boolean form = Scan.end(event) - at >= 3 && bytes[at] == 'A' && digit(bytes[at + 1]);
        return form && digit(bytes[at + 2]) ? (bytes[at + 1] - '0') * 10 + bytes[at + 2] - '0' : 0;
    }

    private static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean named(Hl7Message message, int index, char a, char b, char c) {
        byte[] bytes = message.bytes();
        int at = message.index().start(index);
        return bytes[at] == a && bytes[at + 1] == b && bytes[at + 2] == c;
    }

    private static PatientKeys of(FoundKeys found) {
        return new PatientKeys(found.isTooMany() ? new long[] {WHOLE_SOURCE} : found.toArray());
    }

    /** The first patient's key, {@link #NO_PATIENT} when there is none. */
    public long primary() {
        return keys[0];
    }

    /** The second patient's key, when there is one. */
    public OptionalLong other() {
        return keys.length > 1 ? OptionalLong.of(keys[1]) : OptionalLong.empty();
    }

    /** All keys, distinct, the primary first; {@link #WHOLE_SOURCE} stands alone. */
    public long[] keys() {
        return keys.clone();
    }

    /** Whether it must be in order with everything of its source. */
    public boolean isWholeSource() {
        return keys[0] == WHOLE_SOURCE;
    }

    /** Adds every repetition of these fields; false when there is no identifier in any. */
    private static boolean addAll(Hl7Message message, int index, int[] fields, FoundKeys found) {
        SegmentIndex bounds = message.index();
        byte[] bytes = message.bytes();
        boolean any = false;
        for (int field : fields) {
            long whole =
                    Scan.part(
                            bytes,
                            bounds.start(index) + 3,
                            bounds.end(index),
                            message.separators().field(),
                            field + 1);
            if (whole == Scan.ABSENT) {
                continue;
            }
            int from = Scan.start(whole);
            for (int i = from; i <= Scan.end(whole); i++) {
                if (i == Scan.end(whole) || bytes[i] == message.separators().repetition()) {
                    long key = identifier(message, Scan.pack(from, i));
                    found.add(key);
                    any |= key != NO_PATIENT;
                    from = i + 1;
                }
            }
        }
        return any;
    }

    private static long patient(Hl7Message message, int index, int[] fields) {
        SegmentIndex bounds = message.index();
        int from = bounds.start(index) + 3;
        for (int field : fields) {
            long key = identifier(message, from, bounds.end(index), field);
            if (key != NO_PATIENT) {
                return key;
            }
        }
        return NO_PATIENT;
    }

    private static long identifier(Hl7Message message, int from, int to, int field) {
        byte[] bytes = message.bytes();
        Separators signs = message.separators();
        long whole = Scan.part(bytes, from, to, signs.field(), field + 1);
        return whole == Scan.ABSENT
                ? NO_PATIENT
                : identifier(message, part(bytes, whole, signs.repetition(), 1));
    }

    /** Hash of the number and the authority of one repetition. */
    private static long identifier(Hl7Message message, long first) {
        byte[] bytes = message.bytes();
        Separators signs = message.separators();
        long number =
                part(bytes, part(bytes, first, signs.component(), 1), signs.subcomponent(), 1);
        if (isBlank(bytes, number) || bytes[Scan.start(number)] == '"') {
            return NO_PATIENT;
        }
        long authority = part(bytes, first, signs.component(), 4);
        long name = part(bytes, authority, signs.subcomponent(), 1);
        long known =
                Scan.start(name) == Scan.end(name)
                        ? part(bytes, authority, signs.subcomponent(), 2)
                        : name;
        long hash = Hash64.of(bytes, Scan.start(number), Scan.end(number), 0);
        long mixed = Hash64.of(bytes, Scan.start(known), Scan.end(known), hash);
        return mixed == NO_PATIENT || mixed == WHOLE_SOURCE ? 1 : mixed;
    }

    private static boolean isBlank(byte[] bytes, long part) {
        for (int i = Scan.start(part); i < Scan.end(part); i++) {
            if (bytes[i] != ' ') {
                return false;
            }
        }
        return true;
    }

    private static long part(byte[] bytes, long within, int separator, int n) {
        long found = Scan.part(bytes, Scan.start(within), Scan.end(within), separator, n);
        return found == Scan.ABSENT ? Scan.pack(Scan.end(within), Scan.end(within)) : found;
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof PatientKeys that && Arrays.equals(keys, that.keys);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(keys);
    }

    @Override
    public String toString() {
        return Arrays.toString(keys);
    }
}
