// SPDX-License-Identifier: Apache-2.0
package org.arrimage.receiver;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Location;
import org.arrimage.hl7v2.MessageStructures;
import org.arrimage.hl7v2.MessageText;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.SegmentText;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/** The event of a message (MSH-9, EVN-1) and its number (MSH-10). */
final class Events {
    /** MSH-10 is 20 characters long up to 2.6. */
    private static final int MSH_10 = 20;

    private Events() {}

    static String of(MessageText message) {
        return message.first("MSH").map(msh -> part(message, msh, 2)).orElse("");
    }

    private static String part(MessageText message, SegmentText msh, int n) {
        List<String> parts = SegmentText.split(msh.field(9), message.componentSign());
        return n <= parts.size() ? parts.get(n - 1) : "";
    }

    /** Sends a message under another event: MSH-9 and EVN-1, and the structure when it is named. */
    static void relabel(MessageText message, String event) {
        for (SegmentText segment : message.segments()) {
            if (segment.is("MSH")) {
                List<String> parts = SegmentText.split(segment.field(9), message.componentSign());
                while (parts.size() < 2) {
                    parts.add("");
                }
                parts.set(1, event);
                if (parts.size() > 2) {
                    parts.set(2, MessageStructures.of(parts.get(0), event, segment.field(12)));
                }
                segment.put(9, Place.join(parts, message.componentSign()));
            } else if (segment.is("EVN") && !segment.field(1).isEmpty()) {
                segment.put(1, event);
            }
        }
    }

    /** One message for each PID, each with what comes before the first (A17: two patients). */
    static List<MessageText> split(MessageText message) throws Hl7Problem {
        List<SegmentText> segments = message.segments();
        var starts = new ArrayList<Integer>();
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).is("PID")) {
                starts.add(i);
            }
        }
        if (starts.size() < 2) {
            return List.of(message);
        }
        if (starts.size() > Receiver.MOST) {
            throw new Hl7Problem(
                    ProblemCode.MESSAGE_TOO_LARGE, Location.segment("PID", Receiver.MOST + 1, -1));
        }
        var apart = new ArrayList<MessageText>();
        for (int i = 0; i < starts.size(); i++) {
            int from = starts.get(i);
            int to = i + 1 < starts.size() ? starts.get(i + 1) : segments.size();
            List<SegmentText> kept = new ArrayList<>(segments.subList(0, starts.getFirst()));
            kept.addAll(segments.subList(from, to));
            MessageText one = message.copyOf(kept);
            one.first("PID").ifPresent(pid -> pid.put(1, pid.field(1).isEmpty() ? "" : "1"));
            apart.add(one);
        }
        return apart;
    }

    /** Gives one of several messages a number of its own, which the same message gives again. */
    static void number(MessageText message, int n) {
        message.first("MSH")
                .ifPresent(msh -> {
                    String suffix = "-" + n;
                    String number = msh.field(10);
                    int room = MSH_10 - suffix.length();
                    msh.put(10, (number.length() <= room ? number : brief(number, room)) + suffix);
                });
    }

    /** A number too long for a suffix: its beginning, then a checksum that tells it from others. */
    private static String brief(String number, int room) {
        var crc = new CRC32();
        crc.update(number.getBytes(StandardCharsets.UTF_8));
        String sum = Long.toString(crc.getValue(), 36).toUpperCase(Locale.ROOT);
        return number.substring(0, room - sum.length()) + sum;
    }
}
