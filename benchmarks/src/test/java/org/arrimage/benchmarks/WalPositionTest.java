// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

class WalPositionTest {

    private static final int PAGE = 8_192;
    private static final int SEGMENT = 16 << 20;

    @TempDir private Path folder;

    @Test
    void endsAtTheLastWrittenPageOfTheNewestSegment() throws Exception {
        segment("000000010000000000000003", 3L * SEGMENT, SEGMENT / PAGE);
        segment("000000010000000000000004", 4L * SEGMENT, 10);

        assertThat(WalPosition.of(folder)).isEqualTo(4L * SEGMENT + 10 * PAGE);
    }

    @Test
    void passesOverASegmentKeptForLaterUnderAHigherName() throws Exception {
        segment("000000010000000100000000", (1L << 32), 7);
        segment("000000010000000100000001", 5L * SEGMENT, SEGMENT / PAGE);

        assertThat(WalPosition.of(folder)).isEqualTo((1L << 32) + 7 * PAGE);
    }

    @Test
    void isZeroWhereThereIsNoLog() throws Exception {
        Files.writeString(folder.resolve("archive_status"), "");

        assertThat(WalPosition.of(folder)).isZero();
        assertThat(WalPosition.of(folder.resolve("absent"))).isZero();
    }

    /** A segment whose first pages carry the addresses from {@code start} on. */
    private void segment(String name, long start, int pages) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SEGMENT).order(ByteOrder.nativeOrder());
        for (int page = 0; page < pages; page++) {
            bytes.putLong(page * PAGE + 8, start + (long) page * PAGE);
        }
        Files.write(folder.resolve(name), bytes.array());
    }
}
