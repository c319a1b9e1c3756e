// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Header;
import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.ProblemCode;

/**
 * HL7 v2 to FHIR R4. Covers ADT A01 to A08, A11 to A14, A28, A31, A40 and ORU R01; see {@code
 * docs/protocols/translation.md}.
 */
public final class Translator {
    private Translator() {}

    /**
     * Translates one message. Never throws because of what the message holds; the same message and
     * settings give the same bytes.
     */
    public static Translation toFhir(Hl7Message message, TranslationSettings settings) {
        var draft = new Draft(message, settings);
        try {
            translate(draft);
            settings.mapping().apply(draft);
        } catch (Hl7Problem problem) {
            return new Translation.Refused(problem);
        }
        String timestamp = Times.instant(draft, message.msh().field(7));
        return new Translation.Translated(
                draft.bundle().toJson(timestamp), Losses.of(draft), draft.remarks());
    }

    private static void translate(Draft draft) throws Hl7Problem {
        Header header = draft.message().header();
        String event = header.triggerEvent();
        switch (header.messageCode()) {
            case "ADT" -> {
                requireCovered(draft, AdtTranslation.covers(event));
                AdtTranslation.translate(draft);
            }
            case "ORU" -> {
                requireCovered(draft, OruTranslation.covers(event));
                OruTranslation.translate(draft);
            }
            default ->
                    throw new Hl7Problem(
                            ProblemCode.MESSAGE_TYPE_UNSUPPORTED,
                            draft.message().msh().field(9).component(1).location());
        }
    }

    private static void requireCovered(Draft draft, boolean covered) throws Hl7Problem {
        if (!covered) {
            throw new Hl7Problem(
                    ProblemCode.EVENT_UNSUPPORTED,
                    draft.message().msh().field(9).component(2).location());
        }
    }
}
