// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/** Writes the demonstration's messages and reads the little it needs of answers. */
final class Hl7 {

    private Hl7() {}

    /**
     * An admission (A01), registration (A04) or update (A08). The room bears the control id, so
     * that what reaches a FHIR record, which keeps no control id, can be told from the messages
     * before.
     */
    static byte[] admission(String event, String control, Person person) {
        return (header("ADMISSIONS", "ADT^" + event + "^ADT_A01", control)
                        + "EVN||20260302091500-0500\r"
                        + person.pid()
                        + "PV1|1|I|3EST^CH-%s^1^HSE||||1002^Traitante^Renée^^^Dre|||MED|||||||||V%s^^^HSE^VN|||||||||||||||||||||||||20260302084500-0500\r"
                                .formatted(control, person.number()))
                .getBytes(UTF_8);
    }

    /** A discharge. */
    static byte[] discharge(String control, Person person) {
        return (header("ADMISSIONS", "ADT^A03^ADT_A03", control)
                        + "EVN||20260302101500-0500\r"
                        + person.pid()
                        + "PV1|1|I|3EST^12^1^HSE\r")
                .getBytes(UTF_8);
    }

    /** A result of one observation; the filler's order number makes it one report. */
    static byte[] result(String application, String control, Person person, String value) {
        return (header(application, "ORU^R01^ORU_R01", control)
                        + person.pid()
                        + "ORC|RE|DEM-%1$s^HSE|LAB-%1$s^LABO||CM\r".formatted(control)
                        + "OBR|1|DEM-%1$s^HSE|LAB-%1$s^LABO|2345-7^Glucose^LN|||20260302083000-0500|||||||||1002^Traitante^Renée^^^Dre||||||20260302090500-0500||LAB|F\r"
                                .formatted(control)
                        + "OBX|1|NM|2345-7^Glucose sérique^LN||%s|mmol/L^mmol/L^UCUM|4.0-6.0|N|||F|||20260302083000-0500\r"
                                .formatted(value))
                .getBytes(UTF_8);
    }

    /** A demographic query by name (IHE PDQ). */
    static byte[] query(String control, Person person) {
        return (header("SUIVI", "QBP^Q22^QBP_Q21", control)
                        + "QPD|Q22^Find Candidates^HL70471|Q-%s|@PID.5.1^%s~@PID.5.2^%s\r"
                                .formatted(control, person.family(), person.given())
                        + "RCP|I|5^RD\r")
                .getBytes(UTF_8);
    }

    /** The index's answer to a query: one candidate. */
    static byte[] response(byte[] query, Person person) {
        String control = field(query, "MSH", 10);
        return (header("INDEX", "RSP^K22^RSP_K21", "R" + control)
                        + "MSA|AA|"
                        + control
                        + "\r"
                        + "QAK|"
                        + field(query, "QPD", 2)
                        + "|OK|Q22^Find Candidates^HL70471|1\r"
                        + segment(query, "QPD")
                        + "\r"
                        + person.pid())
                .getBytes(UTF_8);
    }

    /** An acknowledgement by a receiver. */
    static byte[] acknowledgement(byte[] message, String code) {
        String control = field(message, "MSH", 10);
        return (header("RECEPTEUR", "ACK^" + triggerOf(message) + "^ACK", "A" + control)
                        + "MSA|"
                        + code
                        + "|"
                        + control
                        + "\r")
                .getBytes(UTF_8);
    }

    /**
     * A field of the first segment of this name, counted as HL7 counts; empty when there is none.
     */
    static String field(byte[] message, String name, int number) {
        String segment = segment(message, name);
        if (segment.length() < 4) {
            return "";
        }
        String[] fields = segment.split(Pattern.quote(segment.substring(3, 4)), -1);
        int index = name.equals("MSH") ? number - 1 : number;
        return index < fields.length ? fields[index] : "";
    }

    private static String segment(byte[] message, String name) {
        for (String line : new String(message, UTF_8).split("\r")) {
            if (line.startsWith(name)) {
                return line;
            }
        }
        return "";
    }

    private static String triggerOf(byte[] message) {
        String[] type = field(message, "MSH", 9).split("\\^");
        return type.length > 1 ? type[1] : "";
    }

    private static String header(String application, String type, String control) {
        return "MSH|^~\\&|%s|HSE|ARRIMAGE|RESEAU|20260302091500-0500||%s|%s|P|2.5.1||||||UNICODE UTF-8\r"
                .formatted(application, type, control);
    }
}
