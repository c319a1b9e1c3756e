// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Which messages must stay in order with which: 64-bit hashes of the patients a message speaks of.
 * Messages that share a key are delivered in the order they came.
 *
 * <p>A patient is PID-3.1 with its assigning authority PID-3.4 (first repetition); failing that
 * PID-2, PID-4, PV1-19. Every PID and every MRG of the message counts, so a merge, a move or a swap
 * (A17, A18, A24, A34 to A37, A40 to A47) waits for all its patients. The hash hides nothing: it is
 * an order, not a pseudonym.
 */
public final class OrderingKeys {
    /** No patient: such messages share one lane, the whole source in order. */
    public static final long NO_PATIENT = 0;

    /** More patients than this in one message share the first lane, to bound the wait. */
    private static final int MOST = 64;

    private static final int[] PID_FIELDS = {3, 2, 4};
    private static final int[] MRG_FIELDS = {1, 4};
    private static final int[] PV1_FIELDS = {19};

    private final long[] keys;

    private OrderingKeys(long[] keys) {
        this.keys = keys;
    }

    /** The keys of a message. */
    public static OrderingKeys of(Hl7Message message) {
        var found = new Found();
        SegmentIndex index = message.index();
        byte[] bytes = message.bytes();
        for (int i = 1; i < index.count() && found.count < MOST; i++) {
            int at = index.start(i);
            if (bytes[at] == 'P' && bytes[at + 1] == 'I' && bytes[at + 2] == 'D') {
                found.add(patient(message, i, PID_FIELDS));
            } else if (bytes[at] == 'M' && bytes[at + 1] == 'R' && bytes[at + 2] == 'G') {
                found.add(patient(message, i, MRG_FIELDS));
            }
        }
        if (found.count == 0) {
            int visit = message.find("PV1", 1);
            long key = visit < 0 ? NO_PATIENT : patient(message, visit, PV1_FIELDS);
            return new OrderingKeys(new long[] {key});
        }
        return new OrderingKeys(found.toArray());
    }

    /** The first patient's key, {@link #NO_PATIENT} when there is none. */
    public long primary() {
        return keys[0];
    }

    /** The second patient's key, when there is one. */
    public OptionalLong other() {
        return keys.length > 1 ? OptionalLong.of(keys[1]) : OptionalLong.empty();
    }

    /** All keys, distinct, the primary first. */
    public long[] keys() {
        return keys.clone();
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
        if (whole == Scan.ABSENT) {
            return NO_PATIENT;
        }
        long first = part(bytes, whole, signs.repetition(), 1);
        long number =
                part(bytes, part(bytes, first, signs.component(), 1), signs.subcomponent(), 1);
        if (Scan.start(number) == Scan.end(number) || bytes[Scan.start(number)] == '"') {
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
        return mixed == NO_PATIENT ? 1 : mixed;
    }

    private static long part(byte[] bytes, long within, int separator, int n) {
        long found = Scan.part(bytes, Scan.start(within), Scan.end(within), separator, n);
        return found == Scan.ABSENT ? Scan.pack(Scan.end(within), Scan.end(within)) : found;
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof OrderingKeys that && Arrays.equals(keys, that.keys);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(keys);
    }

    @Override
    public String toString() {
        return Arrays.toString(keys);
    }

    /** Distinct keys in order of appearance. */
    private static final class Found {
        private long[] keys = new long[2];
        private int count;

        void add(long key) {
            if (key == NO_PATIENT) {
                return;
            }
            for (int i = 0; i < count; i++) {
                if (keys[i] == key) {
                    return;
                }
            }
            if (count == keys.length) {
                keys = Arrays.copyOf(keys, count * 2);
            }
            keys[count++] = key;
        }

        long[] toArray() {
            return Arrays.copyOf(keys, count);
        }
    }
}
