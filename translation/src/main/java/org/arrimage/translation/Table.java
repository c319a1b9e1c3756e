// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The HL7 tables whose codes become FHIR codes, each a dated file among the module's resources
 * (guide: the concept map that the file names). Read the first time it is asked; an organisation's
 * own rows come before ours, see {@link CodeTables}.
 */
enum Table {
    /** No table: a code without coding system stays without. */
    NONE,
    GENDER,
    MARITAL_STATUS,
    EVENT_TYPE,
    ENCOUNTER_STATUS_BY_EVENT,
    PATIENT_CLASS,
    ENCOUNTER_STATUS_BY_CLASS,
    RELIGION,
    ADMISSION_TYPE,
    AMBULATORY_STATUS,
    ADMIT_SOURCE,
    ORDER_STATUS,
    DIAGNOSIS_TYPE,
    DIAGNOSIS_ROLE,
    DIAGNOSIS_CERTAINTY,
    EVENT_REASON,
    RELATIONSHIP,
    COVERAGE_RELATIONSHIP,
    FINANCIAL_CLASS,
    HOSPITAL_SERVICE,
    DIAGNOSTIC_SECTION,
    INTERPRETATION,
    ABNORMAL_TESTING,
    OBSERVATION_STATUS,
    READMISSION,
    VIP,
    DISCHARGE_DISPOSITION,
    DIET,
    BED_STATUS,
    ORDER_CONTROL,
    REPORT_STATUS,
    ALLERGY_TYPE,
    ALLERGY_CATEGORY,
    ALLERGEN_TYPE,
    ALLERGY_CRITICALITY,
    ALLERGY_SEVERITY,
    ALLERGY_SEVERITY_WRITTEN,
    VISIT_USER,
    CONTACT_ROLE,
    ALLOW_SUBSTITUTION,
    ROUTE,
    BODY_SITE,
    ADMINISTRATION_METHOD,
    CONFIDENTIALITY,
    PREFERRED_CONTACT,
    ADDRESS_USE,
    ADDRESS_TYPE,
    NAME_USE,
    TELECOM_USE,
    TELECOM_SYSTEM,
    IDENTIFIER_TYPE,
    ORGANIZATION_NAME_TYPE,
    PUBLICITY,
    ENCOUNTER_PRIORITY,
    DOCUMENT_CONFIDENTIALITY,
    APPOINTMENT_REASON,
    APPOINTMENT_TYPE,
    APPOINTMENT_STATUS,
    LANGUAGE,
    UNIVERSAL_ID_TYPE,
    LIVING_WILL,
    COMPLETION_STATUS,
    REPEAT_PATTERN,
    DEGREE,
    COMMENT_TYPE,
    ADDITIVE,
    COUNTRY,
    ARRIVAL_MODE,
    ADMISSION_LEVEL,
    PROVIDER_ROLE,
    NAME_ASSEMBLY_ORDER,
    ORDER_TYPE,
    REQUEST_PRIORITY,
    SPECIMEN_TYPE,
    SPECIMEN_COLLECTION,
    SPECIMEN_REJECT_REASON,
    SPECIMEN_CONDITION,
    TIMING_EVENT,
    BODY_PART,
    PARTICIPATION,
    DOCUMENT_STATUS,
    ACKNOWLEDGEMENT,
    QUERY_STATUS,
    QUERY_PRIORITY,
    ISSUE_TYPE,
    ISSUE_SEVERITY,
    ERROR_CONDITION,
    DRUG_ORDER_STATUS,
    DRUG_ORDER_CONTROL,
    DRUG_ORDER_TYPE,
    SUBSTITUTION,
    ADMINISTRATION_STATUS,
    APPOINTMENT_BY_EVENT,
    CHARGE_STATUS,
    MEDIA_TYPE,
    MEDIA_SUBTYPE,
    TIME_UNIT,
    OBSERVATION_TYPE,
    DOCUMENT_PRESENTATION,
    DOCUMENT_COMPLETION,
    ORDER_EVENT,
    ORDER_OPERATION,
    PROCESSING_ID,
    PROCESSING_MODE,
    CODING_SYSTEM;

    @SuppressWarnings("ImmutableEnumChecker") // set once to a value that never changes
    private volatile CodeTable rows = CodeTable.UNREAD;

    /** The FHIR code, empty when the table does not list it. */
    String target(Draft draft, String code) {
        return row(draft, code).code();
    }

    /** The FHIR code and its system; {@link CodeTable.Row#NONE} when the table lists neither. */
    CodeTable.Row row(Draft draft, String code) {
        return draft.settings().tables().row(this, code);
    }

    /** The table as the module brings it. */
    CodeTable builtIn() {
        CodeTable known = rows;
        if (known.isUnread()) {
            known = this == NONE ? CodeTable.EMPTY : read();
            rows = known;
        }
        return known;
    }

    private CodeTable read() {
        String file = "tables/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".table";
        try (InputStream in = Table.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the module was packaged without " + file);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return TableReader.builtIn(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TableProblem broken) {
            throw new IllegalStateException(
                    "the module was packaged with a broken " + file, broken);
        }
    }
}
