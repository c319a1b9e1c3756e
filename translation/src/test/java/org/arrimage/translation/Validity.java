// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import ca.uhn.fhir.validation.SingleValidationMessage;

import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.Bundle;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** HAPI's R4 validator, without terminology server. */
final class Validity {
    private static final FhirContext R4 = FhirContext.forR4();
    private static final FhirValidator VALIDATOR = validator();

    private Validity() {}

    private static FhirValidator validator() {
        var support =
                new ValidationSupportChain(
                        new DefaultProfileValidationSupport(R4),
                        new CommonCodeSystemsTerminologyService(R4),
                        new InMemoryTerminologyServerValidationSupport(R4));
        return R4.newValidator().registerValidatorModule(new FhirInstanceValidator(support));
    }

    static List<String> errors(byte[] json) {
        return VALIDATOR
                .validateWithResult(new String(json, StandardCharsets.UTF_8))
                .getMessages()
                .stream()
                .filter(message -> message.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
                .map(Validity::describe)
                .toList();
    }

    private static String describe(SingleValidationMessage message) {
        return message.getLocationString() + ": " + message.getMessage();
    }

    static Bundle parse(byte[] json) {
        return R4.newJsonParser()
                .parseResource(Bundle.class, new String(json, StandardCharsets.UTF_8));
    }
}
