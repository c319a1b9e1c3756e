// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Batches that the tests share, and what a reader makes of them. */
final class Batches {
    static final BatchLimits LIMITS = new BatchLimits(1000, 100_000);

    static final String FHS = "FHS|^~\\&|LAB|CHUDL|ARRIMAGE|RQS|20261102||nuit||F1\r";
    static final String BHS = "BHS|^~\\&|LAB|CHUDL|ARRIMAGE|RQS|20261102||resultats||B1\r";

    private Batches() {}

    static String message(int n) {
        return "MSH|^~\\&|LAB|CHUDL|ARRIMAGE|RQS|2026||ADT^A08|M%d|P|2.5\rPID|1||%d^^^X\r"
                .formatted(n, n);
    }

    static List<BatchItem> read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8), LIMITS);
    }

    static List<BatchItem> read(byte[] bytes, BatchLimits limits) {
        return all(new BatchReader(bytes, limits));
    }

    static List<BatchItem> read(InputStream in, BatchLimits limits) {
        return all(new BatchReader(in, limits));
    }

    private static List<BatchItem> all(BatchReader reader) {
        try {
            List<BatchItem> items = new ArrayList<>();
            for (Optional<BatchItem> item = reader.next(); item.isPresent(); item = reader.next()) {
                items.add(item.get());
            }
            return items;
        } catch (IOException unexpected) {
            throw new AssertionError("memory can be read", unexpected);
        }
    }

    /** What was met, in short: the place of troubles is in the assertion that wants it. */
    static List<String> shape(List<BatchItem> items) {
        return items.stream()
                .map(item ->
                        switch (item) {
                            case BatchItem.Opened opened ->
                                    opened.header() + " " + opened.header().controlId();
                            case BatchItem.Message(BatchPlace at, byte[] bytes) ->
                                    "%d/%d/%d %s"
                                            .formatted(
                                                    at.file(), at.batch(), at.message(), id(bytes));
                            case BatchItem.Trouble(BatchProblem problem) ->
                                    problem.getClass().getSimpleName();
                            case BatchItem.Closed closed ->
                                    closed.level().trailer() + " " + closed.counted();
                        })
                .toList();
    }

    static List<byte[]> messages(List<BatchItem> items) {
        return items.stream()
                .filter(BatchItem.Message.class::isInstance)
                .map(item -> ((BatchItem.Message) item).bytes())
                .toList();
    }

    static BatchProblem only(List<BatchItem> items) {
        List<BatchProblem> problems =
                items.stream()
                        .filter(BatchItem.Trouble.class::isInstance)
                        .map(item -> ((BatchItem.Trouble) item).problem())
                        .toList();
        if (problems.size() != 1) {
            throw new AssertionError("expected one problem, got " + problems);
        }
        return problems.getFirst();
    }

    private static String id(byte[] bytes) {
        return MessageReader.glimpse(bytes).map(m -> m.header().controlId()).orElse("?");
    }
}
