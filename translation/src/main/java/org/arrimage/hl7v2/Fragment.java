// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.util.Optional;

/**
 * Says that a message is part of a larger one that was sent in pieces (HL7 v2.5.1 §2.10.2,
 * continuation of unsolicited messages).
 *
 * <p>Not meant by this: a query whose answer comes page by page (DSC-2 is I, or the message asks or
 * answers a query), which continues at the reader's wish (chapter 5).
 *
 * @param continues MSH-14: DSC-1 of the piece before, empty for the first
 * @param announces DSC-1: what MSH-14 of the next piece will be, empty for the last
 */
public record Fragment(String continues, String announces) {

    private static final int POINTER = 1;
    private static final int STYLE = 2;

    /** Nothing came before. */
    public boolean isFirst() {
        return continues.isEmpty();
    }

    /** Nothing more is announced. */
    public boolean isLast() {
        return announces.isEmpty();
    }

    /** What a message says of itself; nothing for the usual message that is whole. */
    public static Optional<Fragment> of(Hl7Message message) {
        SegmentIndex index = message.index();
        int last = index.count() - 1;
        boolean ends = last > 0 && Scan.equalsAt(message.bytes(), index.start(last), "DSC");
        long pointer = message.msh().whole(MessageReader.CONTINUATION_POINTER);
        boolean continues = pointer != Scan.ABSENT && Scan.start(pointer) != Scan.end(pointer);
        return ends || continues ? look(message, ends) : Optional.empty();
    }

    private static Optional<Fragment> look(Hl7Message message, boolean ends) {
        String continues = message.header().continuationPointer().strip();
        String announces = "";
        if (ends) {
            Segment dsc = message.segments().getLast();
            String style = dsc.field(STYLE).text().strip();
            if (style.equals("I") || (style.isEmpty() && isOfAQuery(message))) {
                return Optional.empty();
            }
            announces = dsc.field(POINTER).text().strip();
        }
        return continues.isEmpty() && announces.isEmpty()
                ? Optional.empty()
                : Optional.of(new Fragment(continues, announces));
    }

    /** DSC-2 exists since 2.4; before, only what surrounds DSC tells the two kinds apart. */
    private static boolean isOfAQuery(Hl7Message message) {
        return message.find("QPD", 1) >= 0
                || message.find("QRD", 1) >= 0
                || message.find("QAK", 1) >= 0;
    }
}
