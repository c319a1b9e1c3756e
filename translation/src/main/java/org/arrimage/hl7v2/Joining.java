// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Joins the pieces of a message that was sent in fragments (HL7 v2.5.1 §2.10.2), and the segments
 * that ADD continues, within one message or across two.
 *
 * <p>The result has the first piece's MSH as it was written, every segment once, and neither ADD
 * nor the DSC that held the pieces together. Pure: bytes in, bytes or a located problem out.
 */
public final class Joining {
    private static final int NAME_LENGTH = 3;

    /** These cannot be continued by ADD (§2.10.2). */
    private static final Set<String> NOT_CONTINUED =
            Set.of("MSH", "MSA", "DSC", "PID", "QRD", "QRF", "URD", "URS");

    /** What came of it. */
    public sealed interface Outcome {

        /** One logical message. */
        @SuppressWarnings("ArrayRecordComponent") // the bytes of a message, never compared
        record Whole(byte[] bytes) implements Outcome {}

        /**
         * The pieces do not make one message.
         *
         * @param piece which of them, from 0
         * @param problem what is wrong, with the place inside that piece
         */
        record Broken(int piece, Hl7Problem problem) implements Outcome {}
    }

    private final List<byte[]> pieces;
    private final int mostBytes;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

    /** The last segment written, without terminator: an ADD may still lengthen it. */
    private String lastName = "";

    private boolean cut;

    private Joining(List<byte[]> pieces, int mostBytes) {
        this.pieces = pieces;
        this.mostBytes = mostBytes;
    }

    /**
     * Joins pieces that are given in their order; one that is whole is taken as it is, its own ADD
     * segments joined.
     *
     * @param mostBytes largest message that may come of it, in bytes
     */
    public static Outcome join(List<byte[]> pieces, int mostBytes) {
        if (pieces.isEmpty()) {
            throw new IllegalArgumentException("nothing to join");
        }
        return new Joining(pieces, mostBytes).join();
    }

    /** Whether a message holds ADD segments, so that joining it alone changes it. */
    public static boolean hasAddenda(Hl7Message message) {
        return message.find("ADD", 1) >= 0;
    }

    private Outcome join() {
        Optional<Outcome> misplaced = new PieceOrder(pieces).check();
        if (misplaced.isPresent()) {
            return misplaced.get();
        }
        Separators signs = Separators.USUAL;
        var sets = new HashSet<String>();
        for (int i = 0; i < pieces.size(); i++) {
            Hl7Message piece = PieceOrder.seen(pieces.get(i));
            String set = piece.header().characterSet().strip();
            if (!set.isEmpty()) {
                sets.add(set);
            }
            if (i == 0) {
                signs = piece.separators();
            } else if (!piece.separators().equals(signs) || sets.size() > 1) {
                return broken(
                        i,
                        ProblemCode.CONTINUATION_ENCODED_OTHERWISE,
                        piece.msh().location(sets.size() > 1 ? MessageReader.CHARACTER_SET : 2));
            }
            Optional<Outcome> problem = append(piece, i);
            if (problem.isPresent()) {
                return problem.get();
            }
        }
        if (cut) {
            return unfinished();
        }
        out.write('\r');
        return new Outcome.Whole(out.toByteArray());
    }

    private Outcome unfinished() {
        int last = pieces.size() - 1;
        Hl7Message piece = PieceOrder.seen(pieces.get(last));
        return broken(last, ProblemCode.ADDENDUM_MISPLACED, piece.segments().getLast().location());
    }

    private Optional<Outcome> append(Hl7Message piece, int number) {
        List<Segment> segments = piece.segments();
        boolean fragmented = pieces.size() > 1;
        for (int i = number == 0 ? 0 : 1; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            boolean last = i == segments.size() - 1;
            if (fragmented && last && segment.is("DSC")) {
                continue;
            }
            boolean taken = segment.is("ADD") ? lengthen(piece, segment) : begin(piece, segment);
            if (!taken) {
                return Optional.of(
                        broken(number, ProblemCode.ADDENDUM_MISPLACED, segment.location()));
            }
            if (out.size() > mostBytes) {
                return Optional.of(
                        broken(number, ProblemCode.MESSAGE_TOO_LARGE, segment.location()));
            }
        }
        return Optional.empty();
    }

    /** Another segment: the one before must not be waiting for its rest. */
    private boolean begin(Hl7Message piece, Segment segment) {
        if (cut) {
            return false;
        }
        if (!lastName.isEmpty()) {
            out.write('\r');
        }
        lastName = segment.name();
        out.write(piece.bytes(), segment.start(), segment.end() - segment.start());
        return true;
    }

    /** ADD alone says that the rest comes with the next piece; after its separator is that rest. */
    private boolean lengthen(Hl7Message piece, Segment addendum) {
        if (lastName.isEmpty() || NOT_CONTINUED.contains(lastName)) {
            return false;
        }
        int from = addendum.start() + NAME_LENGTH;
        cut = from == addendum.end();
        if (!cut) {
            out.write(piece.bytes(), from + 1, addendum.end() - from - 1);
        }
        return true;
    }

    static Outcome broken(int piece, ProblemCode code, Location where) {
        return new Outcome.Broken(piece, new Hl7Problem(code, where));
    }
}
