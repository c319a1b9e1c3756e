// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.fhir.FhirToHl7;
import org.arrimage.fhir.Hl7Version;
import org.arrimage.fhir.WritingSettings;
import org.arrimage.fhir.Written;
import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.MessageText;
import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.SegmentText;
import org.arrimage.hl7v2.Value;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a bundle came from, kept beside it and never in it: for each resource the fields of the
 * segments it speaks for, as the sender wrote them, each with a digest of what our writer makes of
 * the bundle as it was. On the way back a field is restored only while the bundle still gives that
 * digest, so what was changed since is written as changed.
 *
 * <p>Holds what patients' messages hold, and is to be kept as they are. The unique user number
 * (NIU) is not kept.
 */
public final class Sources {
    private static final int CHARACTER_SET = 18;

    private final String version;
    private final Map<String, List<Field>> fields;

    Sources(String version, Map<String, List<Field>> fields) {
        this.version = version;
        this.fields = fields;
    }

    /**
     * One field.
     *
     * @param number in its segment
     * @param raw as the sender wrote it; empty when it was not there
     * @param was digest of what the bundle as it was gives
     */
    record Field(int number, String raw, long was) {}

    /**
     * Notes where the bundle of a translated message came from. Costs about as much as the
     * translation back; nothing is asked of translations that do not want it.
     *
     * @return nothing when the message has signs of its own, in which fields cannot be given back
     */
    public static Optional<Sources> of(
            Hl7Message message, Translation.Translated bundle, TranslationSettings settings) {
        MessageText source = MessageText.of(message);
        boolean usual =
                source.fieldSign() == '|'
                        && source.componentSign() == '^'
                        && source.subcomponentSign() == '&'
                        && source.repetitionSign() == '~'
                        && source.escapeSign() == '\\';
        if (!usual) {
            return Optional.empty();
        }
        WritingSettings writing = writing(message, settings);
        return switch (FhirToHl7.write(bundle.json(), writing)) {
            case Written.Refused _ -> Optional.empty();
            case Written.Messages written ->
                    Optional.of(of(message, source, written, writing, settings));
        };
    }

    /** How a bundle is written back to be like the message it came from. */
    static WritingSettings writing(Hl7Message message, TranslationSettings settings) {
        String number = message.header().version();
        Hl7Version version = Hl7Version.of(number).orElse(Hl7Version.V2_6);
        String event = message.header().messageCode() + '^' + message.header().triggerEvent();
        return Hl7Settings.backFrom(settings, Instant.EPOCH)
                .with(version, event.length() == 7 ? event : "")
                .writing();
    }

    private static Sources of(
            Hl7Message message,
            MessageText source,
            Written.Messages written,
            WritingSettings writing,
            TranslationSettings settings) {
        var fields = new HashMap<String, List<Field>>();
        for (Written.Message one : written.messages()) {
            List<SegmentText> segments = one.text().segments();
            int[] from = Alignment.of(segments, source.segments());
            List<String> keys = keys(one);
            for (int i = 0; i < from.length; i++) {
                if (from[i] != Alignment.NONE) {
                    fields.putIfAbsent(
                            keys.get(i),
                            fields(
                                    segments.get(i),
                                    source.segments().get(from[i]),
                                    message.segments().get(from[i]),
                                    settings));
                }
            }
        }
        return new Sources(writing.version().number(), fields);
    }

    private static List<Field> fields(
            SegmentText written,
            SegmentText source,
            Segment segment,
            TranslationSettings settings) {
        int count = Math.max(written.fieldCount(), source.fieldCount());
        var fields = new ArrayList<Field>(count);
        for (int n = written.is("MSH") ? 3 : 1; n <= count; n++) {
            String raw = withoutSecrets(segment, n, source.field(n), settings.niuAuthorities());
            String was = written.field(n);
            boolean charset = written.is("MSH") && n == CHARACTER_SET;
            if (!charset && !raw.equals(was)) {
                fields.add(new Field(n, raw, digest(was)));
            }
        }
        return fields;
    }

    /** Leaves out the repetitions that hold a NIU. */
    private static String withoutSecrets(Segment segment, int n, String raw, Set<String> niu) {
        List<Value> repetitions = segment.repetitions(n);
        if (repetitions.stream().noneMatch(value -> isSecret(value, niu))) {
            return raw;
        }
        return String.join(
                "~",
                repetitions.stream()
                        .filter(value -> !isSecret(value, niu))
                        .map(Value::written)
                        .toList());
    }

    private static boolean isSecret(Value value, Set<String> niu) {
        Value authority = value.component(4);
        return niu.contains(Draft.peek(authority.subcomponent(1)))
                || niu.contains(Draft.peek(authority.subcomponent(2)))
                || niu.contains(Draft.peek(value.component(5)));
    }

    /** Gives back the source's fields where the bundle still says what it said. */
    void restore(Written.Message message) {
        List<String> keys = keys(message);
        List<SegmentText> segments = message.text().segments();
        String written = segments.isEmpty() ? "" : segments.getFirst().field(12);
        boolean sameVersion = written.equals(version);
        for (int i = 0; i < keys.size(); i++) {
            SegmentText segment = segments.get(i);
            for (Field field : fields.getOrDefault(keys.get(i), List.of())) {
                String now = segment.field(field.number());
                // Another version may not have a field that nothing was written to.
                boolean known = sameVersion || !now.isEmpty();
                if (known && digest(now) == field.was()) {
                    segment.put(field.number(), field.raw());
                }
            }
        }
    }

    /** Resource, segment name and which of that name the resource has. */
    private static List<String> keys(Written.Message message) {
        var seen = new HashMap<String, Integer>();
        var keys = new ArrayList<String>();
        for (int i = 0; i < message.sources().size(); i++) {
            String segment = message.text().segments().get(i).name();
            String key = message.sources().get(i) + ' ' + segment;
            keys.add(key + ' ' + seen.merge(key, 1, Integer::sum));
        }
        return keys;
    }

    Map<String, List<Field>> fields() {
        return fields;
    }

    String version() {
        return version;
    }

    /** The sources in UTF-8 JSON, to be kept beside the bundle. */
    public byte[] toJson() {
        return SourcesJson.write(this);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @return nothing when it is something else
     */
    public static Optional<Sources> read(byte[] json) {
        return SourcesJson.read(json);
    }

    /** FNV-1a: tells a changed field from an unchanged one, protects nothing. */
    private static long digest(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** How many segments only: content must not reach a log by accident. */
    @Override
    public String toString() {
        return "sources of " + fields.size() + " segments";
    }
}
