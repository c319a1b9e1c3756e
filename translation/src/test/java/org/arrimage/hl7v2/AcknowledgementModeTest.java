// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.AcknowledgementMode.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

/** The tables of HL7 v2.5.1 §2.9.2 and §2.9.3. */
class AcknowledgementModeTest {

    private static AcknowledgementMode asking(String accept, String application) throws Hl7Problem {
        return AcknowledgementMode.of(Messages.read(message(accept, application)));
    }

    private static String message(String accept, String application) {
        return "MSH|^~\\&|A|B|C|D|2026||ADT^A08|7|P|2.5|||%s|%s\rPID|1"
                .formatted(accept, application);
    }

    @Test
    void isOriginalWhenNothingIsAskedFor() throws Hl7Problem {
        assertThat(AcknowledgementMode.of(Messages.read(Messages.ADMISSION)))
                .isSameAs(AcknowledgementMode.ORIGINAL);
        assertThat(asking("", "")).isSameAs(AcknowledgementMode.ORIGINAL);
        assertThat(asking("\"\"", "\"\"")).isSameAs(AcknowledgementMode.ORIGINAL);
        assertThat(AcknowledgementMode.ofUnreadable(new byte[] {1, 2}))
                .isSameAs(AcknowledgementMode.ORIGINAL);
    }

    /** A dash says nothing; the columns are success, error and rejection. */
    @ParameterizedTest
    @CsvSource({
        "'',  '',  AA, AE, AR", "AL, AL, CA, CE, CR", "AL, NE, CA, CE, CR", "AL, '', CA, CE, CR",
        "NE, NE, -, -, -", "NE, AL, AA, AE, AR", "'', AL, AA, AE, AR", "NE, '', -, -, -",
        "ER, NE, -, CE, CR", "ER, AL, AA, CE, CR", "SU, NE, CA, -, -", "SU, ER, CA, AE, AR",
        "NE, ER, -, AE, AR", "NE, SU, AA, -, -", "ER, ER, -, CE, CR", "XX, NE, CA, CE, CR"
    })
    void answersOnceWhenTheMessageIsOnDisk(
            String accept, String application, String taken, String failed, String refused)
            throws Hl7Problem {
        AcknowledgementMode mode = asking(accept, application);

        assertThat(said(mode, AcknowledgementCode.AA)).isEqualTo(taken);
        assertThat(said(mode, AcknowledgementCode.AE)).isEqualTo(failed);
        assertThat(said(mode, AcknowledgementCode.AR)).isEqualTo(refused);
    }

    private static String said(AcknowledgementMode mode, AcknowledgementCode outcome) {
        return mode.atCommit(outcome).map(Enum::name).orElse("-");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', -, AA, -, AE", "AL, AL, CA, AA, CE, AE", "AL, NE, CA, -, CE, -",
        "NE, AL, -, AA, -, AE", "ER, SU, -, AA, CE, -", "NE, NE, -, -, -, -"
    })
    void answersTwiceWhenTheDestinationHasTheLastWord(
            String accept,
            String application,
            String stored,
            String done,
            String notStored,
            String failed)
            throws Hl7Problem {
        AcknowledgementMode mode = asking(accept, application);

        assertThat(mode.acceptOnly(AcknowledgementCode.AA).map(Enum::name).orElse("-"))
                .isEqualTo(stored);
        assertThat(mode.atDestination(AcknowledgementCode.CA).map(Enum::name).orElse("-"))
                .isEqualTo(done);
        assertThat(mode.acceptOnly(AcknowledgementCode.AE).map(Enum::name).orElse("-"))
                .isEqualTo(notStored);
        assertThat(mode.atDestination(AcknowledgementCode.AE).map(Enum::name).orElse("-"))
                .isEqualTo(failed);
    }

    @Test
    void seesWhatAnUnreadableMessageAsksFor() {
        byte[] bad = message("NE", "ER").replace("ADT^A08", "").getBytes(StandardCharsets.US_ASCII);

        assertThat(AcknowledgementMode.ofUnreadable(bad))
                .isEqualTo(new AcknowledgementMode(Condition.NE, Condition.ER));
    }

    @Test
    void knowsWhoIsNeverAnswered() throws Hl7Problem {
        assertThat(asking("NE", "NE").asksForAnything()).isFalse();
        assertThat(asking("NE", "").asksForAnything()).isFalse();
        assertThat(asking("NE", "ER").asksForAnything()).isTrue();
        assertThat(asking("", "").asksForAnything()).isTrue();
    }

    @Test
    void readsTheFieldsThatDecide() throws Hl7Problem {
        Header header =
                Messages.read("MSH|^~\\&|A|B|C|D|2026||ADT^A08|7|P|2.5|12|P9|AL|NE\rPID|1")
                        .header();

        assertThat(header.sequenceNumber()).isEqualTo("12");
        assertThat(header.continuationPointer()).isEqualTo("P9");
        assertThat(header.acceptAcknowledgement()).isEqualTo("AL");
        assertThat(header.applicationAcknowledgement()).isEqualTo("NE");
    }
}
