// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a coding system in HL7 table 0396, from its FHIR URI: the settings first, then the
 * public ones; a system that has no name is written as its URI.
 */
final class CodeSystems {
    static final String TABLE = "http://terminology.hl7.org/CodeSystem/v2-";
    private static final String LOCAL = "urn:arrimage:codesystem:";
    private static final Pattern NUMBER = Pattern.compile("\\d{4}");
    private static final Pattern TABLE_FORM =
            Pattern.compile(
                    "https?://(?:terminology\\.hl7\\.org/CodeSystem/v2-|hl7\\.org/fhir/v2/)(\\d{4})");

    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("http://loinc.org", "LN"),
                    Map.entry("https://fhir.infoway-inforoute.ca/CodeSystem/pCLOCD", "PCLOCD"),
                    Map.entry("http://snomed.info/sct", "SCT"),
                    Map.entry("http://unitsofmeasure.org", "UCUM"),
                    Map.entry("http://hl7.org/fhir/sid/icd-10", "I10"),
                    Map.entry("http://hl7.org/fhir/sid/icd-10-cm", "I10C"),
                    Map.entry("http://hl7.org/fhir/sid/icd-9-cm", "I9C"),
                    Map.entry("http://www.nlm.nih.gov/research/umls/rxnorm", "RXNORM"),
                    Map.entry("http://hl7.org/fhir/sid/ndc", "NDC"),
                    Map.entry("http://hl7.org/fhir/sid/cvx", "CVX"),
                    Map.entry("http://terminology.hl7.org/CodeSystem/MVX", "MVX"),
                    Map.entry("http://hl7.org/fhir/sid/mvx", "MVX"),
                    Map.entry("http://www.ama-assn.org/go/cpt", "C4"),
                    Map.entry("urn:iso:std:iso:11073:10101", "MDC"),
                    Map.entry("urn:iso:std:iso:3166", "ISO3166_1"),
                    Map.entry("urn:ietf:bcp:47", "ISO639"),
                    Map.entry(
                            "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation",
                            "HL70078"));

    private CodeSystems() {}

    /** The name, empty for a code without system and for one of a table that its field implies. */
    static String name(Writing writing, String system) {
        String agreed = writing.settings().codeSystems().getOrDefault(system, "");
        if (!agreed.isEmpty()) {
            return agreed;
        }
        String known = NAMES.getOrDefault(system, "");
        if (!known.isEmpty()) {
            return known;
        }
        String table = table(system);
        if (!table.isEmpty()) {
            return "HL7" + table;
        }
        if (system.startsWith("urn:oid:")) {
            return system.substring(8);
        }
        if (system.startsWith(LOCAL)) {
            String name = Authorities.word(system.substring(system.lastIndexOf(':') + 1));
            // A number is the table of the field, which the sender extended with a code of its own.
            return NUMBER.matcher(name).matches() ? "" : name;
        }
        String listed = writing.settings().tables().code("CODING_SYSTEM", "", system);
        return listed.isEmpty() ? system : listed;
    }

    /** The number of the HL7 table a system is; empty when it is none. */
    static String table(String system) {
        Matcher m = TABLE_FORM.matcher(system);
        return m.matches() ? m.group(1) : "";
    }
}
