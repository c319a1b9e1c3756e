// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

/**
 * Where something stands in what was sent. Numbers start at 1 as HL7 counts; 0 means "before the
 * first" or "not in any".
 *
 * @param file which FHS
 * @param batch which batch of that file; messages without a BHS around them count as one batch
 * @param message which message of that batch
 * @param offset byte offset from the start of what was sent, from 0
 */
public record BatchPlace(int file, int batch, int message, long offset) {

    /** Holds numbers only, so it may be logged. */
    @Override
    public String toString() {
        return "file " + file + ", batch " + batch + ", message " + message + ", byte " + offset;
    }
}
