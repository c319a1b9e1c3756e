// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.Type;
import ca.uhn.hl7v2.model.Varies;
import ca.uhn.hl7v2.model.v251.message.ACK;
import ca.uhn.hl7v2.parser.DefaultModelClassFactory;
import ca.uhn.hl7v2.parser.ModelClassFactory;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTypesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MSH", "EVN", "PID", "PD1", "NK1", "MRG", "PV1", "PV2", "AL1", "DG1", "IN1", "ORC",
                "OBR", "OBX", "NTE", "SPM", "TQ1", "MSA", "ERR", "QAK"
            })
    void saysOf251WhatAnotherReaderOfTheStandardSays(String name) throws Exception {
        Segment other =
                (Segment)
                        Class.forName("ca.uhn.hl7v2.model.v251.segment." + name)
                                .getConstructor(
                                        ca.uhn.hl7v2.model.Group.class, ModelClassFactory.class)
                                .newInstance(new ACK(), new DefaultModelClassFactory());

        for (int n = 1; n <= other.numFields(); n++) {
            Type type = other.getField(n, 0);
            // OBX-20 to -22 are reserved in 2.5.1, MSA-5 is withdrawn: neither is written.
            boolean varies = type instanceof Varies;
            String simple = type.getClass().getSimpleName();
            String expected = varies ? (n == 5 ? "*" : "") : simple.equals("NULLDT") ? "" : simple;
            assertThat(FieldTypes.of(name, n, Hl7Version.V2_5_1)).as(name + n).isEqualTo(expected);
        }
        assertThat(FieldTypes.of(name, other.numFields() + 1, Hl7Version.V2_5_1)).isEmpty();
    }
}
