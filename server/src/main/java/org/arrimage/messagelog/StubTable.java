// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import java.util.Arrays;

/**
 * The newest stubs with their positions: a ring in the order of the log, and an open-addressed
 * index of it by control hash. Thirty-two bytes a message; grows to its limit, then the oldest make
 * room. Not thread-safe.
 */
final class StubTable {

    private static final int FIRST_CAPACITY = 1 << 12;
    private static final int FREE = -1;

    private final int most;
    private long[] controls;
    private long[] bodies;
    private long[] positions;
    private int[] slots;
    private int start;
    private int size;

    StubTable(int most) {
        this.most = most;
        allocate(Math.min(most, FIRST_CAPACITY));
    }

    private void allocate(int capacity) {
        controls = new long[capacity];
        bodies = new long[capacity];
        positions = new long[capacity];
        slots = new int[Integer.highestOneBit(Math.max(2, capacity * 2 - 1)) * 2];
        Arrays.fill(slots, FREE);
    }

    /** A message that is on disk; takes the place of an older one with the same control id. */
    void add(Stub stub, long position) {
        if (most == 0) {
            return;
        }
        if (size == controls.length) {
            if (size < most) {
                grow();
            } else {
                forgetOldest();
            }
        }
        int entry = (start + size++) % controls.length;
        controls[entry] = stub.control();
        bodies[entry] = stub.body();
        positions[entry] = position;
        index(entry);
    }

    private void index(int entry) {
        int slot = slot(controls[entry]);
        while (slots[slot] != FREE && controls[slots[slot]] != controls[entry]) {
            slot = next(slot);
        }
        slots[slot] = entry;
    }

    /** The newest message with this control hash: its position; 0 when there is none. */
    long position(long control) {
        int entry = find(control);
        return entry == FREE ? 0 : positions[entry];
    }

    /** Whether the newest message with the stub's control hash has its body too. */
    boolean same(Stub stub) {
        int entry = find(stub.control());
        return entry != FREE && bodies[entry] == stub.body();
    }

    private int find(long control) {
        int slot = slot(control);
        while (slots[slot] != FREE) {
            if (controls[slots[slot]] == control) {
                return slots[slot];
            }
            slot = next(slot);
        }
        return FREE;
    }

    private void forgetOldest() {
        int slot = slot(controls[start]);
        while (slots[slot] != FREE && slots[slot] != start) {
            slot = next(slot);
        }
        if (slots[slot] == start) {
            close(slot);
        }
        start = (start + 1) % controls.length;
        size--;
    }

    /** Frees a slot and moves up those behind it that would no longer be found. */
    private void close(int freed) {
        int hole = freed;
        int slot = next(freed);
        while (slots[slot] != FREE) {
            int home = slot(controls[slots[slot]]);
            int mask = slots.length - 1;
            if (((slot - home) & mask) >= ((slot - hole) & mask)) {
                slots[hole] = slots[slot];
                hole = slot;
            }
            slot = next(slot);
        }
        slots[hole] = FREE;
    }

    private void grow() {
        long[] oldControls = controls;
        long[] oldBodies = bodies;
        long[] oldPositions = positions;
        int from = start;
        int count = size;
        allocate((int) Math.min(most, controls.length * 2L));
        start = 0;
        size = 0;
        for (int i = 0; i < count; i++) {
            int old = (from + i) % oldControls.length;
            add(new Stub(oldControls[old], oldBodies[old]), oldPositions[old]);
        }
    }

    private int slot(long control) {
        return (int) (control ^ (control >>> 32)) & (slots.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (slots.length - 1);
    }
}
