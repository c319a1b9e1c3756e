// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

/**
 * What one partition holds.
 *
 * @param bucket its number
 * @param first the lowest position in it
 * @param last the highest
 */
record Segment(int bucket, long first, long last) {

    /** With further positions. */
    Segment with(long from, long to) {
        return new Segment(bucket, Math.min(first, from), Math.max(last, to));
    }
}
