// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;

/**
 * HL7 v2 to FHIR R4. Every message type is translated, each as far as {@code
 * docs/protocols/translation.md} says.
 */
public final class Translator {
    private static final int LARGE = 32_768;

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
                draft.bundle().toJson(timestamp, expected(message.bytes().length)),
                Losses.of(draft),
                draft.remarks());
    }

    /** A bundle takes some ten times its message, unless one large value is most of it. */
    private static int expected(int bytes) {
        return bytes < LARGE ? 1_024 + 10 * bytes : 10 * LARGE + bytes;
    }

    /**
     * Translates one FHIR R4 bundle to HL7 v2. Never throws because of what the bundle holds; the
     * same bundle and settings give the same bytes.
     */
    public static Hl7Translation toHl7v2(byte[] bundle, Hl7Settings settings) {
        return ToHl7.translate(bundle, settings);
    }

    /** One class per message family; what has none of its own gives its common segments. */
    private static void translate(Draft draft) throws Hl7Problem {
        switch (draft.message().header().messageCode()) {
            case "ADT" -> AdtTranslation.translate(draft);
            case "SIU", "SRR", "SQR" -> ScheduleTranslation.translate(draft);
            case "VXU", "VXR" -> VaccinationTranslation.translate(draft);
            case "OMP", "RDE", "RDS", "RGV", "RAS", "ORP", "RRE", "RRD", "RRG", "RRA" ->
                    PharmacyTranslation.translate(draft);
            case "QBP",
                    "RSP",
                    "QRY",
                    "QCK",
                    "QCN",
                    "QSB",
                    "QSX",
                    "QVR",
                    "QRF",
                    "VXQ",
                    "VXX",
                    "ADR",
                    "RTB",
                    "RCI",
                    "RQI" ->
                    QueryTranslation.translate(draft);
            case "DFT", "BAR" -> FinancialTranslation.translate(draft);
            case "MFN" -> MasterFileTranslation.translate(draft);
            case "ACK", "MCF", "NMR" -> AcknowledgementTranslation.translate(draft);
            case "ORU", "OUL", "ORF" -> OruTranslation.translate(draft);
            case "ORM", "OMG", "OML" -> OrderTranslation.translate(draft);
            case "MDM" -> DocumentTranslation.translate(draft);
            default -> CommonTranslation.translate(draft);
        }
    }
}
