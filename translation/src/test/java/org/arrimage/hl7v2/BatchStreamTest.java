// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A stream gives what the array gives. */
class BatchStreamTest {
    private static final int ROUNDS = 3_000;

    @Test
    void readsMutatedBatchesFromAStreamAsFromAnArray() {
        var random = new Random(20261125);
        byte[] good =
                (Batches.FHS
                                + Batches.BHS
                                + Batches.message(1)
                                + Messages.ADMISSION
                                + Batches.message(2)
                                + "BTS|3\r"
                                + Batches.BHS
                                + "BTS|0\rFTS|2\r")
                        .getBytes(StandardCharsets.UTF_8);
        int whole = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = mutate(good, random);

            List<BatchItem> array = Batches.read(bytes, Batches.LIMITS);
            List<BatchItem> stream =
                    Batches.read(new Trickle(bytes, random.nextInt(1, 40)), Batches.LIMITS);

            assertThat(places(stream)).isEqualTo(places(array));
            assertThat(sliced(array, bytes)).isTrue();
            whole += Batches.messages(array).size() == 3 ? 1 : 0;
        }
        assertThat(whole).isBetween(ROUNDS / 10, ROUNDS - 1);
    }

    @Test
    void readsALongStreamToItsEnd() {
        long messages = 3_000;
        String large = "OBX|1|ED|||" + "x".repeat(20_000) + "\r";
        byte[] one = (Batches.message(1) + large).getBytes(StandardCharsets.UTF_8);
        var limits = new BatchLimits(10_000, 30_000);
        var reader = new BatchReader(new Repeated(one, messages), limits);
        long seen = 0;
        long bytes = 0;
        try {
            for (var item = reader.next(); item.isPresent(); item = reader.next()) {
                bytes += ((BatchItem.Message) item.get()).bytes().length;
                seen++;
            }
        } catch (IOException unexpected) {
            throw new AssertionError("memory can be read", unexpected);
        }

        assertThat(seen).isEqualTo(messages);
        assertThat(bytes).isEqualTo(messages * one.length);
    }

    @Test
    void passesOverAHugeMessageWithoutKeepingIt() {
        byte[] huge = new byte[20_000_000];
        Arrays.fill(huge, (byte) 'x');
        byte[] head = (Batches.BHS + Batches.message(1)).getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("\r" + Batches.message(2) + "BTS|2\r").getBytes(StandardCharsets.UTF_8);
        InputStream sent =
                new java.io.SequenceInputStream(
                        new java.io.SequenceInputStream(
                                new ByteArrayInputStream(head), new ByteArrayInputStream(huge)),
                        new ByteArrayInputStream(tail));

        List<BatchItem> items = Batches.read(sent, new BatchLimits(10, 1_000));

        assertThat(Batches.shape(items))
                .containsExactly("BHS B1", "MessageTooLarge", "0/1/2 M2", "BTS 2");
        assertThat(items.get(2).place().offset()).isEqualTo(head.length + huge.length + 1L);
    }

    private static List<String> places(List<BatchItem> items) {
        return items.stream().map(item -> item.getClass() + " " + item.place()).toList();
    }

    /** Each message is a slice of what was sent, at the offset it tells, and none overlaps. */
    private static boolean sliced(List<BatchItem> items, byte[] bytes) {
        long end = 0;
        for (BatchItem item : items) {
            if (item instanceof BatchItem.Message(BatchPlace place, byte[] message)) {
                int at = (int) place.offset();
                if (at < end
                        || !Arrays.equals(
                                bytes, at, at + message.length, message, 0, message.length)) {
                    return false;
                }
                end = at + message.length;
            }
        }
        return true;
    }

    private static byte[] mutate(byte[] good, Random random) {
        byte[] bytes = good.clone();
        int changes = random.nextInt(5);
        for (int i = 0; i < changes && bytes.length > 1; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) "|\r\n\r\nMSB".charAt(random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                default -> {
                    byte[] longer = Arrays.copyOf(bytes, bytes.length * 2 - at);
                    System.arraycopy(bytes, at, longer, bytes.length, bytes.length - at);
                    bytes = longer;
                }
            }
        }
        return bytes;
    }

    /** Gives a few bytes at a time, as a network does. */
    private static final class Trickle extends InputStream {
        private final ByteArrayInputStream bytes;
        private final int most;

        Trickle(byte[] bytes, int most) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.most = most;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return bytes.read(into, offset, Math.min(length, most));
        }
    }

    /** The same bytes many times over. */
    private static final class Repeated extends InputStream {
        private final byte[] bytes;
        private long left;
        private int at;

        Repeated(byte[] bytes, long times) {
            this.bytes = bytes;
            this.left = times;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int given = Math.min(length, bytes.length - at);
            System.arraycopy(bytes, at, into, offset, given);
            at += given;
            if (at == bytes.length) {
                at = 0;
                left--;
            }
            return given;
        }
    }
}
