// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.GenericMessage;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** HAPI, another reader of HL7 v2, sees what we see. */
class OracleTest {
    private static final String RICH =
            Messages.ADMISSION
                    + "OBX|2|FT|1^Texte^L||ligne\\F\\une~ligne deux\\E\\|u&v^w||N||\"\"||F\r"
                    + "ZVN|2|a^b&c~d\r";

    private static Message hapi(String text) throws HL7Exception, IOException {
        try (var context = new DefaultHapiContext()) {
            context.setValidationContext(ValidationContextFactory.noValidation());
            context.setModelClassFactory(new GenericModelClassFactory());
            return context.getPipeParser().parse(text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MSH-3.1, MSH-3-1", "MSH-9.2, MSH-9-2", "MSH-10, MSH-10", "MSH-18, MSH-18",
        "EVN-2, EVN-2", "PID-3.1, PID-3-1", "PID-3(2).1, PID-3(1)-1", "PID-3(2).4.2, PID-3(1)-4-2",
        "PID-5.1, PID-5-1", "PID-5.2, PID-5-2", "PID-11.1, PID-11-1", "PV1-3.4, PV1-3-4",
        "OBX-5, OBX-5", "OBX(2)-5, OBX2-5", "OBX(2)-5(2), OBX2-5(1)", "OBX(2)-6.1.2, OBX2-6-1-2",
        "ZVN(2)-2(2), ZVN2-2(1)", "ZVN(2)-2.2.2, ZVN2-2-2-2"
    })
    void readsTheSameText(String ours, String theirs) throws Exception {
        String value = new Terser(hapi(RICH)).get('/' + theirs);

        assertThat(Messages.read(RICH).value(ours)).contains(value);
    }

    @Test
    void writesAcknowledgementsItReads() throws Exception {
        var problem = new Hl7Problem(ProblemCode.DATE_INVALID, Location.field("PID", 1, 7, 40));
        var reply =
                new Reply(
                        AcknowledgementCode.AE,
                        "R1",
                        Instant.EPOCH,
                        ZoneOffset.UTC,
                        List.of(problem));

        Message ack = hapi(new String(reply.to(Messages.read(RICH)), StandardCharsets.UTF_8));

        var terser = new Terser(ack);
        assertThat(ack).isInstanceOf(GenericMessage.class);
        assertThat(terser.get("/MSA-2")).isEqualTo("MSG00001");
        assertThat(terser.get("/ERR-2-1")).isEqualTo("PID");
        assertThat(terser.get("/ERR-3-1")).isEqualTo("102");
        assertThat(terser.get("/ERR-8")).isEqualTo("Date ou heure impossible (PID-7)");
    }

    @Test
    void editsWhatItReads() throws Exception {
        byte[] edited =
                Messages.read(RICH)
                        .edit()
                        .set("PID-5.1", "L'Écuyer & fils")
                        .copy("PID-3.1", "PID-2")
                        .toBytes();

        var terser = new Terser(hapi(new String(edited, StandardCharsets.UTF_8)));

        assertThat(terser.get("/PID-5-1")).isEqualTo("L'Écuyer & fils");
        assertThat(terser.get("/PID-2")).isEqualTo("GAGX85561204");
    }
}
