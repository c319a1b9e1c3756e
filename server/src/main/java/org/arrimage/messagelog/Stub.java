// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What recognises a message that comes again: keyed hashes, so that it reveals nothing. Both must
 * agree, so two different messages are taken for one with a chance of 2^-128.
 *
 * @param control of the source and the control id
 * @param body of the whole message
 */
record Stub(long control, long body) {

    /** Bytes of the stored form. */
    static final int BYTES = 2 * Long.BYTES;

    static Stub of(Incoming message, SipHash hash) {
        return new Stub(
                hash.of(message.controlId().getBytes(StandardCharsets.UTF_8), message.source()),
                hash.of(message.body(), message.large().isNone() ? -1 : message.large().hash()));
    }

    static byte[] encode(List<Stub> stubs) {
        ByteBuffer bytes = ByteBuffer.allocate(stubs.size() * BYTES);
        for (Stub stub : stubs) {
            bytes.putLong(stub.control).putLong(stub.body);
        }
        return bytes.array();
    }

    static List<Stub> decode(byte[] stored) {
        ByteBuffer bytes = ByteBuffer.wrap(stored);
        List<Stub> stubs = new ArrayList<>(stored.length / BYTES);
        while (bytes.remaining() >= BYTES) {
            stubs.add(new Stub(bytes.getLong(), bytes.getLong()));
        }
        return stubs;
    }
}
