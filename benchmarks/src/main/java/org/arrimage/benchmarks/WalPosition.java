// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far a PostgreSQL has written its write-ahead log, read from the files themselves and exact to
 * a page. Segments written before are kept for later under a higher name, so a page counts only
 * when it carries its own address (the page header's {@code xlp_pageaddr}).
 */
final class WalPosition {

    /** PostgreSQL's WAL page, in bytes. */
    private static final int PAGE = 8_192;

    /** Offset of the page's address in its header. */
    private static final int ADDRESS = 8;

    private WalPosition() {}

    /** Bytes of log since the cluster's beginning; 0 when it cannot be read. */
    static long of(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> newestFirst =
                    files.filter(file -> name(file).matches("[0-9A-F]{24}"))
                            .sorted(Comparator.comparing(WalPosition::name).reversed())
                            .toList();
            for (Path segment : newestFirst) {
                long position = within(segment);
                if (position > 0) {
                    return position;
                }
            }
            return 0;
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0; // the database is stopping, or not ours to read
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** The end of the last written page of a segment; 0 when its first page is not written. */
    private static long within(Path segment) throws IOException {
        try (var channel = FileChannel.open(segment)) {
            long size = channel.size();
            if (size < PAGE) {
                return 0;
            }
            long number =
                    Long.parseLong(name(segment).substring(8, 16), 16) * ((1L << 32) / size)
                            + Long.parseLong(name(segment).substring(16), 16);
            long start = number * size;
            long written = 0;
            long beyond = size / PAGE;
            while (written < beyond) {
                long middle = (written + beyond) / 2;
                if (address(channel, middle) == start + middle * PAGE) {
                    written = middle + 1;
                } else {
                    beyond = middle;
                }
            }
            return written == 0 ? 0 : start + written * PAGE;
        }
    }

    private static long address(FileChannel channel, long page) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        int read = channel.read(header, page * PAGE + ADDRESS);
        return read == Long.BYTES ? header.getLong(0) : -1;
    }
}
