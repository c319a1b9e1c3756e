// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Header;
import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Remark;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One translation under way: the message, the bundle it becomes, and which of its bytes were
 * carried. Mappers read the message through it, so that what nobody reads is known to be lost.
 */
final class Draft {
    /** More remarks than this help nobody. */
    private static final int MOST_REMARKS = 200;

    /** Different values remembered at most; a message that has more makes the others anew. */
    private static final int MOST_MADE = 4096;

    /** A value's translation and where that value began. */
    private record Made(Node node, int start) {}

    private final Hl7Message message;
    private final TranslationSettings settings;
    private final Origins origins;
    private final Bundle bundle;
    private final BitSet carried;
    private final List<Remark> remarks;
    private final String facility;
    private final Map<String, Made> made = new HashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();

    Draft(Hl7Message message, TranslationSettings settings) {
        this.message = message;
        this.settings = settings;
        this.origins = new Origins(!settings.mapping().isEmpty());
        this.bundle = new Bundle(origins);
        this.carried = new BitSet(message.bytes().length);
        this.remarks = new ArrayList<>(message.remarks());
        Header header = message.header();
        String sendingFacility = header.sendingFacility().strip();
        this.facility =
                sendingFacility.isEmpty() ? header.sendingApplication().strip() : sendingFacility;
    }

    Hl7Message message() {
        return message;
    }

    TranslationSettings settings() {
        return settings;
    }

    Bundle bundle() {
        return bundle;
    }

    Origins origins() {
        return origins;
    }

    List<Remark> remarks() {
        return remarks;
    }

    /** Who speaks: MSH-4, or MSH-3 when the sender leaves MSH-4 empty. */
    String facility() {
        return facility;
    }

    /** Whether the message is about the patient and the visit, and does not only mention them. */
    boolean isAdministrative() {
        return message.header().messageCode().equals("ADT");
    }

    /**
     * Adds a patient or a visit. Results only mention them: the few fields a laboratory repeats
     * must not replace what the admission system said.
     */
    String register(Node resource, Key key) {
        return isAdministrative() ? bundle.put(resource, key) : bundle.mention(resource, key);
    }

    /** Names this message for its sender: application, facility and MSH-10. */
    String messageName() {
        Header header = message.header();
        return header.sendingApplication() + '\n' + facility + '\n' + header.controlId();
    }

    /** The text of a value, which the bundle then carries; empty for the explicit null. */
    String text(Value value) {
        if (!value.isPresent()) {
            return "";
        }
        Value leaf = value.leaf();
        String text = clean(leaf.text());
        if (!text.isEmpty()) {
            carried.set(leaf.start(), leaf.end());
            origins.touch(leaf.segment());
        }
        return text;
    }

    String text(Segment segment, int field) {
        return text(segment.field(field));
    }

    /** What a value says, without claiming that the bundle carries it. */
    static String peek(Value value) {
        return value.isPresent() ? clean(value.text()) : "";
    }

    /** The whole value as written, carried. */
    String written(Value value) {
        if (!value.isPresent()) {
            return "";
        }
        took(value);
        return value.hasParts() ? clean(value.written()) : clean(value.text());
    }

    /** Says that the bundle carries all of a value. */
    void took(Value value) {
        if (value.start() < value.end()) {
            carried.set(value.start(), value.end());
            origins.touch(value.segment());
        }
    }

    /**
     * What a value becomes, made once for all equal ones: results name the same laboratory and the
     * same people on every line. What is given out is shared, so it is no longer changed.
     *
     * @param kind what it is made into, since one value may become several things
     */
    Node once(String kind, Value value, Function<Value, Node> make) {
        if (!value.isPresent()) {
            return new Node();
        }
        String name = kind + '\n' + value.written();
        Made known = made.get(name);
        if (known == null) {
            known = new Made(make.apply(value), value.start());
            if (made.size() < MOST_MADE) {
                made.put(name, known);
            }
        } else {
            copyCarried(known.start(), value);
        }
        return known.node();
    }

    /** What was made under that name before, else what is made now; shared, as above. */
    Node remember(String name, Supplier<Node> make) {
        Made known = made.get(name);
        if (known == null) {
            known = new Made(make.get(), 0);
            if (made.size() < MOST_MADE) {
                made.put(name, known);
            }
        }
        return known.node();
    }

    /** How often this was asked before with the same name: tells equal things apart, from 1. */
    int nth(String name) {
        return seen.merge(name, 1, Integer::sum);
    }

    /** Marks in a value the bytes that were carried of an equal one. */
    private void copyCarried(int from, Value to) {
        int length = to.end() - to.start();
        for (int at = carried.nextSetBit(from); at >= 0 && at < from + length; ) {
            int end = Math.min(carried.nextClearBit(at), from + length);
            carried.set(to.start() + at - from, to.start() + end - from);
            at = carried.nextSetBit(end);
        }
    }

    /** Takes back that the bundle carries a value: it was read and could not be kept. */
    void dropped(Value value) {
        if (value.start() < value.end()) {
            carried.clear(value.start(), value.end());
        }
    }

    boolean carries(Value value) {
        return carriesAt(value.start());
    }

    /** Whether the byte at an offset is carried. */
    boolean carriesAt(int offset) {
        return carried.get(offset);
    }

    void remark(ProblemCode code, Value value) {
        if (remarks.size() < MOST_REMARKS) {
            remarks.add(new Remark(code, value.location()));
        }
    }

    /** Keeps as a remark what could have been a refusal. */
    void remark(Hl7Problem problem) {
        remarks.add(new Remark(problem.code(), problem.where()));
    }

    /** FHIR strings hold no control signs but tab and line ends, and no outer blanks. */
    private static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r') {
                return withoutControls(text);
            }
        }
        return text.strip();
    }

    private static String withoutControls(String text) {
        var out = new StringBuilder(text.length());
        text.chars()
                .filter(c -> !Character.isISOControl(c) || c == '\t' || c == '\n' || c == '\r')
                .forEach(c -> out.append((char) c));
        return out.toString().strip();
    }
}
