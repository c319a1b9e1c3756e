// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Unwritable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Fictitious bundles, as other systems than ours write them. */
final class Bundles {
    static final Instant AT = Instant.parse("2026-11-25T15:00:00Z");

    static final String PATIENT =
            """
            {"resource":{"resourceType":"Patient","id":"p1",
             "identifier":[{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0203","code":"JHN"}]},
               "system":"https://fhir.infoway-inforoute.ca/NamingSystem/ca-qc-patient-healthcare-id","value":"GAGX85561204"},
              {"type":{"coding":[{"code":"MR"}]},"system":"urn:oid:2.16.124.10.101.1.60.1","value":"004512"}],
             "name":[{"use":"official","family":"Gagné","given":["Éléonore","Françoise"]}],
             "telecom":[{"system":"phone","value":"418 555-0123","use":"home"},
              {"system":"phone","value":"418 555-0199","use":"work"}],
             "gender":"female","birthDate":"1985-06-12",
             "address":[{"use":"home","line":["12 rue de l'Œuvre"],"city":"Lévis","state":"QC","postalCode":"G6V 1A1"}],
             "maritalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-MaritalStatus","code":"M"}]},
             "photo":[{"url":"https://photos.exemple.test/1"}]}}
            """;

    static final String VISIT =
            """
            {"resource":{"resourceType":"Encounter","id":"e1","status":"in-progress",
             "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"IMP"},
             "identifier":[{"system":"urn:oid:2.16.124.10.101.1.60.1","value":"V778899"}],
             "subject":{"reference":"Patient/p1"},
             "period":{"start":"2026-11-02T08:20:00-05:00"},
             "location":[{"location":{"display":"Étage 3"}}]}}
            """;

    static final String REPORT =
            """
            {"fullUrl":"https://labo.exemple.test/DiagnosticReport/r1","resource":{"resourceType":"DiagnosticReport","id":"r1","status":"final",
             "code":{"coding":[{"system":"http://loinc.org","code":"24331-1","display":"Bilan lipidique"}]},
             "subject":{"reference":"Patient/p1"},"effectiveDateTime":"2026-11-03T07:30:00-05:00",
             "issued":"2026-11-03T10:10:00-05:00","specimen":[{"reference":"Specimen/s1"}],
             "result":[{"reference":"Observation/o1"},{"reference":"Observation/o2"},{"reference":"Observation/o3"}]}},
            {"resource":{"resourceType":"Observation","id":"o1","status":"final",
             "code":{"coding":[{"system":"http://loinc.org","code":"2093-3","display":"Cholestérol"}]},
             "subject":{"reference":"Patient/p1"},
             "valueQuantity":{"value":5.10,"unit":"mmol/L","system":"http://unitsofmeasure.org","code":"mmol/L"},
             "referenceRange":[{"low":{"value":3.5},"high":{"value":5.2}}],
             "interpretation":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation","code":"N"}]}],
             "note":[{"text":"Vérifié\\ndeux fois"}]}},
            {"resource":{"resourceType":"Observation","id":"o2","status":"final",
             "code":{"coding":[{"system":"http://loinc.org","code":"85354-9","display":"Pression"}]},
             "component":[{"code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},"valueQuantity":{"value":120,"unit":"mm[Hg]"}},
              {"code":{"coding":[{"system":"http://loinc.org","code":"8462-4"}]},"valueQuantity":{"value":80,"unit":"mm[Hg]"}}]}},
            {"resource":{"resourceType":"Observation","id":"o3","status":"amended",
             "code":{"text":"Commentaire"},"valueString":"a|b^c & d\\\\e"}},
            {"resource":{"resourceType":"Specimen","id":"s1","identifier":[{"value":"S77","system":"urn:oid:2.16.1"}],
             "type":{"coding":[{"system":"http://snomed.info/sct","code":"119364003","display":"Sérum"}]},
             "collection":{"collectedDateTime":"2026-11-03T07:30:00-05:00"},"receivedTime":"2026-11-03T08:05:00-05:00"}}
            """;

    static final String ORDER =
            """
            {"resource":{"resourceType":"ServiceRequest","id":"q1","status":"active","intent":"order","priority":"stat",
             "identifier":[{"value":"P1001","system":"urn:arrimage:authority:SIGDU"}],
             "code":{"coding":[{"system":"http://loinc.org","code":"24331-1","display":"Bilan lipidique"}]},
             "subject":{"reference":"Patient/p1"},"authoredOn":"2026-11-03T08:00:00-05:00",
             "requester":{"reference":"#dr"},
             "contained":[{"resourceType":"Practitioner","id":"dr","identifier":[{"value":"55012"}],"name":[{"family":"Côté","given":["Benoît"]}]}],
             "reasonReference":[{"reference":"Condition/c1"}]}},
            {"resource":{"resourceType":"Condition","id":"c1","subject":{"reference":"Patient/p1"},
             "code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"E78.5","display":"Hyperlipidémie"}]}}}
            """;

    static final String MERGE =
            """
            {"resource":{"resourceType":"Patient","id":"p1","identifier":[{"value":"004512","system":"urn:arrimage:authority:CHUDL"}],
             "name":[{"family":"Gagné","given":["Éléonore"]}],"active":true,
             "link":[{"other":{"reference":"Patient/p2"},"type":"replaces"}]}},
            {"resource":{"resourceType":"Patient","id":"p2","identifier":[{"value":"009999","system":"urn:arrimage:authority:CHUDL"}],
             "name":[{"family":"Gagne"}],"active":false,"link":[{"other":{"reference":"Patient/p1"},"type":"replaced-by"}]}}
            """;

    private Bundles() {}

    static String of(String... entries) {
        return "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["
                + String.join(",", entries)
                + "]}";
    }

    static String header(String event) {
        return """
        {"resource":{"resourceType":"MessageHeader","id":"MSG1","eventCoding":{"system":"http://terminology.hl7.org/CodeSystem/v2-0003","code":"%s"},
         "source":{"name":"SIGDU","endpoint":"urn:oid:2.16.1.2"},"destination":[{"name":"SILP","endpoint":"https://silp.exemple.test"}]}}
        """
                .formatted(event);
    }

    static WritingSettings settings(Hl7Version version) {
        return WritingSettings.defaults(AT).withVersion(version);
    }

    static Written write(String bundle, WritingSettings settings) {
        return FhirToHl7.write(bundle.getBytes(StandardCharsets.UTF_8), settings);
    }

    static Written.Messages written(String bundle, WritingSettings settings) {
        Written written = write(bundle, settings);
        assertThat(written).isInstanceOf(Written.Messages.class);
        return (Written.Messages) written;
    }

    static FhirProblem refused(String bundle) {
        Written written = write(bundle, WritingSettings.defaults(AT));
        assertThat(written).isInstanceOf(Written.Refused.class);
        return ((Written.Refused) written).problem();
    }

    /** The segments of the first message. */
    static String[] segments(Written.Messages written) {
        return segments(written.messages().getFirst());
    }

    static String[] segments(Written.Message message) {
        try {
            byte[] bytes = message.text().toBytes(StandardCharsets.UTF_8, Unwritable.REFUSE);
            return new String(bytes, StandardCharsets.UTF_8).split("\r");
        } catch (Hl7Problem impossible) {
            throw new IllegalStateException("UTF-8 writes everything", impossible);
        }
    }
}
