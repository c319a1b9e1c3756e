// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import java.util.HashMap;
import java.util.Map;

/**
 * HL7 tables whose codes FHIR writes otherwise, read from FHIR to HL7 (guide: the concept map of
 * the same name, backwards). {@code A<B} says that B of the FHIR system is A of the table; where
 * several codes of the table become one of FHIR, the plainest is written.
 */
enum CodeTable {
    /** No table: codes are written as they are. */
    NONE("", ""),
    MARITAL_STATUS("0002", "A D I<I M W C S P T E<L S<U"),
    PATIENT_CLASS(
            "0004",
            "E<EMER I<IMP O<AMB P<PRENC I<ACUTE I<NONAC O<SS O<VR O<HH O<FLD I<OBSENC U<UNK"),
    COVERAGE_RELATIONSHIP("0063", "SEL<self SPO<spouse CHD<child PAR<parent OTH<other SPO<common"),
    INTERPRETATION("0078", ""),
    DIAGNOSIS_TYPE("0052", ""),
    RELATIONSHIP(
            "0063",
            "SPO<SPS SPO<HUSB SPO<WIFE DOM<DOMPART CHD<CHILD CHD<SON CHD<DAU CHD<SONC CHD<DAUC"
                    + " GCH<GRNDCHILD PAR<PRN PAR<FTHMTH FTH<FTH MTH<MTH GRD<GUARD SIB<SIB BRO<BRO"
                    + " SIS<SIS EXF<EXT FND<FRND SEL<ONESELF"),
    CONTACT_ROLE("0131", ""),
    GENDER("0001", "M<male F<female O<other U<unknown"),
    OBSERVATION_STATUS(
            "0085",
            "O<registered P<partial P<preliminary F<final C<amended C<corrected C<appended"
                    + " X<cancelled W<entered-in-error"),
    REPORT_STATUS(
            "0123",
            "O<registered A<partial P<preliminary F<final C<amended C<corrected C<appended"
                    + " X<cancelled"),
    ORDER_STATUS("0038", "IP<active HD<on-hold CA<revoked CM<completed ER<entered-in-error"),
    ORDER_CONTROL("0119", "NW<active HD<on-hold CA<revoked SC<completed CA<entered-in-error"),
    EVENT_REASON("0062", ""),
    ADMISSION_TYPE("0007", ""),
    AMBULATORY_STATUS("0009", ""),
    ADMIT_SOURCE("0023", ""),
    HOSPITAL_SERVICE("0069", ""),
    DIAGNOSTIC_SECTION("0074", ""),
    READMISSION("0092", ""),
    VIP("0099", ""),
    DISCHARGE_DISPOSITION("0112", ""),
    DIET("0114", ""),
    ENCOUNTER_PRIORITY("0217", ""),
    RELIGION("0006", ""),
    SPECIMEN_TYPE("0487", ""),
    SPECIMEN_COLLECTION("0488", ""),
    SPECIMEN_CONDITION("0493", ""),
    REQUEST_PRIORITY("0485", "S<stat A<asap A<urgent R<routine"),
    ALLERGY_CATEGORY("0127", "FA<food DA<medication EA<environment"),
    CRITICALITY("0128", "SV<high MI<low U<unable-to-assess"),
    SEVERITY("0128", "SV<severe MO<moderate MI<mild"),
    NAME_USE("0200", "L<official D<usual M<maiden N<nickname S<anonymous"),
    ADDRESS_USE("0190", "H<home B<work C<temp BA<old BI<billing"),
    TELECOM_USE("0201", "PRN<home WPN<work PRN<mobile"),
    EQUIPMENT("0202", "PH<phone FX<fax BP<pager Internet<email CP<sms"),
    MEDIA("0191", "");

    private final String number;

    @SuppressWarnings("ImmutableEnumChecker") // filled once, never handed out
    private final Map<String, String> codes = new HashMap<>();

    CodeTable(String number, String pairs) {
        this.number = number;
        for (String pair : pairs.split(" ")) {
            int sign = pair.indexOf('<');
            codes.putIfAbsent(pair.substring(sign + 1), sign < 0 ? pair : pair.substring(0, sign));
        }
        codes.remove("");
    }

    /** The table's number at HL7. */
    String number() {
        return number;
    }

    /** The code of the table; empty when the FHIR code has none there. */
    String code(String fhir) {
        return codes.getOrDefault(fhir, "");
    }

    /**
     * The code of the table for a code of a FHIR system: ours, else what the tables of the other
     * direction say.
     */
    String code(Writing writing, String system, String fhir) {
        if (system.equals(CodeSystems.TABLE + number)) {
            return "";
        }
        String known = code(fhir);
        return known.isEmpty() && this != NONE && !fhir.isEmpty()
                ? writing.settings().tables().code(name(), system, fhir)
                : known;
    }

    /** The code of the table for a FHIR code, which is then carried; a code without is a loss. */
    String take(Element element) {
        String code = code(element.peek());
        if (!code.isEmpty()) {
            element.take();
        }
        return code;
    }
}
