// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Writes the response to a batch (HL7 v2.5.1 §2.10.3.3, acknowledging batches): the sender's
 * envelope turned round, the answer to each message inside, the count in the trailer. Told of what
 * a {@link BatchReader} meets, in the same order.
 *
 * <p>The section leaves three ways, and MSH-15 and MSH-16 of the messages choose: all are answered
 * (original mode, AL); only those in error are (ER), and then an empty response batch accepts all;
 * or there is no response at all (NE on every message) as long as nothing is wrong with the
 * envelope itself. Several messages without an envelope are answered without one.
 *
 * <p>BHS-12 and FHS-12 name what is answered by its BHS-11 and FHS-11. What is wrong with the
 * envelope is said in BTS-2 and FTS-2, without accents since a batch announces no character set.
 */
public final class BatchAnswer {
    private static final int REFERENCED = 11;
    private static final int NAME = 9;

    /** BTS-2 and FTS-2 are 80 characters long. */
    private static final int LONGEST_COMMENT = 80;

    private final Supplier<String> controlIds;
    private final Instant at;
    private final ZoneId zone;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    private final ArrayDeque<Envelope> open = new ArrayDeque<>();
    private final Envelope bare = new Envelope(BatchLevel.BATCH, Separators.USUAL);
    private int messages;
    private boolean asked;
    private boolean troubled;

    /** What is open, and what its trailer has to say. */
    private static final class Envelope {
        private final BatchLevel level;
        private final Separators signs;
        private final List<BatchProblem> problems = new ArrayList<>(0);
        private int count;

        Envelope(BatchLevel level, Separators signs) {
            this.level = level;
            this.signs = signs;
        }
    }

    /**
     * @param controlIds one for each FHS-11 and BHS-11, at most 20 characters, unique for this
     *     sender
     * @param at FHS-7 and BHS-7
     * @param zone the offset they are written with
     */
    public BatchAnswer(Supplier<String> controlIds, Instant at, ZoneId zone) {
        this.controlIds = controlIds;
        this.at = at;
        this.zone = zone;
    }

    /** The sender opened a file or a batch. */
    public void opened(BatchHeader header) {
        if (header.level() == BatchLevel.BATCH && !open.isEmpty()) {
            open.getLast().count++;
        }
        open.addLast(new Envelope(header.level(), header.separators()));
        write(header);
    }

    /**
     * The answer to the next message.
     *
     * @param acknowledgement as it would be sent alone
     */
    public void answered(byte[] acknowledgement) {
        messages++;
        asked = true;
        inner().count++;
        out.writeBytes(acknowledgement);
        int length = acknowledgement.length;
        if (length > 0 && acknowledgement[length - 1] != '\r') {
            out.write('\r');
        }
    }

    /** The next message has an outcome of which its sender did not ask to hear. */
    public void withheld(AcknowledgementMode mode) {
        messages++;
        asked |= mode.asksForAnything();
    }

    /** Something is wrong around the messages. */
    public void troubled(BatchProblem problem) {
        troubled = true;
        inner().problems.add(problem);
    }

    /** The sender's file or batch ended. */
    public void closed(BatchLevel level) {
        Envelope closing = open.removeLast();
        if (closing.level != level) {
            throw new IllegalStateException(level + " is closed inside " + closing.level);
        }
        trailer(closing);
    }

    /**
     * The whole response; empty when the sender asked for none. What the sender had not closed when
     * reading ended is closed.
     */
    public byte[] toBytes() {
        boolean silent = messages > 0 && !asked && !troubled;
        if (silent) {
            return new byte[0];
        }
        while (!open.isEmpty()) {
            trailer(open.removeLast());
        }
        if (!bare.problems.isEmpty()) {
            trailer(bare);
        }
        return out.toByteArray();
    }

    private Envelope inner() {
        return open.isEmpty() ? bare : open.getLast();
    }

    private void write(BatchHeader header) {
        Segment received = header.segment();
        Separators signs = header.separators();
        ascii(header.level().header());
        out.write(signs.field());
        encodingSigns(signs);
        for (int field : new int[] {5, 6, 3, 4}) {
            out.write(signs.field());
            raw(received, field);
        }
        out.write(signs.field());
        ascii(AcknowledgementWriter.timestamp(at, zone));
        out.write(signs.field());
        out.write(signs.field());
        raw(received, NAME);
        out.write(signs.field());
        out.write(signs.field());
        ascii(Escapes.escape(controlIds.get(), signs));
        out.write(signs.field());
        raw(received, REFERENCED);
        out.write('\r');
    }

    private void encodingSigns(Separators signs) {
        int[] all = {
            signs.component(),
            signs.repetition(),
            signs.escape(),
            signs.subcomponent(),
            signs.truncation()
        };
        for (int sign : all) {
            if (sign != Separators.NONE) {
                out.write(sign);
            }
        }
    }

    private void trailer(Envelope closing) {
        ascii(closing.level.trailer());
        out.write(closing.signs.field());
        ascii(Integer.toString(closing.count));
        if (!closing.problems.isEmpty()) {
            out.write(closing.signs.field());
            ascii(Escapes.escape(comment(closing.problems), closing.signs));
        }
        out.write('\r');
    }

    /** The first problem in both languages when they fit, in French otherwise. */
    private static String comment(List<BatchProblem> problems) {
        Text text = problems.getFirst().text();
        String more = problems.size() == 1 ? "" : " (+" + (problems.size() - 1) + ")";
        String both = bare(text.fr() + " / " + text.en());
        String said = both.length() + more.length() <= LONGEST_COMMENT ? both : bare(text.fr());
        int room = LONGEST_COMMENT - more.length();
        return (said.length() > room ? said.substring(0, room) : said) + more;
    }

    private static String bare(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("[^\\x20-\\x7E]", "");
    }

    /** Copies a field as its sender wrote it. */
    private void raw(Segment segment, int field) {
        long whole = segment.whole(field);
        if (whole != Scan.ABSENT) {
            out.write(
                    segment.message().bytes(),
                    Scan.start(whole),
                    Scan.end(whole) - Scan.start(whole));
        }
    }

    private void ascii(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
