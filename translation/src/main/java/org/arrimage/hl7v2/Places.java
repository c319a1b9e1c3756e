// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.util.List;

/** Says in which field a byte lies. */
final class Places {
    private Places() {}

    static Location of(Hl7Message message, int offset) {
        int index = message.index().holding(offset);
        if (index < 0) {
            return Location.segment("", 0, offset);
        }
        List<Segment> segments = message.segments();
        Segment segment = segments.get(index);
        for (int n = 1; n <= segment.fieldCount(); n++) {
            long whole = segment.whole(n);
            if (offset >= Scan.start(whole) && offset < Scan.end(whole)) {
                return new Location(
                        segment.name(),
                        segment.occurrence(),
                        n,
                        before(message, Scan.start(whole), offset, false),
                        before(message, Scan.start(whole), offset, true),
                        0,
                        offset);
            }
        }
        return Location.segment(segment.name(), segment.occurrence(), offset);
    }

    private static int before(Hl7Message message, int from, int offset, boolean components) {
        byte[] bytes = message.bytes();
        Separators signs = message.separators();
        int n = 1;
        for (int i = from; i < offset; i++) {
            if (components) {
                n = bytes[i] == signs.repetition() ? 1 : bytes[i] == signs.component() ? n + 1 : n;
            } else if (bytes[i] == signs.repetition()) {
                n++;
            }
        }
        return n;
    }
}
