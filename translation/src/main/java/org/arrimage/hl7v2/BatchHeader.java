// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * FHS or BHS, which have the same fields in the same places (HL7 v2.5.1 §2.15.2 and §2.15.5). They
 * announce no character set: their fields are copied as they were written.
 */
public final class BatchHeader {
    private static final int NAME_ID_TYPE = 9;
    private static final int CONTROL_ID = 11;
    private static final int REFERENCE_CONTROL_ID = 12;

    private final BatchLevel level;
    private final Hl7Message line;

    private BatchHeader(BatchLevel level, Hl7Message line) {
        this.level = level;
        this.line = line;
    }

    /** Reads one header line; the usual signs stand in for signs that cannot be used. */
    static BatchHeader read(BatchLevel level, byte[] bytes) {
        Separators announced = Separators.read(bytes, 0, bytes.length);
        Separators signs = announced.equals(Separators.UNUSABLE) ? Separators.USUAL : announced;
        SegmentIndex index = new SegmentIndex(bytes, 0, bytes.length, signs.field());
        return new BatchHeader(
                level, new Hl7Message(bytes, index, signs, StandardCharsets.ISO_8859_1, List.of()));
    }

    /** Whether it is FHS or BHS. */
    public BatchLevel level() {
        return level;
    }

    /** FHS-9 or BHS-9, by which sender and receiver call what is sent. */
    public String name() {
        return segment().field(NAME_ID_TYPE).text();
    }

    /** FHS-11 or BHS-11. */
    public String controlId() {
        return segment().field(CONTROL_ID).text();
    }

    /**
     * FHS-12 or BHS-12: the number under which it was first sent, when it is sent again; in a
     * response, the number of what is acknowledged.
     */
    public String referenceControlId() {
        return segment().field(REFERENCE_CONTROL_ID).text();
    }

    /** Its fields count as those of MSH do: the first is the separator. */
    Segment segment() {
        return line.msh();
    }

    Separators separators() {
        return line.separators();
    }

    @Override
    public String toString() {
        return level.header();
    }
}
