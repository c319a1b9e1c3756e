// SPDX-License-Identifier: Apache-2.0
package org.arrimage.receiver;

import org.arrimage.hl7v2.FieldPath;
import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Location;
import org.arrimage.hl7v2.MessageText;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Remark;
import org.arrimage.hl7v2.SegmentText;
import org.arrimage.hl7v2.Transliteration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Prepares messages for one receiver. In this order: accepted events, splitting, relabelling, one
 * message for each installation, codes, spaces, capitals, accents, lengths, values that erase,
 * fixed values, segments of its own, bytes.
 */
public final class Receiver {
    /**
     * Most messages one is made of: a swap has two patients, and a patient is known at a handful of
     * installations; more is a mistake, and a flood.
     */
    static final int MOST = 100;

    private static final String NULL = "\"\"";

    private final ReceiverProfile profile;
    private final List<Remark> remarks = new ArrayList<>();

    private Receiver(ReceiverProfile profile) {
        this.profile = profile;
    }

    /** What came of it. */
    public sealed interface Prepared {
        /**
         * @param messages the bytes of each message, in the order they are to be sent
         * @param remarks what was cut, and where
         */
        record Messages(List<byte[]> messages, List<Remark> remarks) implements Prepared {
            public Messages {
                messages = List.copyOf(messages);
                remarks = List.copyOf(remarks);
            }
        }

        /** This receiver cannot have the message. */
        record Refused(Hl7Problem problem) implements Prepared {}
    }

    /** Prepares a message that was read. */
    public static Prepared prepare(Hl7Message message, ReceiverProfile profile) {
        return prepare(MessageText.of(message), profile);
    }

    /** Prepares a message that was written; its text is changed. */
    public static Prepared prepare(MessageText message, ReceiverProfile profile) {
        var receiver = new Receiver(profile);
        try {
            var messages = new ArrayList<byte[]>();
            for (Fanned fanned : receiver.fanned(message)) {
                receiver.edit(fanned);
                messages.add(fanned.message().toBytes(profile.charset(), profile.unwritable()));
            }
            return new Prepared.Messages(messages, receiver.remarks);
        } catch (Hl7Problem problem) {
            return new Prepared.Refused(problem);
        }
    }

    /** A message for one installation, and what it calls the patient. */
    record Fanned(MessageText message, String installation, String file) {}

    private List<Fanned> fanned(MessageText message) throws Hl7Problem {
        String event = Events.of(message);
        if (!profile.accepted().isEmpty() && !profile.accepted().contains(event)) {
            throw new Hl7Problem(
                    ProblemCode.EVENT_NOT_FOR_RECEIVER, Location.field("MSH", 1, 9, -1));
        }
        List<MessageText> apart =
                profile.split().contains(event) ? Events.split(message) : List.of(message);
        String other = profile.events().getOrDefault(event, "");
        var fanned = new ArrayList<Fanned>();
        for (MessageText one : apart) {
            if (!other.isEmpty()) {
                Events.relabel(one, other);
            }
            if (profile.installations().isPresent()) {
                fanned.addAll(new FanOut(one, profile.installations().get()).messages());
            } else {
                fanned.add(new Fanned(one, "", ""));
            }
            if (fanned.size() > MOST) {
                throw new Hl7Problem(ProblemCode.MESSAGE_TOO_LARGE, Location.segment("PID", 1, -1));
            }
        }
        if (fanned.size() > 1) {
            for (int i = 0; i < fanned.size(); i++) {
                Events.number(fanned.get(i).message(), i + 1);
            }
        }
        return fanned;
    }

    private void edit(Fanned fanned) throws Hl7Problem {
        MessageText message = fanned.message();
        var letters = new Letters(message);
        profile.codes().forEach(rule -> code(message, rule));
        for (FieldPath path : profile.withoutSpaces()) {
            new Place(message, path)
                    .change((written, _) -> letters.change(written, t -> t.replaceAll("\\s", "")));
        }
        for (FieldPath path : profile.capitals()) {
            new Place(message, path)
                    .change((written, _) ->
                            letters.change(written, t -> t.toUpperCase(Locale.ROOT)));
        }
        accents(message, letters);
        for (ReceiverProfile.Length length : profile.lengths()) {
            shorten(message, length, letters);
        }
        for (FieldPath path : profile.erased()) {
            erase(message, path);
        }
        for (ReceiverProfile.Constant constant : profile.constants()) {
            new Place(message, constant.path()).put(filled(constant.value(), fanned));
        }
        for (ReceiverProfile.Extra extra : profile.segments()) {
            message.segments().removeIf(segment -> segment.is(extra.name()));
            var segment = new SegmentText(extra.name());
            extra.fields().forEach((n, value) -> segment.put(n, filled(value, fanned)));
            message.add(segment);
        }
    }

    /** A value of the profile is written with its signs: it may have components. */
    private static String filled(String value, Fanned fanned) {
        MessageText message = fanned.message();
        return value.replace("{installation}", message.escape(fanned.installation()))
                .replace("{file}", message.escape(fanned.file()));
    }

    private static void code(MessageText message, ReceiverProfile.CodeRule rule) {
        new Place(message, rule.path())
                .change((written, _) -> {
                    if (written.isEmpty() || written.equals(NULL)) {
                        return written;
                    }
                    String code = message.unescape(written);
                    String changed = rule.changed().getOrDefault(code, code);
                    boolean known =
                            rule.kept().isEmpty()
                                    || rule.kept().contains(changed)
                                    || rule.changed().containsKey(code);
                    return message.escape(known ? changed : rule.others());
                });
    }

    private void accents(MessageText message, Letters letters) {
        UnaryOperator<String> bare = text -> Transliteration.bare(text, message);
        if (profile.withoutAccents().isPresent()) {
            for (FieldPath path : profile.withoutAccents().get()) {
                new Place(message, path).change((written, _) -> letters.change(written, bare));
            }
            return;
        }
        for (SegmentText segment : message.segments()) {
            int first = segment.is("MSH") ? 3 : 1;
            for (int n = first; n <= segment.fieldCount(); n++) {
                segment.put(n, letters.change(segment.field(n), bare));
            }
        }
    }

    private void shorten(MessageText message, ReceiverProfile.Length length, Letters letters)
            throws Hl7Problem {
        var tooLong = new ArrayList<Location>();
        new Place(message, length.path())
                .change((written, where) -> {
                    if (written.length() <= length.most()
                            || letters.count(written) <= length.most()) {
                        return written;
                    }
                    tooLong.add(where);
                    return cut(message, letters.first(written, length.most()));
                });
        if (tooLong.isEmpty()) {
            return;
        }
        if (length.longer() == ReceiverProfile.TooLong.REFUSE) {
            throw new Hl7Problem(ProblemCode.VALUE_TOO_LONG, tooLong.getFirst());
        }
        tooLong.forEach(where -> remarks.add(new Remark(ProblemCode.VALUE_CUT, where)));
    }

    /** What was cut does not end with separators that divide nothing. */
    private static String cut(MessageText message, String written) {
        int end = written.length();
        while (end > 0
                && (written.charAt(end - 1) == message.componentSign()
                        || written.charAt(end - 1) == message.subcomponentSign())) {
            end--;
        }
        return written.substring(0, end).stripTrailing();
    }

    private static void erase(MessageText message, FieldPath path) {
        for (SegmentText segment : message.segments()) {
            if (segment.is(path.segment()) && segment.field(path.field()).isEmpty()) {
                segment.put(path.field(), NULL);
            }
        }
    }
}
