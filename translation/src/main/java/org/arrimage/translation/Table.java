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
    EVENT(
            "0003",
            "http://terminology.hl7.org/CodeSystem/v2-0003",
            "A01 A02 A03 A04 A05 A06 A07 A08 A09 A10 A11 A12 A13 A14 A15 A16 A17"
                    + " A18 A19 A20 A21 A22 A23 A24 A25 A26 A27 A28 A29 A30 A31 A32 A33 A34"
                    + " A35 A36 A37 A38 A39 A40 A41 A42 A43 A44 A45 A46 A47 A48 A49 A50 A51"
                    + " A52 A53 A54 A55 A60 A61 A62 B01 B02 B03 B04 B05 B06 B07 B08 C01 C02"
                    + " C03 C04 C05 C06 C07 C08 C09 C10 C11 C12 CNQ E01 E02 E03 E04 E10 E12"
                    + " E13 E15 E20 E21 E22 E24 E30 E31 I01 I02 I03 I04 I05 I06 I07 I08 I09"
                    + " I10 I11 I12 I13 I14 I15 I16 I17 I18 I19 I20 I21 I22 J01 J02 K11 K13"
                    + " K15 K21 K22 K23 K24 K25 K31 K32 K33 K34 M01 M02 M03 M04 M05 M06 M07"
                    + " M08 M09 M10 M11 M12 M13 M14 M15 M16 M17 M18 N01 N02 O01 O02 O03 O04"
                    + " O05 O06 O07 O08 O09 O10 O11 O12 O13 O14 O15 O16 O17 O18 O19 O20 O21"
                    + " O22 O23 O24 O25 O26 O27 O28 O29 O30 O31 O32 O33 O34 O35 O36 O37 O38"
                    + " O39 O40 O41 O42 O43 O44 O45 O46 O47 O48 O49 O50 O51 O52 O53 O54 O55"
                    + " O56 O57 O58 O59 P01 P02 P03 P04 P05 P06 P07 P08 P09 P10 P11 P12 PC1"
                    + " PC2 PC3 PC4 PC5 PC6 PC7 PC8 PC9 PCA PCB PCC PCD PCE PCF PCG PCH PCJ"
                    + " PCK PCL Q01 Q02 Q03 Q04 Q05 Q06 Q07 Q08 Q09 Q11 Q13 Q15 Q16 Q17 Q21"
                    + " Q22 Q23 Q24 Q25 Q26 Q27 Q28 Q29 Q30 Q31 Q32 Q33 Q34 R01 R02 R03 R04"
                    + " R05 R06 R07 R08 R09 R0R R21 R22 R23 R24 R25 R26 R30 R31 R32 R33 R40"
                    + " R41 R42 R43 RAR RDR RER RGR ROR S01 S02 S03 S04 S05 S06 S07 S08 S09"
                    + " S10 S11 S12 S13 S14 S15 S16 S17 S18 S19 S20 S21 S22 S23 S24 S25 S26"
                    + " S27 S28 S29 S30 S31 S32 S33 S34 S35 S36 S37 T01 T02 T03 T04 T05 T06"
                    + " T07 T08 T09 T10 T11 T12 U01 U02 U03 U04 U05 U06 U07 U08 U09 U10 U11"
                    + " U12 U13 U14 V01 V02 V03 V04 W01 W02 X01"),
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
