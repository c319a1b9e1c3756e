// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.delivery.LaneCommit.Receipt;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Receipts in a few bytes: for each the position as a difference to the first, the attempts, whether
 * it was delivered, the code of the answer, and the digest of what was sent. Numbers are unsigned
 * LEB128.
 */
final class ReceiptCodec {

    private static final int DIGEST = 32;

    private ReceiptCodec() {}

    static byte[] encode(List<Receipt> receipts, long first) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(receipts.size() * (DIGEST + 6));
        for (Receipt receipt : receipts) {
            number(out, receipt.position() - first);
            number(out, receipt.attempts());
            byte[] code = receipt.answered().getBytes(StandardCharsets.US_ASCII);
            number(out, code.length * 2L + (receipt.delivered() ? 1 : 0));
            out.writeBytes(code);
            if (receipt.delivered()) {
                out.write(receipt.sent(), 0, DIGEST);
            }
        }
        return out.toByteArray();
    }

    static List<Receipt> decode(byte[] stored, long first) {
        ByteBuffer in = ByteBuffer.wrap(stored);
        List<Receipt> receipts = new ArrayList<>();
        while (in.hasRemaining()) {
            long position = first + number(in);
            int attempts = (int) number(in);
            long code = number(in);
            boolean delivered = (code & 1) == 1;
            byte[] answered = new byte[(int) (code >>> 1)];
            in.get(answered);
            byte[] sent = new byte[delivered ? DIGEST : 0];
            in.get(sent);
            receipts.add(
                    new Receipt(
                            position,
                            attempts,
                            delivered,
                            new String(answered, StandardCharsets.US_ASCII),
                            sent));
        }
        return receipts;
    }

    private static void number(ByteArrayOutputStream out, long value) {
        long left = value;
        while (left >= 0x80) {
            out.write((int) ((left & 0x7f) | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }

    private static long number(ByteBuffer in) {
        long value = 0;
        int shift = 0;
        byte each = in.get();
        while (each < 0) {
            value |= (long) (each & 0x7f) << shift;
            shift += 7;
            each = in.get();
        }
        return value | (long) each << shift;
    }
}
