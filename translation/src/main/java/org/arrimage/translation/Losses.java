// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Segment;
import org.arrimage.hl7v2.Value;

import java.util.ArrayList;
import java.util.List;

/** Walks a message after its translation and gathers what was not carried. */
final class Losses {
    private final Draft draft;
    private final List<String> lost = new ArrayList<>();
    private int populated;
    private int unlisted;

    private Losses(Draft draft) {
        this.draft = draft;
    }

    static LossReport of(Draft draft) {
        var losses = new Losses(draft);
        for (Segment segment : draft.message().segments()) {
            losses.walk(segment);
        }
        return new LossReport(losses.populated, losses.lost, losses.unlisted);
    }

    private void walk(Segment segment) {
        for (int n = firstField(segment); n <= segment.fieldCount(); n++) {
            int leaves = segment.leaves(n, draft::carriesAt);
            if (leaves >= 0) {
                // Nothing of this field is lost, as is usual: no need to name its places.
                populated += leaves;
                continue;
            }
            for (Value repetition : segment.repetitions(n)) {
                walk(repetition, repetition.hasParts());
            }
        }
    }

    private void walk(Value value, boolean divided) {
        if (value.isEmpty()) {
            return;
        }
        if (!divided) {
            leaf(value);
            return;
        }
        for (Value component : value.parts()) {
            if (component.hasParts()) {
                component.parts().forEach(this::leaf);
            } else {
                leaf(component);
            }
        }
    }

    private void leaf(Value value) {
        if (value.isEmpty()) {
            return;
        }
        populated++;
        if (draft.carries(value)) {
            return;
        }
        if (lost.size() < LossReport.MOST) {
            lost.add(value.toString());
        } else {
            unlisted++;
        }
    }

    /**
     * MSH-1, MSH-2 and the set ids only say how the message is written, as do the character set and
     * the version; the first field of other segments is data.
     */
    private static int firstField(Segment segment) {
        return switch (segment.name()) {
            case "MSH" -> 3;
            case "PID",
                    "NK1",
                    "PV1",
                    "AL1",
                    "DG1",
                    "IN1",
                    "OBR",
                    "OBX",
                    "NTE",
                    "SPM",
                    "PR1",
                    "GT1" ->
                    2;
            default -> 1;
        };
    }
}
