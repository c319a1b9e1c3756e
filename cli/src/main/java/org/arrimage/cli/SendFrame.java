// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.hl7v2.BatchItem;
import org.arrimage.hl7v2.BatchLimits;
import org.arrimage.hl7v2.BatchReader;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What goes out in one MLLP block: a message, or a batch of them (HL7 v2.5.1 §2.10.3).
 *
 * @param body the bytes
 * @param batch whether it is answered as a batch
 * @param messages what it holds, in order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SendFrame(byte[] body, boolean batch, List<Message> messages) {

    /** Far below what receivers usually take in one block. */
    private static final int MOST_BYTES = 8 << 20;

    private static final int MOST_MESSAGES = 10_000;

    /**
     * One message.
     *
     * @param number its place among all that were read, from 1
     * @param file where it was read
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Message(int number, String file, byte[] body) {
        String control() {
            return Messages.field(body, "MSH", 10);
        }
    }

    static SendFrame alone(Message message) {
        return new SendFrame(message.body(), false, List.of(message));
    }

    /** The messages of bytes, without what is around them. */
    static List<byte[]> unwrapped(byte[] bytes) {
        var reader = new BatchReader(bytes, new BatchLimits(Integer.MAX_VALUE, 1 << 30));
        List<byte[]> messages = new ArrayList<>();
        for (Optional<BatchItem> item = next(reader); item.isPresent(); item = next(reader)) {
            if (item.get() instanceof BatchItem.Message message) {
                messages.add(message.bytes());
            }
        }
        return messages;
    }

    static Optional<BatchItem> next(BatchReader reader) {
        try {
            return reader.next();
        } catch (IOException impossible) {
            throw new UncheckedIOException("an array has no input to fail", impossible);
        }
    }

    /** Messages in an envelope of our own; in several when one block would be too large. */
    static List<SendFrame> batches(List<Message> messages) {
        List<SendFrame> frames = new ArrayList<>();
        List<Message> held = new ArrayList<>();
        int bytes = 0;
        for (Message message : messages) {
            boolean full = held.size() == MOST_MESSAGES || bytes > MOST_BYTES - message.body.length;
            if (full && !held.isEmpty()) {
                frames.add(batch(held));
                held = new ArrayList<>();
                bytes = 0;
            }
            held.add(message);
            bytes += message.body.length;
        }
        frames.add(batch(held));
        return frames;
    }

    private static SendFrame batch(List<Message> messages) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(ascii("BHS|^~\\&\r"));
        messages.forEach(message -> body.writeBytes(message.body));
        body.writeBytes(ascii("BTS|" + messages.size() + "\r"));
        return new SendFrame(body.toByteArray(), true, List.copyOf(messages));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
