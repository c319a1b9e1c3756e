// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The plain form of a block: the headers of its messages, then their bodies one after the other.
 *
 * <p>Version 1: version, count; for each message its time in microseconds as a difference to the
 * one before, its retention, type, control id, ordering keys and the length of its body; numbers as
 * unsigned LEB128, signed ones zigzag, texts in UTF-8 after their length. Version 2, written where
 * a message has large values: after the length of each body whether it has, and then which.
 */
final class BlockCodec {

    private static final int VERSION = 1;
    private static final int VERSION_WITH_LARGE = 2;
    private static final int KEPT_BUFFER = 4 << 20;

    private byte[] out = new byte[64 * 1024];
    private int size;

    /** Encodes messages of one source; the bytes are valid until the next call. */
    int encode(List<Incoming> messages) {
        size = 0;
        if (out.length > KEPT_BUFFER) {
            out = new byte[64 * 1024];
        }
        int version = version(messages);
        number(version);
        number(messages.size());
        long before = 0;
        for (Incoming message : messages) {
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, message.receivedAt());
            number(zigzag(micros - before));
            before = micros;
            number(message.retention());
            text(message.type());
            text(message.controlId());
            keys(message.ordering());
            number(message.body().length);
            if (version == VERSION_WITH_LARGE) {
                large(message.large());
            }
        }
        for (Incoming message : messages) {
            room(message.body().length);
            System.arraycopy(message.body(), 0, out, size, message.body().length);
            size += message.body().length;
        }
        return size;
    }

    private static int version(List<Incoming> messages) {
        for (Incoming message : messages) {
            if (!message.large().isNone()) {
                return VERSION_WITH_LARGE;
            }
        }
        return VERSION;
    }

    /** What {@link #encode} wrote, from 0. */
    byte[] bytes() {
        return out;
    }

    /** Reads a block back; its messages in order. */
    static List<Incoming> decode(short source, byte[] plain) {
        ByteBuffer in = ByteBuffer.wrap(plain);
        long version = number(in);
        if (version != VERSION && version != VERSION_WITH_LARGE) {
            throw new IllegalStateException("a block of the unknown version " + version);
        }
        int count = Math.toIntExact(number(in));
        List<Incoming> headers = new ArrayList<>(count);
        int[] lengths = new int[count];
        long micros = 0;
        for (int i = 0; i < count; i++) {
            micros += unzigzag(number(in));
            int retention = Math.toIntExact(number(in));
            String type = text(in);
            String controlId = text(in);
            OrderingKeys ordering = keys(in);
            lengths[i] = Math.toIntExact(number(in));
            headers.add(
                    new Incoming(
                            source,
                            retention,
                            Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
                            type,
                            controlId,
                            ordering,
                            new byte[0],
                            version == VERSION ? LargeValues.NONE : large(in)));
        }
        return withBodies(headers, lengths, plain, in.position());
    }

    private static List<Incoming> withBodies(
            List<Incoming> headers, int[] lengths, byte[] plain, int from) {
        List<Incoming> messages = new ArrayList<>(headers.size());
        int at = from;
        for (int i = 0; i < lengths.length; i++) {
            Incoming header = headers.get(i);
            messages.add(
                    new Incoming(
                            header.source(),
                            header.retention(),
                            header.receivedAt(),
                            header.type(),
                            header.controlId(),
                            header.ordering(),
                            Arrays.copyOfRange(plain, at, at + lengths[i]),
                            header.large()));
            at += lengths[i];
        }
        return messages;
    }

    private void large(LargeValues values) {
        number(values.body());
        if (!values.isNone()) {
            number(values.bucket());
            number(values.bytes());
            number(values.hash());
        }
    }

    private static LargeValues large(ByteBuffer in) {
        long body = number(in);
        return body == 0
                ? LargeValues.NONE
                : new LargeValues(
                        body, Math.toIntExact(number(in)), Math.toIntExact(number(in)), number(in));
    }

    private void keys(OrderingKeys ordering) {
        number(ordering.count());
        room(ordering.count() * Long.BYTES);
        ByteBuffer buffer = ByteBuffer.wrap(out);
        for (int i = 0; i < ordering.count(); i++) {
            buffer.putLong(size, ordering.at(i));
            size += Long.BYTES;
        }
    }

    private static OrderingKeys keys(ByteBuffer in) {
        long[] hashes = new long[Math.toIntExact(number(in))];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = in.getLong();
        }
        return OrderingKeys.of(hashes);
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        room(bytes.length);
        System.arraycopy(bytes, 0, out, size, bytes.length);
        size += bytes.length;
    }

    private static String text(ByteBuffer in) {
        byte[] bytes = new byte[Math.toIntExact(number(in))];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void number(long value) {
        room(10);
        long left = value;
        while ((left & ~0x7fL) != 0) {
            out[size++] = (byte) ((left & 0x7f) | 0x80);
            left >>>= 7;
        }
        out[size++] = (byte) left;
    }

    private static long number(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte each = in.get();
            value |= (long) (each & 0x7f) << shift;
            if (each >= 0) {
                return value;
            }
        }
        throw new IllegalStateException("a number of a block has no end");
    }

    private static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    private static long unzigzag(long value) {
        return (value >>> 1) ^ -(value & 1);
    }

    private void room(int more) {
        if (out.length - size < more) {
            out = Arrays.copyOf(out, Math.max(Math.addExact(size, more), out.length * 2));
        }
    }
}
