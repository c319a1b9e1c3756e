// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import java.util.HashMap;
import java.util.Map;

/**
 * The HL7 tables whose codes become FHIR codings (guide: the concept map of the same name). A pair
 * {@code A>B} says that B is the code of the FHIR system, a single code that both are the same.
 */
enum Table {
    /** No table: a code without coding system stays without. */
    NONE("", "", ""),
    MARITAL_STATUS(
            "0002",
            "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus",
            "A D I M W C S>S P T E>L L"),
    PATIENT_CLASS(
            "0004",
            "http://terminology.hl7.org/CodeSystem/v3-ActCode",
            "E>EMER I>IMP O>AMB P>PRENC"),
    RELIGION("0006", "", ""),
    ADMISSION_TYPE("0007", "http://terminology.hl7.org/CodeSystem/v2-0007", "A E L R N U C"),
    AMBULATORY_STATUS(
            "0009",
            "http://terminology.hl7.org/CodeSystem/v2-0009",
            "A0 A1 A2 A3 A4 A5 A6 A7 A8 A9 B1 B2 B3 B4 B5 B6"),
    ADMIT_SOURCE("0023", "http://terminology.hl7.org/CodeSystem/v2-0023", "1 2 3 4 5 6 7 8 9"),
    RELATIONSHIP(
            "0063",
            "http://terminology.hl7.org/CodeSystem/v2-0063",
            "SEL SPO DOM CHD GCH NCH SCH FCH DEP WRD PAR MTH FTH CGV GRD EXF SIB BRO SIS FND OAD"
                    + " EME EMR ASC EMC OWN TRA MGR NON UNK OTH"),
    HOSPITAL_SERVICE(
            "0069", "http://terminology.hl7.org/CodeSystem/v2-0069", "CAR MED PUL SUR URO"),
    DIAGNOSTIC_SECTION(
            "0074",
            "http://terminology.hl7.org/CodeSystem/v2-0074",
            "AU BG BLB CG CUS CTH CT CH CP EC EN GE HM ICU IMM LAB MB MCB MYC NMS NMR NRS OUS OT"
                    + " OTH OSL PHR PT PHY PF RAD RX RUS RC RT SR SP TX VUS VR XRC"),
    INTERPRETATION(
            "0078",
            "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",
            "< > A AA B CAR D DET E EX EXP H HH HU I IE IND L LL LU MS>MS N NCL ND NEG NR NS POS"
                    + " R RR S SDD SYN-R SYN-S U VS>VS UNE W WR"),
    READMISSION("0092", "http://terminology.hl7.org/CodeSystem/v2-0092", "R"),
    VIP("0099", "", ""),
    DISCHARGE_DISPOSITION("0112", "", ""),
    DIET("0114", "", ""),
    CONTACT_ROLE(
            "0131", "http://terminology.hl7.org/CodeSystem/v2-0131", "E C F I N S O U BP CP EP PR"),
    IDENTIFIER_TYPE(
            "0203",
            Systems.IDENTIFIER_TYPE,
            "AN ANON BC BR CC DL DN DR DS EI EN FI GN HC JHN LN LR MA MB MC MCN MD MI MR MRT NE NH"
                + " NI NPI PEN PI PN PPN PRC PRN PT QA RI RN RPH RR RRI SB SL SR SS U UPIN VN VS WC"
                + " XX PLAC FILL ACSN SN"),
    ADMISSION_LEVEL("0432", "http://terminology.hl7.org/CodeSystem/v2-0432", "AC CH CO CR IM MO"),
    COVERAGE_RELATIONSHIP(
            "0063",
            "http://terminology.hl7.org/CodeSystem/subscriber-relationship",
            "SEL>self SPO>spouse CHD>child PAR>parent OTH>other"),
    EVENT_REASON("0062", "http://terminology.hl7.org/CodeSystem/v2-0062", "01 02 03 O U"),
    SPECIMEN_TYPE("0487", "", ""),
    DIAGNOSIS_TYPE("0052", "http://terminology.hl7.org/CodeSystem/v2-0052", "A W F");

    private final String number;
    private final String system;

    @SuppressWarnings("ImmutableEnumChecker") // filled once, never handed out
    private final Map<String, String> targets;

    Table(String number, String system, String pairs) {
        this.number = number;
        this.system = system;
        var map = new HashMap<String, String>();
        for (String pair : pairs.split(" ")) {
            int arrow = pair.indexOf('>');
            boolean arrowed = arrow > 0 && arrow < pair.length() - 1;
            map.put(
                    arrowed ? pair.substring(0, arrow) : pair,
                    arrowed ? pair.substring(arrow + 1) : pair);
        }
        map.remove("");
        this.targets = Map.copyOf(map);
    }

    /** The table's number at HL7. */
    String number() {
        return number;
    }

    String system() {
        return system;
    }

    /** The FHIR code, empty when the table does not list it. */
    String target(String code) {
        return targets.getOrDefault(code, "");
    }
}
