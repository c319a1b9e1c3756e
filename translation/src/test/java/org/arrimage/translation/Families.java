// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import java.util.ArrayList;
import java.util.List;

/** One fictitious message of each family, with the segments that only it has. */
final class Families {
    private static final String PERSON =
            "PID|1||004512^^^CHUDL^MR~GAGX85561204^^^RAMQ^JHN||Gagné^Éléonore^^^Mme^^L||19850612|F|||12"
                + " rue du Port^^Lévis^QC^G6V 1A1^CAN^H||^PRN^PH^^^418^5550123\r"
                + "PV1|1|I|3E^312^1||||55012^Côté^Benoît^^^Dr|||MED||||||||V778899^^^CHUDL^VN|||||||||||||||||||||||||20261102082000\r";

    private Families() {}

    static List<String> all() {
        var all = new ArrayList<String>(List.of(Samples.ADMISSION, Samples.RESULTS, Samples.MERGE));
        all.add(
                message(
                        "OML^O21^OML_O21",
                        "ORC|NW|P1^SIGDU|F1^SILP||IP||||20261102|||55012^Côté^Benoît\r"
                            + "TQ1|1||BID|||2|20261102||S\r"
                            + "OBR|1|P1^SIGDU|F1^SILP|24331-1^Bilan^LN||20261102\r"
                            + "NTE|1|L|À jeun\r"
                            + "DG1|1||E11.9^Diabète^I10\r"
                            + "OBX|1|NM|29463-7^Poids^LN||68.4|kg^^UCUM|50-80|N|||F\r"
                            + "SPM|1|S1&SIGDU||SER^Sérum^HL70487|||VENIP^x^HL70488|LA^x^HL70163\r"));
        all.add(
                message(
                        "SIU^S12^SIU_S12",
                        "SCH|A1^SIGDU|B1^SIGDU|||||ROUTINE^Suivi^HL70276|NORMAL^^HL70277|30|min^^UCUM|^^30^20261105100000^20261105103000|||||55012^Côté^Benoît|||||||||Booked\r"
                            + "RGS|1|A\r"
                            + "AIS|1|A|CON^Consultation^L|20261105100000|||30|min\r"
                            + "AIP|1|A|55012^Côté^Benoît|ATT^x^HL70443|||||||Booked\r"
                            + "AIL|1|A|C1^101||||||||Booked\r"
                            + "AIG|1|A|ECHO^Échographe||||||||||Booked\r"));
        all.add(
                message(
                        "VXU^V04^VXU_V04",
                        "ORC|RE|P1|F1\r"
                            + "RXA|0|1|20261102||08^Hépatite"
                            + " B^CVX|0.5|mL^^UCUM||00^Nouveau^NIP001|55012^Côté^Benoît||||LOT7|20270101|MSD^x^MVX|||CP|A\r"
                            + "RXR|IM^Intramusculaire^HL70162|LD^Deltoïde^HL70163\r"
                            + "OBX|1|CE|64994-7^Admissibilité^LN|1|V01^x^L||||||F\r"));
        all.add(
                message(
                        "RDE^O11^RDE_O11",
                        "ORC|NW|P1|F1||IP||||20261102|||55012^Côté^Benoît\r"
                            + "RXE|^^^20261102|AMOX^Amoxicilline^L|500||mg^^UCUM|CAPS^x^L|||N|30|CAPS|1||55012^Côté^Benoît\r"
                            + "RXR|PO^Per os^HL70162\r"
                            + "TQ1|1||TID|||7^d|20261102\r"
                            + "RXC|B|NaCl^x^L|1|L\r"));
        all.add(
                message(
                        "DFT^P03^DFT_P03",
                        "FT1|1|T1||20261102|20261102|CG|36415^Ponction^C4|||1|12.5^CAD|||3E^312|||I|J18.9^x^I10||55012^Côté^Benoît\r"
                            + "PR1|1||36415^Ponction^C4||20261102\r"
                            + "GT1|1||Gagné^Loïc\r"
                            + "IN1|1|P^Plan|C1|Assurance||||77\r"));
        all.add(
                message(
                        "MDM^T02^MDM_T02",
                        "TXA|1|CN^Note^HL70270|TX|20261102|55012^Côté^Benoît|20261102|||55012^Côté^Benoît|||D1^SIGDU|||||AU||AV\r"
                            + "OBX|1|TX|11506-3^Note^LN||Évolution favorable~Congé"
                            + " demain||||||F\r"));
        all.add(
                header("QBP^Q22^QBP_Q21")
                        + "QPD|Q22^Find^HL7nnnn|Q1|@PID.3.1^004512~@PID.5.1^Gagné\rRCP|I|10^RD\r");
        all.add(
                header("RSP^K22^RSP_K21")
                        + "MSA|AA|Q1\rQAK|Q1|OK|Q22^Find|1|1|0\rQPD|Q22^Find|Q1|@PID.3.1^004512\r"
                        + PERSON);
        all.add(header("ACK^A01^ACK") + "MSA|AE|M1\rERR||PID^1^3|101^x^HL70357|E|||Champ requis\r");
        return List.copyOf(all);
    }

    private static String message(String type, String segments) {
        return header(type) + PERSON + segments;
    }

    private static String header(String type) {
        return "MSH|^~\\&|SIGDU|CHUDL|ARRIMAGE|RQS|20261102083015-0500||"
                + type
                + "|M1|P|2.5.1||||||UNICODE UTF-8\r";
    }
}
