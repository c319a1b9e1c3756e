// SPDX-License-Identifier: Apache-2.0
package org.arrimage.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Counts and digests the rows of one {@code COPY … (FORMAT binary)} stream as its bytes pass, cut
 * anywhere. Rows are digested one by one and the digests added, so that the order in which
 * PostgreSQL gives them does not matter. Form of the stream: PostgreSQL's manual, COPY, "Binary
 * Format".
 */
public final class RowsDigest {
    /** Signature of 11 bytes, flags and length of the header's extension of 4 bytes each. */
    private static final int HEADER_BYTES = 19;

    private static final int WORDS = 4;
    private static final short NO_MORE_ROWS = -1;
    private static final int NULL_FIELD = -1;

    private enum Part {
        HEADER,
        EXTENSION,
        FIELD_COUNT,
        FIELD_LENGTH,
        FIELD,
        END
    }

    private final MessageDigest sha = sha256();
    private final byte[] rowDigest = new byte[WORDS * Long.BYTES];
    private final long[] sum = new long[WORDS];
    private Part part = Part.HEADER;
    private int missing = HEADER_BYTES;
    private int number;
    private boolean rowEnded;
    private int fields;
    private long rows;
    private long bytes;

    /**
     * Takes the next bytes in.
     *
     * @throws IOException when they are not such a stream
     */
    public void update(byte[] buffer, int offset, int length) throws IOException {
        bytes += length;
        int end = offset + length;
        int rowFrom = offset;
        int at = offset;
        while (at < end) {
            at += take(buffer, at, end);
            if (missing > 0) {
                break; // the rest of this part comes with the next bytes
            }
            switch (part) {
                case HEADER -> expect(Part.EXTENSION, number);
                case EXTENSION -> expect(Part.FIELD_COUNT, Short.BYTES);
                case FIELD_COUNT -> countFields();
                case FIELD_LENGTH -> measureField();
                case FIELD -> nextField();
                case END -> throw new IOException("bytes after the end of the rows");
            }
            skipEmptyExtension();
            if (part == Part.FIELD_COUNT) {
                if (rowEnded) {
                    sha.update(buffer, rowFrom, at - rowFrom);
                    addRow();
                }
                rowFrom = at;
            }
        }
        if (part != Part.HEADER && part != Part.EXTENSION && part != Part.END) {
            sha.update(buffer, rowFrom, end - rowFrom);
        }
    }

    /** What the rows were, once the stream has ended. */
    public TableSummary summary(Table table) throws IOException {
        if (part != Part.END) {
            throw new IOException("the rows of " + table.label() + " end in the middle");
        }
        var total = ByteBuffer.allocate(WORDS * Long.BYTES);
        for (long word : sum) {
            total.putLong(word);
        }
        return new TableSummary(
                table.label(), rows, bytes, HexFormat.of().formatHex(total.array()));
    }

    /** Takes what the current part still misses; reads numbers as they pass. */
    private int take(byte[] buffer, int at, int end) throws IOException {
        if (part == Part.END) {
            throw new IOException("bytes after the end of the rows");
        }
        int taken = Math.min(missing, end - at);
        if (part == Part.FIELD_COUNT || part == Part.FIELD_LENGTH || part == Part.HEADER) {
            for (int i = at; i < at + taken; i++) {
                number = number << Byte.SIZE | (buffer[i] & 0xFF); // the header ends with one
            }
        }
        missing -= taken;
        return taken;
    }

    private void expect(Part next, int bytesOfIt) {
        part = next;
        missing = bytesOfIt;
        number = 0;
        rowEnded = false;
    }

    private void skipEmptyExtension() {
        if (part == Part.EXTENSION && missing == 0) {
            expect(Part.FIELD_COUNT, Short.BYTES);
        }
    }

    private void countFields() throws IOException {
        short count = (short) number;
        if (count == NO_MORE_ROWS) {
            part = Part.END;
            return;
        }
        if (count < 0) {
            throw new IOException("a row of " + count + " fields");
        }
        fields = count;
        nextField();
    }

    private void nextField() {
        if (fields == 0) {
            expect(Part.FIELD_COUNT, Short.BYTES);
            rowEnded = true;
        } else {
            expect(Part.FIELD_LENGTH, Integer.BYTES);
        }
    }

    private void measureField() throws IOException {
        int length = number;
        fields--;
        if (length == NULL_FIELD || length == 0) {
            nextField();
        } else if (length < 0) {
            throw new IOException("a field of " + length + " bytes");
        } else {
            expect(Part.FIELD, length);
        }
    }

    private void addRow() {
        try {
            sha.digest(rowDigest, 0, rowDigest.length);
        } catch (DigestException impossible) {
            throw new IllegalStateException(impossible);
        }
        var words = ByteBuffer.wrap(rowDigest);
        for (int i = 0; i < WORDS; i++) {
            sum[i] += words.getLong();
        }
        rows++;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java has it
        }
    }
}
