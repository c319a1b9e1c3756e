// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

/**
 * A row of the log: messages of one source that were committed together.
 *
 * @param bucket its partition: {@link Bucket}
 * @param source the log's number of the asset that sent them
 * @param first position of the first
 * @param last position of the last
 * @param key number of the key that sealed it
 * @param stubs what recognises each again, sixteen bytes a message: {@link Stub}
 * @param sealed the messages, compressed and sealed; empty when they were left in the database
 * @param bodies the large values whose messages it records; none when it was read back
 */
record Block(
        int bucket,
        short source,
        long first,
        long last,
        int key,
        byte[] stubs,
        byte[] sealed,
        long[] bodies) {

    boolean left() {
        return sealed.length == 0;
    }

    int count() {
        return Math.toIntExact(last - first + 1);
    }
}
