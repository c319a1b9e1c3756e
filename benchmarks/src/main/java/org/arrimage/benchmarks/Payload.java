// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Locale;
import java.util.Random;

/**
 * The messages a measure sends: fictitious patients, made here so that every machine sends the same
 * bytes.
 */
@SuppressWarnings("ImmutableEnumChecker") // the arrays are copied into messages, never given out
public enum Payload {
    /** An admission of about 1 kB. */
    ADT("adt", "ADT^A01^ADT_A01", admission()),
    /** A laboratory result of 50 observations, about 6 kB. */
    ORU("oru", "ORU^R01^ORU_R01", results()),
    /** A document of 150 kB in Base64, about 200 kB. */
    PDF("pdf", "ORU^R01^ORU_R01", document());

    private final String work;
    private final byte[] beforeControl;
    private final byte[] beforePatient;
    private final byte[] rest;

    Payload(String work, String type, String segments) {
        this.work = work;
        this.beforeControl =
                ("MSH|^~\\&|ADMISSION|HOPITAL-SAINT-LUC-EST|ARRIMAGE|RESEAU|20261101120000-0500||"
                                + type
                                + "|")
                        .getBytes(UTF_8);
        this.beforePatient =
                "|P|2.5.1|||AL|NE|CAN|UNICODE UTF-8\rEVN||20261101120000\rPID|1||".getBytes(UTF_8);
        this.rest = segments.getBytes(UTF_8);
    }

    /** The name in reports. */
    public String work() {
        return work;
    }

    /** The payload of this name. */
    public static Payload named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /**
     * One message.
     *
     * @param control MSH-10
     * @param patient PID-3.1
     */
    byte[] message(byte[] control, byte[] patient) {
        byte[] message =
                new byte
                        [beforeControl.length
                                + control.length
                                + beforePatient.length
                                + patient.length
                                + rest.length];
        int at = copy(beforeControl, message, 0);
        at = copy(control, message, at);
        at = copy(beforePatient, message, at);
        at = copy(patient, message, at);
        copy(rest, message, at);
        return message;
    }

    /** One message, always the same. */
    public byte[] sample() {
        return message("R00C000S0000000".getBytes(UTF_8), "100417".getBytes(UTF_8));
    }

    private static int copy(byte[] from, byte[] to, int at) {
        System.arraycopy(from, 0, to, at, from.length);
        return at + from.length;
    }

    private static final String PERSON =
            "^^^HSLE^MR||Tremblay-Fictif^Zoé^Anne^^Mme||19700102|F|||1, rue de"
                    + " l’Exemple^^Sainte-Épreuve^QC^G0X"
                    + " 0X0^CAN^H||(418)555-0100^PRN^PH||fr|M||CPT900417\r";

    private static String admission() {
        return PERSON
                + "PD1||||1001^Généraliste^Gina^^^Dre\r"
                + "NK1|1|Fictif^Benoît|SPO^Conjoint|1, rue de l’Exemple^^Sainte-Épreuve^QC^G0X"
                + " 0X0|(418)555-0103||EC\r"
                + "PV1|1|I|3O^12^2^HSLE^^^^Aile"
                + " A|E|||1002^Traitant^Alain^^^Dr|1003^Référente^Rita^^^Dre||MED||||7|||1002^Traitant^Alain^^^Dr|INP|V900417|||||||||||||||||||||HSLE||A|||20261101113000\r"
                + "PV2||PRIV|R07.9^Douleur thoracique, sans"
                + " précision^I10|||||20261101|20261105|4|||||||||||N\r"
                + "AL1|1|DA|70618^Pénicilline^RXN|SV|Éruption|20100101\r"
                + "AL1|2|FA|256349002^Arachide^SCT|MO|Urticaire\r"
                + "DG1|1||R07.9^Douleur thoracique, sans précision^I10||20261101|A\r";
    }

    private static String results() {
        var random = new Random(50);
        var text = new StringBuilder(PERSON);
        text.append("PV1|1|I|3O^12^2^HSLE||||1002^Traitant^Alain^^^Dr|||||||||||V900417\r");
        text.append("ORC|RE|DEM771|LAB771||CM||||20261101110000|||1002^Traitant^Alain^^^Dr\r");
        text.append(
                "OBR|1|DEM771|LAB771|PANEL50^Grand"
                    + " bilan^L|||20261101110000||||||||||1002^Traitant^Alain^^^Dr||||||20261101120000||LAB|F\r");
        for (int i = 1; i <= 50; i++) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "OBX|%d|NM|%d-%d^Analyte %02d au"
                                + " sérum^LN||%.1f|mmol/L^mmol/L^UCUM|%d.0-%d.0|N|||F|||20261101113000||TECH%d\r",
                            i,
                            10_000 + i,
                            i % 10,
                            i,
                            1 + random.nextDouble() * 200,
                            i,
                            i + 90,
                            i % 5));
        }
        return text.toString();
    }

    private static String document() {
        byte[] noise = new byte[150_000];
        new Random(200).nextBytes(noise);
        return PERSON
                + "ORC|RE|DEM772|LAB772||CM\r"
                + "OBR|1|DEM772|LAB772|18842-5^Sommaire"
                + " d’hospitalisation^LN|||20261101110000||||||||||||||||||||LAB|F\r"
                + "OBX|1|ED|18842-5^Sommaire d’hospitalisation^LN||^application^pdf^Base64^"
                + Base64.getEncoder().encodeToString(noise)
                + "||||||F|||20261101113000\r";
    }
}
