// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes an acknowledgement in its addressee's separators, character set and version (HL7 v2
 * chapter 2, ACK general acknowledgement): MSH turned round, MSA, and ERR in the form of that
 * version (one ERR per problem since 2.5, the ELD of ERR-1 before).
 */
final class AcknowledgementWriter {
    private static final DateTimeFormatter MSH_7 =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSZ", Locale.ROOT);

    /** MSA-3 is 80 characters long up to 2.6. */
    private static final int MSA_3 = 80;

    private final Reply reply;
    private final Hl7Message message;
    private final Separators signs;
    private final Charset charset;
    private final String version;
    private byte[] out = new byte[256];
    private int size;

    AcknowledgementWriter(Reply reply, Hl7Message message, Charset charset) {
        this.reply = reply;
        this.message = message;
        this.signs = message.separators();
        boolean announced = message.msh().field(MessageReader.CHARACTER_SET).isPresent();
        // Nothing announced and nothing but ASCII seen: the sender may read nothing else.
        this.charset = message.isAscii() && !announced ? StandardCharsets.US_ASCII : charset;
        String written = message.header().version();
        this.version = written.startsWith("2.") && written.length() <= 5 ? written : "2.5";
    }

    /** Stands for a sender of which nothing could be read. */
    static Hl7Message nobody() {
        byte[] bytes = "MSH|^~\\&|".getBytes(StandardCharsets.US_ASCII);
        SegmentIndex index = new SegmentIndex(bytes, 0, bytes.length, '|');
        return new Hl7Message(
                bytes, index, Separators.USUAL, StandardCharsets.US_ASCII, java.util.List.of());
    }

    /** The set an unreadable message announces, ASCII when it announces none that is known. */
    static Charset charsetOf(Hl7Message seen) {
        return Characters.named(seen.header().characterSet()).orElse(StandardCharsets.US_ASCII);
    }

    byte[] write() {
        header();
        acknowledgement();
        for (int i = 0; i < reply.problems().size(); i++) {
            if (atLeast("2.5")) {
                error(reply.problems().get(i));
            } else {
                oldError(reply.problems().get(i));
            }
        }
        return Arrays.copyOf(out, size);
    }

    private void header() {
        Segment msh = message.msh();
        ascii("MSH");
        if (message.separators().equals(Separators.USUAL)) {
            ascii("|^~\\&");
        } else {
            sign(signs.field());
            raw(msh, 2);
        }
        for (int field : new int[] {5, 6, 3, 4}) {
            sign(signs.field());
            raw(msh, field);
        }
        sign(signs.field());
        ascii(timestamp());
        sign(signs.field());
        sign(signs.field());
        type(message.header().triggerEvent());
        sign(signs.field());
        text(reply.controlId());
        sign(signs.field());
        if (msh.field(11).isPresent()) {
            raw(msh, 11);
        } else {
            ascii("P");
        }
        sign(signs.field());
        text(version);
        if (msh.field(MessageReader.CHARACTER_SET).isPresent()) {
            for (int field = 13; field <= MessageReader.CHARACTER_SET; field++) {
                sign(signs.field());
            }
            raw(msh, MessageReader.CHARACTER_SET);
        }
        sign('\r');
    }

    /** ACK alone before 2.3, with the event from 2.3, with the structure from 2.3.1. */
    private void type(String event) {
        ascii("ACK");
        if (event.isEmpty() || !atLeast("2.3") || signs.component() == Separators.NONE) {
            return;
        }
        sign(signs.component());
        text(event);
        if (atLeast("2.3.1")) {
            sign(signs.component());
            ascii("ACK");
        }
    }

    /** A time with its offset, as data type TS writes it since 2.3. */
    static String timestamp(Instant at, ZoneId zone) {
        return MSH_7.format(at.atZone(zone));
    }

    /** Offsets since 2.2; a 2.1 receiver gets the local time alone. */
    private String timestamp() {
        String full = timestamp(reply.at(), reply.zone());
        return atLeast("2.3") ? full : full.substring(0, "yyyyMMddHHmmss".length());
    }

    private void acknowledgement() {
        ascii("MSA");
        sign(signs.field());
        ascii(reply.code().name());
        sign(signs.field());
        raw(message.msh(), MessageReader.CONTROL_ID);
        boolean explained = !reply.problems().isEmpty() && !atLeast("2.5");
        boolean numbered = reply.expectedSequence().isPresent();
        if (explained || numbered) {
            sign(signs.field());
        }
        if (explained) {
            String fr = reply.problems().getFirst().text().fr();
            text(fr.length() > MSA_3 ? fr.substring(0, MSA_3) : fr);
        }
        if (numbered) {
            sign(signs.field());
            ascii(Long.toString(reply.expectedSequence().getAsLong()));
        }
        sign('\r');
    }

    private void error(Hl7Problem problem) {
        ascii("ERR");
        sign(signs.field());
        sign(signs.field());
        location(problem.where());
        sign(signs.field());
        coded(problem.code(), signs.component());
        sign(signs.field());
        ascii("E");
        for (int i = 0; i < 3; i++) {
            sign(signs.field());
        }
        text(problem.text().en());
        sign(signs.field());
        text(problem.text().fr());
        sign('\r');
    }

    /** ERR-2, ERL: segment, sequence, field, repetition, component, subcomponent. */
    private void location(Location where) {
        text(where.segment());
        int[] levels = {
            where.occurrence(),
            where.field(),
            where.field() == 0 ? 0 : Math.max(1, where.repetition()),
            where.component(),
            where.subcomponent()
        };
        int last = levels.length;
        while (last > 0 && levels[last - 1] == 0) {
            last--;
        }
        for (int i = 0; i < last; i++) {
            sign(signs.component());
            ascii(levels[i] == 0 ? "" : Integer.toString(levels[i]));
        }
    }

    /** ERR-1 before 2.5, ELD: segment, sequence, field, then the code as subcomponents. */
    private void oldError(Hl7Problem problem) {
        Location where = problem.where();
        ascii("ERR");
        sign(signs.field());
        text(where.segment());
        sign(signs.component());
        ascii(where.occurrence() == 0 ? "" : Integer.toString(where.occurrence()));
        sign(signs.component());
        ascii(where.field() == 0 ? "" : Integer.toString(where.field()));
        sign(signs.component());
        coded(problem.code(), signs.subcomponent());
        sign('\r');
    }

    private void coded(ProblemCode code, int separator) {
        ascii(code.table0357());
        sign(separator);
        text(code.table0357Text());
        sign(separator);
        ascii("HL70357");
    }

    /** Copies a field of the message as its sender wrote it. */
    private void raw(Segment segment, int field) {
        long whole = segment.whole(field);
        if (whole != Scan.ABSENT) {
            bytes(message.bytes(), Scan.start(whole), Scan.end(whole) - Scan.start(whole));
        }
    }

    private void text(String text) {
        byte[] written = encode(Escapes.escape(text, signs)).orElseGet(() -> encodeBare(text));
        bytes(written, 0, written.length);
    }

    private Optional<byte[]> encode(String text) {
        return Characters.encode(text, charset);
    }

    /** Without accents, for a sender whose character set has none. */
    private byte[] encodeBare(String text) {
        String bare =
                Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("[^\\x20-\\x7E]", "");
        return Escapes.escape(bare, signs).getBytes(StandardCharsets.US_ASCII);
    }

    private void ascii(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            out[size++] = (byte) text.charAt(i);
        }
    }

    private void bytes(byte[] from, int start, int length) {
        room(length);
        System.arraycopy(from, start, out, size, length);
        size += length;
    }

    private void room(int more) {
        if (out.length - size < more) {
            out = Arrays.copyOf(out, Math.max(out.length * 2, size + more));
        }
    }

    private void sign(int sign) {
        if (sign != Separators.NONE) {
            room(1);
            out[size++] = (byte) sign;
        }
    }

    private boolean atLeast(String other) {
        return version.compareTo(other) >= 0;
    }
}
