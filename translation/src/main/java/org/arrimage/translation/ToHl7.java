// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.fhir.FhirToHl7;
import org.arrimage.fhir.Written;
import org.arrimage.hl7v2.Remark;
import org.arrimage.receiver.Receiver;

import java.util.ArrayList;
import java.util.List;

/** FHIR to HL7 v2: the text is written, restored from its sources when asked, then prepared. */
final class ToHl7 {
    private ToHl7() {}

    static Hl7Translation translate(byte[] bundle, Hl7Settings settings) {
        return switch (FhirToHl7.write(bundle, settings.writing())) {
            case Written.Refused refused -> new Hl7Translation.Refused(refused.problem());
            case Written.Messages written -> prepared(written, settings);
        };
    }

    private static Hl7Translation prepared(Written.Messages written, Hl7Settings settings) {
        var messages = new ArrayList<byte[]>();
        var cuts = new ArrayList<Remark>();
        for (Written.Message message : written.messages()) {
            settings.sources().ifPresent(sources -> sources.restore(message));
            switch (Receiver.prepare(message.text(), settings.profile())) {
                case Receiver.Prepared.Refused refused -> {
                    return new Hl7Translation.Unsendable(refused.problem());
                }
                case Receiver.Prepared.Messages prepared -> {
                    messages.addAll(prepared.messages());
                    cuts.addAll(prepared.remarks());
                }
            }
        }
        Written.Loss loss = written.loss();
        return new Hl7Translation.Translated(
                List.copyOf(messages),
                new LossReport(loss.populated(), loss.lost(), loss.unlisted()),
                written.remarks(),
                cuts);
    }
}
