// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The data type of every field of the segments that are written, in every version (HL7 v2, chapters
 * 2 to 7 and appendix A of 2.3 to 2.6). A field that a version lacks has none, and is not written.
 *
 * <p>One word a field: {@code @25} means since 2.5, {@code A/26:B} means B since 2.6, {@code -}
 * withdrawn. C, T, K and I are the four changes that recur.
 */
final class FieldTypes {
    private static final Map<String, String> RECURRING =
            Map.of("C", "CE/26:CWE", "T", "TS/26:DTM", "K", "IS/231:CE/26:CWE", "I", "ID/231:IS");

    private static final String SEGMENTS =
            """
            MSH ST ST HD HD HD HD T ST MSG ST PT ID/231:VID NM ST ID ID ID ID C ID@231 ID/25:EI@24\
             XON@26 XON@26 HD@26 HD@26
            EVN ID T T I CN/231:XCN T HD@24
            PID SI CX CX CX XPN XPN T IS XPN K XAD IS XTN XTN C K K CX ST DLN CX K ST ID NM K C C T\
             ID ID@24 IS@24 T@24 HD@24 C@24 C@24 ST@24 C@24 CWE@25
            PD1 IS IS XON XCN IS IS IS IS ID CX C ID DT@24 XON@24 C@24 IS@24 DT@24 DT@24 IS@24\
             IS@24 IS@24 DT@26
            NK1 SI XPN C XAD XTN XTN C DT DT ST JCC CX XON K IS T IS IS K C IS C ID IS K XPN C K C\
             XPN XTN XAD CX IS K IS ST ST@25 IS@25
            MRG CX CX CX CX CX CX XPN
            PV1 SI I PL I CX PL XCN XCN XCN I PL I I I IS I XCN I CX FC I I I I DT NM NM I I DT I\
             NM NM I DT I DLD ID/231:CE/26:CWE I IS I PL PL T T NM NM NM NM CX IS XCN
            PV2 PL C C C ST ST IS T T NM NM ST XCN DT ID IS DT IS ID NM IS ID XON IS IS DT IS DT DT\
             K IS ID T ID ID ID ID C@24 C@24 C@24 C@24 C@24 IS@24 IS@24 C@24 DT@24 T@24 T@25 IS@25\
             DT@26
            AL1 SI/24:CE/25:SI ID/231:IS/24:CE/26:CWE C ID/231:IS/24:CE/26:CWE ST DT
            DG1 SI ID/26:- C ST/26:- T IS CE/26:CNE CE/26:CNE ID IS C NM CP ST/26:- NM/231:ID XCN\
             IS ID T EI@25 ID@25 EI@26 CWE@26 ID@26 IS@26 IS@26
            IN1 SI C CX XON XAD XPN XTN ST XON CX XON DT DT AUI IS XPN K T XAD IS IS ST ID DT ID DT\
             IS ST T XPN/231:XCN IS IS NM NM IS ST CP CP/26:- NM CP/26:- CP/26:- C IS XAD ST IS IS\
             IS CX IS@25 DT@25 ST@25 IS@25
            ORC ID EI EI EI ID ID TQ EIP T XCN XCN XCN PL XTN T C C C XCN C@231 XON@231 XAD@231\
             XTN@231 XAD@231 CWE@24 CWE@25 T@25 CWE@25 CWE@25 CNE@25 CWE@251
            OBR SI EI EI C ID T T T CQ XCN ID C ST T SPS XCN XTN ST ST ST ST T MOC ID ID PRL TQ XCN\
             EIP ID C NDL NDL NDL NDL T NM C C C ID ID C CE/26:CNE@231 CE/26:CNE@231 C@24 C@24\
             CWE@25 IS@25 CWE@251
            OBX SI ID C ST * C ST ID/24:IS NM ID ID T ST T C XCN C EI@24 T@24 CWE@26 EI@26 CNE@26\
             XON@251 XAD@251 XCN@251
            NTE SI ID FT C@231 XCN@26 DTM@26 DTM@26 DTM@26
            SPM SI@25 EIP@25 EIP@25 CWE@25 CWE@25 CWE@25 CWE@25 CWE@25 CWE@25 CWE@25 CWE@25 CQ@25\
             NM@25 ST@25 CWE@25 CWE@25 DR@25 T@25 T@25 ID@25 CWE@25 CWE@25 CWE@25 CWE@25 CQ@25\
             NM@25 CWE@25 CWE@25 CWE@25
            TQ1 SI@25 CQ@25 RPT@25 TM@25 CQ@25 CQ@25 T@25 T@25 CWE@25 TX@25 TX@25 ID@25 CQ@25 NM@25
            MSA ID ST ST NM ID/251:- CE/26:CNE NM@26 ID@26
            ERR ELD ERL@25 CWE@25 ID@25 CWE@25 ST@25 TX@25 TX@25 IS@25 CWE@25 CWE@25 XTN@25
            QAK ST ID C@24 NM@24 NM@24 NM@24
            QPD C@24 ST@24 *@24
            """;

    private static final Map<Hl7Version, Map<String, List<String>>> FIELDS = read();

    private FieldTypes() {}

    /** The type of a field; empty when that version does not have it. */
    static String of(String segment, int field, Hl7Version version) {
        List<String> fields =
                FIELDS.getOrDefault(version, Map.of()).getOrDefault(segment, List.of());
        return field > fields.size() ? "" : fields.get(field - 1);
    }

    private static String of(String word, Hl7Version version) {
        int at = word.indexOf('@');
        if (at >= 0 && !version.atLeast(digits(word.substring(at + 1)))) {
            return "";
        }
        String types = at < 0 ? word : word.substring(0, at);
        String found = "";
        for (String part : RECURRING.getOrDefault(types, types).split("/")) {
            int colon = part.indexOf(':');
            if (colon < 0 || version.atLeast(digits(part.substring(0, colon)))) {
                found = part.substring(colon + 1);
            }
        }
        return found.equals("-") ? "" : found;
    }

    private static Hl7Version digits(String digits) {
        return switch (digits) {
            case "231" -> Hl7Version.V2_3_1;
            case "24" -> Hl7Version.V2_4;
            case "25" -> Hl7Version.V2_5;
            case "251" -> Hl7Version.V2_5_1;
            case "26" -> Hl7Version.V2_6;
            default -> throw new IllegalStateException("no such version: " + digits);
        };
    }

    private static Map<Hl7Version, Map<String, List<String>>> read() {
        var all = new EnumMap<Hl7Version, Map<String, List<String>>>(Hl7Version.class);
        for (Hl7Version version : Hl7Version.values()) {
            var fields = new HashMap<String, List<String>>();
            SEGMENTS.lines()
                    .map(line -> List.of(line.split(" +")))
                    .forEach(words ->
                            fields.put(
                                    words.getFirst(),
                                    words.stream()
                                            .skip(1)
                                            .map(word -> of(word, version))
                                            .toList()));
            all.put(version, Map.copyOf(fields));
        }
        return all;
    }
}
