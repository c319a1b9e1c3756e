// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import org.arrimage.hl7v2.BatchLines.Kind;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Walks what was sent in batch protocol (HL7 v2.5.1 §2.10.3): {@code [FHS] { [BHS] {messages} [BTS]
 * } [FTS]}, or just several messages one after the other, each with its own separators. Gives the
 * messages one by one, says where the envelope is wrong, and goes on.
 *
 * <p>Lines may end with CR, LF or both. A message is what lies between its MSH and the next header
 * or trailer; it is not looked into, so a bad one spoils no other. Not thread-safe.
 */
public final class BatchReader {
    private static final int TRAILER_COUNT = 2;

    /** Read from a stream beyond the end of a message before that end is seen, in bytes. */
    private static final int LOOK_AHEAD = 128 * 1024;

    private final BatchLines lines;
    private final BatchLimits limits;
    private final ArrayDeque<BatchItem> ready = new ArrayDeque<>();
    private boolean ended;

    private int file;
    private boolean fileOpen;
    private int batch;
    private boolean batchOpen;
    private boolean batchHasHeader;
    private int message;
    private int messages;

    private boolean inMessage;
    private BatchPlace messagePlace = new BatchPlace(0, 0, 0, 0);
    private int messageSign = Separators.NONE;
    private long strayFrom = -1;
    private long strayTo;

    /**
     * Walks bytes where they lie.
     *
     * @param sent not copied: the caller leaves it alone meanwhile
     */
    public BatchReader(byte[] sent, BatchLimits limits) {
        this(new BatchLines(sent), limits);
    }

    /** Reads a stream as it goes; holds one message in memory. The caller closes it. */
    public BatchReader(InputStream sent, BatchLimits limits) {
        this(new BatchLines(sent, limits.messageBytes() + LOOK_AHEAD), limits);
    }

    private BatchReader(BatchLines lines, BatchLimits limits) {
        this.lines = lines;
        this.limits = limits;
    }

    /**
     * Whether bytes are in batch protocol rather than one message: they begin with FHS or BHS, or a
     * header or trailer follows the first MSH.
     */
    public static boolean isBatch(byte[] sent) {
        var lines = new BatchLines(sent);
        boolean seen = false;
        int sign = Separators.NONE;
        try {
            while (lines.advance()) {
                Kind kind = lines.lineKind();
                if (kind == Kind.BLANK) {
                    continue;
                }
                if (!seen && kind != Kind.MSH) {
                    return kind == Kind.FHS || kind == Kind.BHS;
                }
                if (seen && envelope(lines, sign) != Kind.OTHER) {
                    return true;
                }
                sign = seen ? sign : lines.sign();
                seen = true;
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("an array has no input to fail", impossible);
        }
        return false;
    }

    /**
     * The next thing met; nothing at the end, or after {@link BatchProblem.TooManyMessages}.
     *
     * @throws IOException when the stream cannot be read on
     */
    public Optional<BatchItem> next() throws IOException {
        while (ready.isEmpty() && !ended) {
            if (lines.advance()) {
                take();
            } else {
                finish();
            }
        }
        return Optional.ofNullable(ready.poll());
    }

    private void take() {
        Kind kind = lines.lineKind();
        if (inMessage && kind != Kind.BLANK) {
            kind = envelope(lines, messageSign);
        }
        switch (kind) {
            case BLANK -> {}
            case OTHER -> takeLine();
            case MSH -> openMessage();
            case BHS -> {
                endMessage();
                openBatch();
            }
            case FHS -> {
                endMessage();
                openFile();
            }
            case BTS -> {
                endMessage();
                closeBatch();
            }
            case FTS -> {
                endMessage();
                closeFile();
            }
        }
    }

    /**
     * What a line inside a message is. After CR a segment begins for sure; after a bare LF it may
     * be text, and then only a name with the message's own sign, or a header whose signs would do,
     * is taken for more.
     */
    private static Kind envelope(BatchLines lines, int messageSign) {
        Kind kind = lines.lineKind();
        if (kind == Kind.OTHER || !lines.isAfterLineFeed()) {
            return kind;
        }
        boolean own = lines.sign() == messageSign || lines.sign() == Separators.NONE;
        boolean header = kind == Kind.MSH || kind == Kind.BHS || kind == Kind.FHS;
        return own || (header && lines.announcesUsableSigns()) ? kind : Kind.OTHER;
    }

    private void takeLine() {
        if (inMessage) {
            lines.extendMessage();
            return;
        }
        if (strayFrom < 0) {
            strayFrom = lines.start();
        }
        strayTo = lines.end();
    }

    private void openMessage() {
        endMessage();
        if (messages == limits.messages()) {
            trouble(
                    new BatchProblem.TooManyMessages(
                            place(message + 1, lines.start()), limits.messages()));
            ended = true;
            return;
        }
        if (!batchOpen) {
            beginBatch(false);
        }
        message++;
        messages++;
        inMessage = true;
        messagePlace = place(message, lines.start());
        messageSign = lines.sign();
        lines.beginMessage();
    }

    private void endMessage() {
        if (inMessage) {
            inMessage = false;
            if (lines.isMessageLargerThan(limits.messageBytes())) {
                lines.dropMessage();
                trouble(new BatchProblem.MessageTooLarge(messagePlace, limits.messageBytes()));
            } else {
                ready.add(new BatchItem.Message(messagePlace, lines.takeMessage()));
            }
        }
        if (strayFrom >= 0) {
            trouble(new BatchProblem.StraySegments(place(message, strayFrom), strayTo - strayFrom));
            strayFrom = -1;
        }
    }

    private void openBatch() {
        endBatch(lines.start());
        beginBatch(true);
        open(BatchLevel.BATCH);
    }

    private void beginBatch(boolean header) {
        batch++;
        batchOpen = true;
        batchHasHeader = header;
        message = 0;
    }

    private void openFile() {
        endBatch(lines.start());
        endFile(lines.start());
        file++;
        fileOpen = true;
        batch = 0;
        message = 0;
        open(BatchLevel.FILE);
    }

    private void open(BatchLevel level) {
        byte[] line = lines.line();
        BatchPlace place = place(0, lines.start());
        if (!lines.announcesUsableSigns()) {
            trouble(new BatchProblem.HeaderUnusable(place, level));
        }
        ready.add(new BatchItem.Opened(place, BatchHeader.read(level, line)));
    }

    /** BTS. */
    private void closeBatch() {
        BatchPlace place = place(message, lines.start());
        if (!batchOpen || !batchHasHeader) {
            trouble(new BatchProblem.HeaderMissing(place, BatchLevel.BATCH));
        }
        OptionalLong announced = check(BatchLevel.BATCH, place, batchOpen ? message : 0);
        if (batchOpen && batchHasHeader) {
            ready.add(new BatchItem.Closed(place, BatchLevel.BATCH, message, announced));
        }
        batchOpen = false;
    }

    /** FTS. */
    private void closeFile() {
        endBatch(lines.start());
        BatchPlace place = place(0, lines.start());
        if (!fileOpen) {
            trouble(new BatchProblem.HeaderMissing(place, BatchLevel.FILE));
        }
        OptionalLong announced = check(BatchLevel.FILE, place, batch);
        if (fileOpen) {
            ready.add(new BatchItem.Closed(place, BatchLevel.FILE, batch, announced));
        }
        fileOpen = false;
    }

    /** A batch that ends without BTS. */
    private void endBatch(long at) {
        if (batchOpen && batchHasHeader) {
            BatchPlace place = place(message, at);
            trouble(new BatchProblem.TrailerMissing(place, BatchLevel.BATCH));
            ready.add(new BatchItem.Closed(place, BatchLevel.BATCH, message, OptionalLong.empty()));
        }
        batchOpen = false;
    }

    /** A file that ends without FTS. */
    private void endFile(long at) {
        if (fileOpen) {
            BatchPlace place = place(0, at);
            trouble(new BatchProblem.TrailerMissing(place, BatchLevel.FILE));
            ready.add(new BatchItem.Closed(place, BatchLevel.FILE, batch, OptionalLong.empty()));
        }
        fileOpen = false;
    }

    private void finish() {
        endMessage();
        endBatch(lines.start());
        endFile(lines.start());
        ended = true;
    }

    /** Compares BTS-1 or FTS-1, when it is there, with what came. */
    private OptionalLong check(BatchLevel level, BatchPlace place, long counted) {
        byte[] line = lines.line();
        long written = Scan.part(line, 0, line.length, lines.sign(), TRAILER_COUNT);
        if (written == Scan.ABSENT || Scan.start(written) == Scan.end(written)) {
            return OptionalLong.empty();
        }
        OptionalLong announced = SequenceNumber.in(line, Scan.start(written), Scan.end(written));
        if (announced.isEmpty()) {
            trouble(new BatchProblem.CountUnreadable(place, level));
        } else if (announced.getAsLong() != counted) {
            trouble(new BatchProblem.CountDiffers(place, level, announced.getAsLong(), counted));
        }
        return announced;
    }

    private void trouble(BatchProblem problem) {
        ready.add(new BatchItem.Trouble(problem));
    }

    private BatchPlace place(int ofMessage, long offset) {
        return new BatchPlace(file, batch, ofMessage, offset);
    }
}
