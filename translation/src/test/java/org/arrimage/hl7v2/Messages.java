// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Fictitious messages that the tests share. */
final class Messages {
    static final String ADMISSION =
            """
            MSH|^~\\&|SIGDU|CHUDL|ARRIMAGE|RQS|20261102083015-0500||ADT^A01^ADT_A01|MSG00001|P|2.5.1||||||UNICODE UTF-8
            EVN|A01|20261102083000-0500
            PID|1||GAGX85561204^^^RAMQ^JH~004512^^^CHUDL&2.16.124.10.101.1.60.1&ISO^MR||Gagné^Éléonore^^^Mme||19850612|F|||12 rue de l'Œuvre^^Lévis^QC^G6V 1A1^CAN
            PV1|1|I|3E^312^1^CHUDL||||12345^Côté^François
            OBX|1|ST|8302-2^Taille^LN||a\\T\\b\\F\\c\\S\\d\\R\\e\\E\\f||||||F
            ZVN|1|55412345
            """
                    .replace("\n", "\r");

    private Messages() {}

    static Hl7Message read(String text) throws Hl7Problem {
        return read(text, StandardCharsets.UTF_8);
    }

    static Hl7Message read(String text, Charset charset) throws Hl7Problem {
        return Hl7Message.read(text.getBytes(charset), StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
