// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Messages of one kind, ready but for their control id, patient and time. Writing one is a few
 * copies, since the load shares the processors with what it measures. Safe for use by several
 * threads.
 */
final class MessagePool {

    /** First patient number: keeps all numbers of one length. */
    static final int FIRST_PATIENT = 100_000;

    /** So many patients have numbers of {@value #PATIENT_DIGITS} digits. */
    static final int MOST_PATIENTS = 900_000;

    private static final int PATIENT_DIGITS = 6;

    /** Seconds of November 2026's first 28 days. */
    private static final int SECONDS = 28 * 86_400;

    private static final int TIME_DIGITS = 14;
    private static final int CONTROL_LENGTH = 15;

    private final byte[] head =
            "MSH|^~\\&|ADMISSION|HOPITAL-SAINT-LUC-EST|ARRIMAGE|RESEAU|".getBytes(UTF_8);
    private final byte[] afterTime;
    private final byte[] afterControl;
    private final boolean event;
    private final byte[][] persons;
    private final byte[][] contents;
    private final AtomicInteger turn = new AtomicInteger();
    private final int largest;

    /**
     * Makes the parts, from a seed.
     *
     * @param variants how many contents
     * @param persons how many people; a patient is always the same one
     */
    MessagePool(Payload payload, int variants, int persons) {
        var random = new Random(20_261_101L + variants);
        this.event = payload == Payload.ADT;
        this.afterTime = ("-0500||" + payload.type() + "|").getBytes(UTF_8);
        this.afterControl =
                ("|P|2.5.1|||AL|NE|CAN|UNICODE UTF-8\r" + (event ? "EVN||" : "PID|1||"))
                        .getBytes(UTF_8);
        this.persons = parts(persons, random, FictitiousContent::person);
        this.contents = parts(variants, random, payload.content());
        this.largest =
                head.length
                        + 2 * TIME_DIGITS
                        + afterTime.length
                        + CONTROL_LENGTH
                        + afterControl.length
                        + AFTER_EVENT.length
                        + PATIENT_DIGITS
                        + longest(this.persons)
                        + longest(this.contents);
    }

    private static final byte[] AFTER_EVENT = "\rPID|1||".getBytes(UTF_8);

    /** The most bytes a message takes. */
    int largest() {
        return largest;
    }

    /**
     * Writes the next message and gives the offset after it.
     *
     * @param control MSH-10, {@value #CONTROL_LENGTH} bytes
     * @param patient number of the patient from 0; PID-3.1 is {@value #FIRST_PATIENT} more
     */
    int write(byte[] into, int start, byte[] control, int patient) {
        int chosen = turn.getAndIncrement() & Integer.MAX_VALUE;
        int at = copy(head, into, start);
        int timeAt = at;
        at = time(chosen % SECONDS, into, at);
        at = copy(afterTime, into, at);
        at = copy(control, into, at);
        at = copy(afterControl, into, at);
        if (event) {
            System.arraycopy(into, timeAt, into, at, TIME_DIGITS);
            at = copy(AFTER_EVENT, into, at + TIME_DIGITS);
        }
        at = digits(FIRST_PATIENT + patient, PATIENT_DIGITS, into, at);
        at = copy(persons[patient % persons.length], into, at);
        return copy(contents[chosen % contents.length], into, at);
    }

    /** Writes a number with leading zeros and gives the offset after it. */
    static int digits(int number, int digits, byte[] into, int at) {
        int left = number;
        for (int i = at + digits - 1; i >= at; i--) {
            into[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
        return at + digits;
    }

    private static int time(int second, byte[] into, int start) {
        int at = digits(202_611, 6, into, start);
        at = digits(1 + second / 86_400, 2, into, at);
        at = digits(second / 3_600 % 24, 2, into, at);
        at = digits(second / 60 % 60, 2, into, at);
        return digits(second % 60, 2, into, at);
    }

    private static byte[][] parts(int count, Random random, Function<Random, String> part) {
        byte[][] parts = new byte[count][];
        for (int i = 0; i < count; i++) {
            parts[i] = part.apply(random).getBytes(UTF_8);
        }
        return parts;
    }

    private static int longest(byte[][] parts) {
        int longest = 0;
        for (byte[] part : parts) {
            longest = Math.max(longest, part.length);
        }
        return longest;
    }

    private static int copy(byte[] from, byte[] into, int at) {
        System.arraycopy(from, 0, into, at, from.length);
        return at + from.length;
    }
}
