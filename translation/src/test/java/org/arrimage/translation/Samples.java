// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Hl7Message;
import org.arrimage.hl7v2.Hl7Problem;

import java.nio.charset.StandardCharsets;

/** Fictitious messages in the manner of Québec's establishments. */
final class Samples {
    static final String ADMISSION =
            segments(
                    "MSH|^~\\&|SIGDU|CHUDL^2.16.124.10.101.1.60.9.1^ISO|ARRIMAGE|RQS|20261102083015-0500||ADT^A01^ADT_A01|MSG00001|P|2.5.1||||||UNICODE"
                        + " UTF-8",
                    "EVN|A01|20261102083000-0500||01|900123^Thériault^Noëlla|20261102082500",
                    "PID|1||GAGX85561204^^^RAMQ^JHN~004512^^^CHUDL&2.16.124.10.101.1.60.1&ISO^MR||Gagné^Éléonore^Françoise^^Mme^^L~Lœuvre^Éléonore^^^^^M|Bélanger^Thérèse|198506120415|F|||12"
                        + " rue de l'Œuvre^App. 3^Lévis^QC^G6V"
                        + " 1A1^CAN^H||^PRN^PH^^^418^5550123~^NET^Internet^eleonore.gagne@exemple.test||fr|M|||||||Québec|N",
                    "PD1||||55012^Côté^Benoît^^^Dr^^^CMQ&2.16.124.10.101.1.60.105&ISO",
                    "NK1|1|Gagné^Loïc|SPO^Conjoint^HL70063|12 rue de l'Œuvre^^Lévis^QC^G6V"
                            + " 1A1|^PRN^CP^^^418^5550199||EMC",
                    "PV1|1|I|3E^312^1^CHUDL^^^Pavillon"
                        + " Hélène^3|R|||55012^Côté^Benoît^^^Dr^^^CMQ&2.16.124.10.101.1.60.105&ISO|||MED||||1|A2||||V778899^^^CHUDL&2.16.124.10.101.1.60.1&ISO^VN|||||||||||||||||||||||||20261102082000",
                    "PV2|||J18.9^Pneumonie, sans précision^I10",
                    "AL1|1|DA|PEN^Pénicilline^L|SV|Urticaire~Œdème|201001",
                    "AL1|2|FA|ARA^Arachide^L|MO",
                    "DG1|1||J18.9^Pneumonie, sans précision^I10||20261102|W",
                    "IN1|1|RAMQ^Régime d'assurance maladie|RAMQ^^^MSSS|Régie de l'assurance maladie"
                            + " du Québec||||||||20260101|20271231||||SEL",
                    "OBX|1|NM|8302-2^Taille^LN||1.70|m^^UCUM|||||F|||20261102083000",
                    "ZVN|1|55412345");

    static final String RESULTS =
            segments(
                    "MSH|^~\\&|SILP|OPTILAB^2.16.124.10.101.1.60.9.2^ISO|ARRIMAGE|RQS|20261103101500||ORU^R01^ORU_R01|LAB00042|P|2.5.1||||||8859/1",
                    "PID|1||GAGX85561204^^^RAMQ^JHN||Gagné^Éléonore||19850612|F",
                    "PV1|1|I|3E^312^1||||||||||||||||V778899^^^CHUDL&2.16.124.10.101.1.60.1&ISO",
                    "ORC|RE|P1001^SIGDU|F2002^SILP||CM||||20261103080000|||55012^Côté^Benoît",
                    "OBR|1|P1001^SIGDU|F2002^SILP|24331-1^Bilan"
                        + " lipidique^LN|||20261103073000|||||||||55012^Côté^Benoît||||||20261103101000||CH|F",
                    "NTE|1||Patient à jeun.",
                    "OBX|1|NM|2093-3^Cholestérol^LN||5.10|mmol/L^^UCUM|3.50 -"
                            + " 5.20|N|||F|||20261103073000||900555^Lemaître^Zoé",
                    "NTE|1||Vérifié~deux fois",
                    "OBX|2|SN|2571-8^Triglycérides^LN||<^0.5|mmol/L^^UCUM||L|||F",
                    "OBX|3|CWE|883-9^Groupe ABO^LN||A^Groupe A^99GRP||||||P",
                    "OBX|4|ST|11502-2^Commentaire^LN||Sérum légèrement hémolysé ; à répéter ç è"
                            + " ê||||||F",
                    "OBX|5|TS|33747-0^Dernier repas^LN||202611021900||||||F",
                    "OBX|6|TM|99-1^Heure^L||0730||||||F",
                    "OBX|7|SN|1-1^Titre^L||^1^:^128||||||F",
                    "OBX|8|CE|6463-4^Germe^LN||A^Alpha^L~B^Bêta^L||||||F",
                    "OBX|9|ED|11502-2^Rapport^LN||^application^pdf^Base64^JVBERi0xLjQK||||||F",
                    "SPM|1|S55&SIGDU^S77&SILP||SER^Sérum^HL70487|||||||||||||20261103073000|20261103080500||Y");

    static final String MERGE =
            segments(
                    "MSH|^~\\&|SIGDU|CHUDL|ARRIMAGE|RQS|20261104090000-0500||ADT^A40^ADT_A39|MSG00077|P|2.5.1||||||UNICODE"
                        + " UTF-8",
                    "EVN|A40|20261104085900-0500",
                    "PID|1||004512^^^CHUDL^MR||Gagné^Éléonore||19850612|F",
                    "MRG|009999^^^CHUDL^MR||||||Gagne^Eleonore");

    private Samples() {}

    static String segments(String... lines) {
        return String.join("\r", lines) + "\r";
    }

    static Hl7Message read(String text) throws Hl7Problem {
        var charset =
                text.contains("8859/1") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        return Hl7Message.read(text.getBytes(charset), StandardCharsets.UTF_8);
    }

    static Translation translate(String text) throws Hl7Problem {
        return Translator.toFhir(read(text), TranslationSettings.defaults());
    }

    static Translation.Translated translated(String text) throws Hl7Problem {
        return (Translation.Translated) translate(text);
    }

    static String json(String text) throws Hl7Problem {
        return new String(translated(text).json(), StandardCharsets.UTF_8);
    }
}
