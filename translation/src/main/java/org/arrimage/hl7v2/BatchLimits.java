// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

/**
 * How much one sending in batch protocol may hold.
 *
 * @param messages most messages in all; what comes after is not read
 * @param messageBytes largest message, in bytes; a larger one is passed over. Also bounds the
 *     memory of reading from a stream
 */
public record BatchLimits(int messages, int messageBytes) {

    /** A year of one patient's history fits; so does a day of a hospital's admissions. */
    public static final int USUAL_MESSAGES = 100_000;

    /** Offsets inside one message are ints; 1 GiB leaves room for reading ahead. */
    private static final int LARGEST_MESSAGE = 1 << 30;

    public BatchLimits {
        if (messages < 1 || messageBytes < 1 || messageBytes > LARGEST_MESSAGE) {
            throw new IllegalArgumentException(
                    "need at least 1 message of 1 byte to 1 GiB, not "
                            + messages
                            + " of "
                            + messageBytes);
        }
    }
}
