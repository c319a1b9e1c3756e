// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.fhir.WritingSettings;
import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.MessageText;
import org.arrimage.hl7v2.SegmentText;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Translates a message to FHIR and back, and counts the fields that come back byte for byte, among
 * the populated fields of the segments that are written.
 */
final class RoundTrip {
    private static final Set<String> WRITTEN =
            Set.of(
                    "MSH", "EVN", "PID", "PD1", "NK1", "MRG", "PV1", "PV2", "AL1", "DG1", "IN1",
                    "ORC", "OBR", "OBX", "NTE", "SPM");

    /** Fields that did not come back, counted by place. */
    final Map<String, Integer> missed = new TreeMap<>();

    int populated;
    int restored;

    /** Counts one message; false when it does not go there or does not come back. */
    boolean count(Hl7Message message, boolean withSources) {
        if (!(Translator.toFhir(message, TranslationSettings.defaults())
                instanceof Translation.Translated bundle)) {
            return false;
        }
        WritingSettings writing = Sources.writing(message, TranslationSettings.defaults());
        Hl7Settings settings = Hl7Settings.of(writing);
        if (withSources) {
            settings =
                    Sources.of(message, bundle, TranslationSettings.defaults())
                            .map(settings::restoring)
                            .orElse(settings);
        }
        if (!(Translator.toHl7v2(bundle.json(), settings)
                instanceof Hl7Translation.Translated back)) {
            return false;
        }
        try {
            Hl7Message first = Hl7Message.read(back.messages().getFirst(), StandardCharsets.UTF_8);
            compare(MessageText.of(first).segments(), MessageText.of(message).segments());
            return true;
        } catch (Hl7Problem unreadable) {
            throw new IllegalStateException("what we write can be read", unreadable);
        }
    }

    double share() {
        return populated == 0 ? 0 : (double) restored / populated;
    }

    private void compare(List<SegmentText> back, List<SegmentText> source) {
        int[] from = Alignment.of(back, source);
        var matched = new TreeMap<Integer, SegmentText>();
        for (int i = 0; i < from.length; i++) {
            matched.put(from[i], back.get(i));
        }
        for (int i = 0; i < source.size(); i++) {
            SegmentText segment = source.get(i);
            if (WRITTEN.contains(segment.name())) {
                fields(segment, matched.getOrDefault(i, new SegmentText(segment.name())));
            }
        }
    }

    private void fields(SegmentText source, SegmentText back) {
        for (int n = source.is("MSH") ? 3 : 1; n <= source.fieldCount(); n++) {
            if (source.field(n).isEmpty() || (source.is("MSH") && n == 18)) {
                continue;
            }
            populated++;
            if (source.field(n).equals(back.field(n))) {
                restored++;
            } else {
                missed.merge(source.name() + '-' + n, 1, Integer::sum);
            }
        }
    }
}
