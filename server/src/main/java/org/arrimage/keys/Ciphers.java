// SPDX-License-Identifier: Apache-2.0
package org.arrimage.keys;

import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicReferenceArray;

import javax.crypto.Cipher;

/**
 * A few ciphers kept for the next call: finding one anew costs as much as sealing two kilobytes.
 * Not one a thread, since virtual threads are many and short. Whoever finds a slot empty takes a
 * new one; whoever gives back overwrites. A cipher that failed is not given back.
 */
final class Ciphers {

    /** More than the cores that seal at once on machines we know; a power of two. */
    private static final int SLOTS = 64;

    private final AtomicReferenceArray<Cipher> slots = new AtomicReferenceArray<>(SLOTS);

    Cipher take() throws GeneralSecurityException {
        Cipher kept = slots.getAndSet(slot(), null);
        return kept == null ? Cipher.getInstance("AES/GCM/NoPadding") : kept;
    }

    void giveBack(Cipher cipher) {
        slots.lazySet(slot(), cipher);
    }

    private static int slot() {
        return (int) Thread.currentThread().threadId() & (SLOTS - 1);
    }
}
