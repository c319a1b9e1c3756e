// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the bytes of a message once, so that reading them afterwards cannot fail. */
final class MessageReader {
    static final int MESSAGE_TYPE = 9;
    static final int CONTROL_ID = 10;
    static final int VERSION = 12;
    static final int SEQUENCE_NUMBER = 13;
    static final int CONTINUATION_POINTER = 14;
    static final int ACCEPT_ACKNOWLEDGEMENT = 15;
    static final int APPLICATION_ACKNOWLEDGEMENT = 16;
    static final int CHARACTER_SET = 18;

    private final byte[] bytes;
    private final Charset linkDefault;
    private final List<Remark> remarks = new ArrayList<>(0);
    private boolean marked;

    MessageReader(byte[] bytes, Charset linkDefault) {
        this.bytes = bytes;
        this.linkDefault = linkDefault;
    }

    Hl7Message read() throws Hl7Problem {
        int start = beginning(bytes);
        marked = start >= 3 && bytes[0] == (byte) 0xEF;
        int end = ending(bytes, start);
        if (start == end) {
            throw new Hl7Problem(ProblemCode.MESSAGE_EMPTY, Location.segment("", 0, 0));
        }
        Separators separators = separators(start, end);
        SegmentIndex index = new SegmentIndex(bytes, start, end, separators.field());
        checkSegments(index);
        Hl7Message raw =
                new Hl7Message(bytes, index, separators, StandardCharsets.ISO_8859_1, List.of());
        checkHeader(raw.msh());
        Charset charset = charset(raw);
        return new Hl7Message(bytes, index, separators, charset, List.copyOf(remarks));
    }

    /**
     * Whatever can be seen of bytes that may be no valid message, to answer its sender: nothing
     * when there is not even an MSH.
     */
    static Optional<Hl7Message> glimpse(byte[] bytes) {
        int start = beginning(bytes);
        int end = ending(bytes, start);
        if (end - start <= Separators.FIRST || !Scan.equalsAt(bytes, start, "MSH")) {
            return Optional.empty();
        }
        Separators announced = Separators.read(bytes, start, end);
        Separators separators =
                announced.equals(Separators.UNUSABLE) ? Separators.USUAL : announced;
        SegmentIndex index = new SegmentIndex(bytes, start, end, separators.field());
        return Optional.of(
                new Hl7Message(bytes, index, separators, StandardCharsets.ISO_8859_1, List.of()));
    }

    /** After a byte order mark and empty lines. */
    private static int beginning(byte[] bytes) {
        return beginning(bytes, 0, bytes.length);
    }

    static int beginning(byte[] bytes, int from, int to) {
        int at = from;
        if (to - from >= 3
                && bytes[from] == (byte) 0xEF
                && bytes[from + 1] == (byte) 0xBB
                && bytes[from + 2] == (byte) 0xBF) {
            at = from + 3;
        }
        while (at < to && (bytes[at] == '\r' || bytes[at] == '\n')) {
            at++;
        }
        return at;
    }

    /** Before trailing blanks and control signs, which end files and blocks. */
    private static int ending(byte[] bytes, int start) {
        int end = bytes.length;
        while (end > start && bytes[end - 1] >= 0 && bytes[end - 1] <= ' ') {
            end--;
        }
        return end;
    }

    private Separators separators(int start, int end) throws Hl7Problem {
        if (Scan.equalsAt(bytes, start, "FHS") || Scan.equalsAt(bytes, start, "BHS")) {
            throw new Hl7Problem(ProblemCode.SEVERAL_MESSAGES, Location.segment("", 0, start));
        }
        if (!Scan.equalsAt(bytes, start, "MSH")) {
            throw new Hl7Problem(ProblemCode.MSH_NOT_FIRST, Location.segment("", 0, start));
        }
        Separators separators = Separators.read(bytes, start, end);
        if (separators.equals(Separators.UNUSABLE)) {
            throw new Hl7Problem(
                    ProblemCode.SEPARATORS_UNUSABLE, Location.field("MSH", 1, 2, start + 3));
        }
        return separators;
    }

    private void checkSegments(SegmentIndex index) throws Hl7Problem {
        for (int i = 0; i < index.count(); i++) {
            if (!index.wellNamed(i)) {
                throw new Hl7Problem(
                        ProblemCode.SEGMENT_NAME_INVALID, Location.segment("", 0, index.start(i)));
            }
            if (i > 0 && isEnvelope(index.start(i))) {
                throw new Hl7Problem(
                        ProblemCode.SEVERAL_MESSAGES, Location.segment("", 0, index.start(i)));
            }
        }
    }

    private boolean isEnvelope(int at) {
        return Scan.equalsAt(bytes, at, "MSH")
                || Scan.equalsAt(bytes, at, "BHS")
                || Scan.equalsAt(bytes, at, "BTS")
                || Scan.equalsAt(bytes, at, "FHS")
                || Scan.equalsAt(bytes, at, "FTS");
    }

    private static void checkHeader(Segment msh) throws Hl7Problem {
        if (!msh.field(MESSAGE_TYPE).component(1).isPresent()) {
            throw missing(msh, MESSAGE_TYPE);
        }
        if (!msh.field(CONTROL_ID).isPresent()) {
            throw missing(msh, CONTROL_ID);
        }
        Value version = msh.field(VERSION).component(1);
        if (!version.isPresent()) {
            throw missing(msh, VERSION);
        }
        if (!supported(version)) {
            throw new Hl7Problem(ProblemCode.VERSION_UNSUPPORTED, msh.location(VERSION));
        }
    }

    private static Hl7Problem missing(Segment msh, int field) {
        return new Hl7Problem(ProblemCode.REQUIRED_FIELD_MISSING, msh.location(field));
    }

    /** HL7 table 0104: 2.1 to 2.8, with or without a third number. */
    private static boolean supported(Value version) {
        byte[] bytes = version.segment().message().bytes();
        int at = version.start();
        int length = version.end() - at;
        boolean known =
                length >= 3
                        && bytes[at] == '2'
                        && bytes[at + 1] == '.'
                        && bytes[at + 2] >= '1'
                        && bytes[at + 2] <= '8';
        boolean third =
                length == 5 && bytes[at + 3] == '.' && bytes[at + 4] >= '0' && bytes[at + 4] <= '9';
        return known && (length == 3 || third);
    }

    private Charset charset(Hl7Message raw) throws Hl7Problem {
        Value announced = raw.msh().field(CHARACTER_SET);
        if (announced.isPresent()) {
            // Further repetitions are alternates that only an escape sequence calls; the first
            // rules (chapter 2, MSH-18).
            Charset named =
                    Characters.named(announced.text())
                            .orElseThrow(() ->
                                    new Hl7Problem(
                                            ProblemCode.CHARSET_UNKNOWN,
                                            raw.msh().location(CHARACTER_SET)));
            return raw.isAscii() ? named : fitting(raw, named);
        }
        if (raw.isAscii()) {
            return linkDefault;
        }
        return marked ? strict(raw, StandardCharsets.UTF_8) : guessed(raw);
    }

    private Charset fitting(Hl7Message raw, Charset named) throws Hl7Problem {
        if (!named.equals(StandardCharsets.ISO_8859_1)) {
            return strict(raw, named);
        }
        int c1 = Characters.firstC1(bytes, 0, bytes.length);
        if (c1 < 0) {
            return named;
        }
        // œ, the euro sign and curly quotes live there in Windows-1252, controls in ISO 8859-1.
        Charset wide = strict(raw, Characters.WINDOWS_1252);
        remarks.add(new Remark(ProblemCode.CHARSET_WIDENED, Places.of(raw, c1)));
        return wide;
    }

    private Charset guessed(Hl7Message raw) throws Hl7Problem {
        if (Characters.firstInvalid(bytes, 0, bytes.length, linkDefault) < 0) {
            return linkDefault;
        }
        if (Characters.firstInvalid(bytes, 0, bytes.length, StandardCharsets.UTF_8) < 0) {
            return StandardCharsets.UTF_8;
        }
        Charset assumed = strict(raw, Characters.WINDOWS_1252);
        remarks.add(new Remark(ProblemCode.CHARSET_ASSUMED, raw.msh().location(CHARACTER_SET)));
        return assumed;
    }

    private Charset strict(Hl7Message raw, Charset charset) throws Hl7Problem {
        int invalid = Characters.firstInvalid(bytes, 0, bytes.length, charset);
        if (invalid >= 0) {
            throw new Hl7Problem(ProblemCode.CHARACTER_INVALID, Places.of(raw, invalid));
        }
        return charset;
    }
}
