// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.hl7v2.SequenceNumber.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** HL7 v2.5.1 §2.10.1. */
class SequenceNumberTest {

    private static Hl7Message numbered(String number) throws Hl7Problem {
        return Messages.read("MSH|^~\\&|A|B|C|D|2026||ADT^A08|7|P|2.5|" + number + "\rPID|1");
    }

    @Test
    void takesTheFirstNumberAsItComes() throws Hl7Problem {
        assertThat(SequenceNumber.NONE.receive(numbered("17")))
                .isEqualTo(new Step.Accepted(new SequenceNumber(17), 17));
    }

    @Test
    void echoesTheExpectedNumber() throws Hl7Problem {
        assertThat(new SequenceNumber(17).receive(numbered("18")))
                .isEqualTo(new Step.Accepted(new SequenceNumber(18), 18));
    }

    @Test
    void asksForTheNextWhenTheLastComesAgain() throws Hl7Problem {
        assertThat(new SequenceNumber(17).receive(numbered("17"))).isEqualTo(new Step.Repeated(18));
    }

    @ParameterizedTest
    @ValueSource(strings = {"16", "1", "19", "999999999999999"})
    void namesTheExpectedNumberWhenAnotherComes(String number) throws Hl7Problem {
        assertThat(new SequenceNumber(17).receive(numbered(number)))
                .isEqualTo(new Step.Unexpected(18));
    }

    @Test
    void saysWhereTheLinkStandsWhenTheSenderStartsIt() throws Hl7Problem {
        assertThat(new SequenceNumber(17).receive(numbered("0")))
                .isEqualTo(new Step.Signal(new SequenceNumber(17), 18));
        assertThat(SequenceNumber.NONE.receive(numbered("0")))
                .isEqualTo(new Step.Signal(SequenceNumber.NONE, -1));
    }

    @Test
    void forgetsTheNumbersWhenTheSenderResynchronises() throws Hl7Problem {
        Step step = new SequenceNumber(17).receive(numbered("-1"));

        assertThat(step).isEqualTo(new Step.Signal(SequenceNumber.NONE, -1));
        assertThat(SequenceNumber.NONE.receive(numbered("3")))
                .isEqualTo(new Step.Accepted(new SequenceNumber(3), 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\""})
    void leavesMessagesWithoutNumberAlone(String number) throws Hl7Problem {
        assertThat(new SequenceNumber(17).receive(numbered(number)))
                .isEqualTo(new Step.Unnumbered());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-2", "x", "1.5", "+", "1234567890123456"})
    void refusesWhatIsNoNumber(String number) throws Hl7Problem {
        assertThat(new SequenceNumber(17).receive(numbered(number)))
                .isEqualTo(new Step.Unreadable());
    }

    @Test
    void understandsAStartThatIsNoMessage() {
        byte[] start =
                "MSH|^~\\&|ADT|1|LAB|1|1990||^|XX3657|P|2.1|0\r"
                        .getBytes(StandardCharsets.US_ASCII);

        assertThat(new SequenceNumber(4).signal(start))
                .contains(new Step.Signal(new SequenceNumber(4), 5));
        assertThat(
                        new SequenceNumber(4)
                                .signal(
                                        "MSH|^~\\&|||||||||P|2.1|5\r"
                                                .getBytes(StandardCharsets.US_ASCII)))
                .isEmpty();
    }

    /** A sender that follows the chapter against a link that loses things both ways. */
    @Test
    void deliversEachNumberOnceWhateverGetsLost() throws Hl7Problem {
        var random = new Random(20261125);
        var state = SequenceNumber.NONE;
        List<Long> accepted = new ArrayList<>();
        long sending = 1;
        while (sending <= 500) {
            if (random.nextInt(4) == 0) {
                continue;
            }
            Step step = state.receive(numbered(Long.toString(sending)));
            boolean answerLost = random.nextInt(4) == 0;
            switch (step) {
                case Step.Accepted(SequenceNumber next, long answer) -> {
                    accepted.add(sending);
                    state = next;
                    sending = answerLost ? sending : answer + 1;
                }
                case Step.Repeated(long answer) -> sending = answerLost ? sending : answer;
                case Step.Unexpected _, Step.Signal _, Step.Unnumbered _, Step.Unreadable _ ->
                        throw new AssertionError("a faithful sender never gets " + step);
            }
        }

        assertThat(accepted).hasSize(500).doesNotHaveDuplicates().isSorted();
    }
}
