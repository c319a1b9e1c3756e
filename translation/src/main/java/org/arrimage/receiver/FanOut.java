// SPDX-License-Identifier: Apache-2.0
package org.arrimage.receiver;

import org.arrimage.hl7v2.FieldPath;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Location;
import org.arrimage.hl7v2.MessageText;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.SegmentText;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One message for each installation of a patient: each keeps the identifiers of its installation
 * and those that belong to none. A message that would leave a named field empty is not sent: an
 * installation that knows only one side of a merge has nothing to merge.
 */
final class FanOut {
    private final MessageText message;
    private final ReceiverProfile.Installations rule;

    FanOut(MessageText message, ReceiverProfile.Installations rule) {
        this.message = message;
        this.rule = rule;
    }

    List<Receiver.Fanned> messages() throws Hl7Problem {
        FieldPath first = rule.fields().getFirst();
        Location place = Location.field(first.segment(), 1, first.field(), -1);
        Map<String, String> files = files(first);
        if (files.isEmpty()) {
            throw new Hl7Problem(ProblemCode.REQUIRED_FIELD_MISSING, place);
        }
        if (files.size() > Receiver.MOST) {
            throw new Hl7Problem(ProblemCode.MESSAGE_TOO_LARGE, place);
        }
        var fanned = new ArrayList<Receiver.Fanned>();
        files.forEach((installation, file) -> {
            MessageText copy = message.copy();
            if (narrow(copy, installation)) {
                fanned.add(new Receiver.Fanned(copy, installation, file));
            }
        });
        if (fanned.isEmpty()) {
            throw new Hl7Problem(ProblemCode.REQUIRED_FIELD_MISSING, place);
        }
        return fanned;
    }

    /** The patient's number at each installation, in the order they are written. */
    private Map<String, String> files(FieldPath field) {
        var files = new LinkedHashMap<String, String>();
        message.first(field.segment())
                .ifPresent(segment -> {
                    for (String repetition : repetitions(segment, field)) {
                        String installation = installation(repetition);
                        if (!installation.isEmpty()) {
                            files.putIfAbsent(installation, message.unescape(part(repetition, 1)));
                        }
                    }
                });
        return files;
    }

    /** Leaves out what other installations gave; false when a field that had some keeps none. */
    private boolean narrow(MessageText copy, String installation) {
        for (FieldPath field : rule.fields()) {
            for (SegmentText segment : copy.segments()) {
                if (segment.is(field.segment()) && !segment.field(field.field()).isEmpty()) {
                    List<String> kept = new ArrayList<>();
                    boolean own = false;
                    boolean others = false;
                    for (String repetition : repetitions(segment, field)) {
                        String given = installation(repetition);
                        own |= given.equals(installation);
                        others |= !given.isEmpty() && !given.equals(installation);
                        if (given.isEmpty() || given.equals(installation)) {
                            kept.add(repetition);
                        }
                    }
                    if (others && !own) {
                        return false;
                    }
                    segment.put(
                            field.field(),
                            String.join(String.valueOf(message.repetitionSign()), kept));
                }
            }
        }
        return true;
    }

    private List<String> repetitions(SegmentText segment, FieldPath field) {
        return SegmentText.split(segment.field(field.field()), message.repetitionSign());
    }

    /** The installation that gave an identifier; empty when it is of another kind. */
    private String installation(String repetition) {
        if (!rule.type().isEmpty() && !part(repetition, 5).equals(rule.type())) {
            return "";
        }
        List<String> authority = SegmentText.split(part(repetition, 4), message.subcomponentSign());
        for (String word : authority) {
            String number = rule.numbers().getOrDefault(message.unescape(word), "");
            if (!word.isEmpty() && !number.isEmpty()) {
                return number;
            }
        }
        if (rule.listedOnly()) {
            return "";
        }
        String name = authority.getFirst();
        return message.unescape(name.isEmpty() && authority.size() > 1 ? authority.get(1) : name);
    }

    private String part(String repetition, int n) {
        List<String> parts = SegmentText.split(repetition, message.componentSign());
        return n <= parts.size() ? parts.get(n - 1) : "";
    }
}
