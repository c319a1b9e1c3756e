// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.Hl7Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.management.ManagementFactory;

/** A message of a hundred thousand results costs ten times one of ten thousand, and no more. */
class LongMessageTest {
    private static final String HEAD =
            Samples.segments(
                    "MSH|^~\\&|SILP|OPTILAB|ARRIMAGE|RQS|20261103101500||ORU^R01^ORU_R01|LAB9|P|2.5.1",
                    "PID|1||004512^^^CHUDL^MR||Gagné^Éléonore||19850612|F",
                    "OBR|1|P1|F1|24331-1^Bilan^LN|||20261103073000");

    @Test
    @Timeout(60)
    void growsAsTheMessageDoes() throws Hl7Problem {
        String many = message(100_000);
        String few = message(10_000);

        long costOfFew = cost(few);
        long costOfMany = cost(many);

        assertThat(costOfMany).isLessThan(15 * costOfFew);
    }

    /** Bytes allocated for one translation, which do not depend on who else uses the machine. */
    private static long cost(String text) throws Hl7Problem {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var message = Samples.read(text);
        long before = threads.getCurrentThreadAllocatedBytes();
        var translated =
                (Translation.Translated) Translator.toFhir(message, TranslationSettings.defaults());
        long cost = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(translated.loss().lost()).hasSizeLessThanOrEqualTo(LossReport.MOST);
        return cost;
    }

    /** Results alike in all but their set number, so that every one must be told apart. */
    private static String message(int results) {
        var text = new StringBuilder(HEAD);
        for (int i = 1; i <= results; i++) {
            text.append("OBX|")
                    .append(i)
                    .append("|NM|2093-3^Cholestérol^LN|1|5.1|mmol/L^^UCUM|3.5-5.2|N|||F")
                    .append("||||11^Laboratoire|9^Côté^Benoît||||||||OPTILAB|1 rue^^Lévis")
                    .append("|8^Roy^Ève\rNTE|1||Note\r");
        }
        return text.toString();
    }
}
