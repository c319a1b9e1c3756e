// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;

class PatientKeysTest {
    private static final String MSH = "MSH|^~\\&|A|B|C|D|2026||ADT^A08|7|P|2.5\r";

    private static PatientKeys keys(String rest) throws Hl7Problem {
        return PatientKeys.of(Messages.read(MSH + rest));
    }

    @Test
    void givesOnePatientOneKeyWhateverElseIsSent() throws Hl7Problem {
        var first = keys("PID|1||12^^^X&1.2&ISO^MR~99||N\r");
        var second = keys("EVN|A08\rPID|1|z|12 ^^^X||Other\rPV1|1|I\r");

        assertThat(first).isEqualTo(second);
        assertThat(first.other()).isEmpty();
        assertThat(first.primary()).isNotEqualTo(PatientKeys.NO_PATIENT);
    }

    @Test
    void separatesTheSameNumberOfTwoAuthorities() throws Hl7Problem {
        assertThat(keys("PID|1||12^^^X\r").primary())
                .isNotEqualTo(keys("PID|1||12^^^Y\r").primary());
    }

    @Test
    void fallsBackOnOlderFields() throws Hl7Problem {
        assertThat(keys("PID|1|12^^^X\r")).isEqualTo(keys("PID|1||12^^^X\r"));
        assertThat(keys("PID|1||\"\"|12^^^X\r")).isEqualTo(keys("PID|1||12^^^X\r"));
        assertThat(keys("PID|1\rPV1|1|I|||||||||||||||||12^^^X\r")).isNotEqualTo(keys("PID|1\r"));
    }

    @Test
    void putsMessagesWithoutPatientInOneLane() throws Hl7Problem {
        assertThat(keys("EVN|A08\r").keys()).containsExactly(PatientKeys.NO_PATIENT);
    }

    @Test
    void waitsForEveryPatientOfAMerge() throws Hl7Problem {
        var merge = keys("PID|1||12^^^X\rMRG|13^^^X\rPID|2||12^^^X\rMRG|14^^^X\r");

        assertThat(merge.keys()).hasSize(3);
        assertThat(merge.primary()).isEqualTo(keys("PID|1||12^^^X\r").primary());
        assertThat(merge.other()).hasValue(keys("PID|1||13^^^X\r").primary());
    }

    @Test
    void waitsForBothPatientsOfASwap() throws Hl7Problem {
        assertThat(keys("PID|1||12^^^X\rPV1|1|I\rPID|2||13^^^X\rPV1|2|I\r").keys()).hasSize(2);
    }

    private static PatientKeys event(String event, String rest) throws Hl7Problem {
        return PatientKeys.of(Messages.read(MSH.replace("A08", event) + rest));
    }

    private static long one(String number) throws Hl7Problem {
        return keys("PID|1||" + number + "\r").primary();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A18", "A30", "A34", "A35", "A36", "A39", "A40", "A41", "A42", "A43", "A44", "A45",
                "A46", "A47", "A48", "A49", "A50", "A51"
            })
    void waitsForBothPatientsOfEveryMergeAndMove(String event) throws Hl7Problem {
        var merge = event(event, "EVN|" + event + "\rPID|1||12^^^X\rMRG|13^^^X\rPV1|1|I\r");

        assertThat(merge.keys()).containsExactly(one("12^^^X"), one("13^^^X"));
        assertThat(event(event, "EVN|" + event + "\rPID|1||12^^^X\r").isWholeSource()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A17", "A24", "A37"})
    void waitsForBothPatientsOfASwapALinkAndAnUnlink(String event) throws Hl7Problem {
        var both = event(event, "PID|1||12^^^X\rPV1|1|I\rPID|2||13^^^X\rPV1|2|I\r");

        assertThat(both.keys()).containsExactly(one("12^^^X"), one("13^^^X"));
        assertThat(event(event, "PID|1||12^^^X\r").isWholeSource()).isTrue();
        assertThat(event(event, "PID|1||12^^^X\rPID|2||^^^X\r").isWholeSource()).isTrue();
    }

    @Test
    void waitsForEveryPairOfARepeatedMerge() throws Hl7Problem {
        var merges =
                event(
                        "A40",
                        "PID|1||1^^^X\r"
                                + "MRG|2^^^X\r"
                                + "PV1|1|I\r"
                                + "PID|2||3^^^X\r"
                                + "PD1|\r"
                                + "MRG|4^^^X\r"
                                + "PID|3||5^^^X\r"
                                + "MRG|6^^^X\r");

        assertThat(merges.keys())
                .containsExactlyInAnyOrder(
                        one("1^^^X"),
                        one("2^^^X"),
                        one("3^^^X"),
                        one("4^^^X"),
                        one("5^^^X"),
                        one("6^^^X"));
    }

    @Test
    void waitsForEveryIdentifierThatAMergeNames() throws Hl7Problem {
        var merge = event("A47", "PID|1|9^^^W|12^^^X~14^^^Y\rMRG|13^^^X~15^^^Y|8^^^Q||7^^^Z\r");

        assertThat(merge.keys())
                .containsExactlyInAnyOrder(
                        one("12^^^X"),
                        one("14^^^Y"),
                        one("9^^^W"),
                        one("13^^^X"),
                        one("15^^^Y"),
                        one("8^^^Q"),
                        one("7^^^Z"));
    }

    @Test
    void waitsForBothVisitsOfAMove() throws Hl7Problem {
        var move =
                event(
                        "A45",
                        "PID|1||12^^^X\r"
                                + "MRG|13^^^X||A1||V1^^^X\r"
                                + "PV1|1|I|||||||||||||||||V2^^^X\r");

        assertThat(move.keys())
                .containsExactlyInAnyOrder(
                        one("12^^^X"), one("13^^^X"), one("V1^^^X"), one("V2^^^X"));
        assertThat(move.keys()).contains(keys("PV1|1|I|||||||||||||||||V2^^^X\r").primary());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MRG",
                "MRG|",
                "MRG|\"\"",
                "MRG|^^^X",
                "MRG|||A1",
                "MRG|||A1||V1",
                "MRG|~~",
                "MRG| ^^^X"
            })
    void holdsTheWholeSourceBehindAMergeThatDoesNotSayOfWhom(String mrg) throws Hl7Problem {
        assertThat(event("A40", "PID|1||12^^^X\r" + mrg + "\r").keys())
                .containsExactly(PatientKeys.WHOLE_SOURCE);
        assertThat(event("A40", mrg + "\r").isWholeSource()).isTrue();
        assertThat(
                        event("A40", "PID|1||12^^^X\rMRG|13^^^X\rPID|2||14^^^X\r" + mrg + "\r")
                                .isWholeSource())
                .isTrue();
    }

    @Test
    void holdsTheWholeSourceBehindAMergeIntoNobody() throws Hl7Problem {
        assertThat(event("A40", "MRG|13^^^X\r").isWholeSource()).isTrue();
        assertThat(event("A40", "PID|1\rMRG|13^^^X\r").isWholeSource()).isTrue();
    }

    @Test
    void holdsTheWholeSourceBehindTooManyPatients() throws Hl7Problem {
        var rest = new StringBuilder();
        for (int i = 1; i <= PatientKeys.MOST; i++) {
            rest.append("PID|").append(i).append("||").append(i).append("^^^X\r");
        }
        assertThat(keys(rest.toString()).keys()).hasSize(PatientKeys.MOST);

        rest.append("PID|65||65^^^X\r");

        assertThat(keys(rest.toString()).isWholeSource()).isTrue();
    }

    @Test
    void neverOrdersACutMergeByOnePatientAlone() throws Hl7Problem {
        String head = "MSH|^~\\&|A|B|C|D|2026||ADT^A40|7|P|2.5\r";
        String whole = head + "PID|1||12^^^X\rMRG|13^^^X\r";
        int read = 0;

        for (int cut = head.length(); cut < whole.length(); cut++) {
            String left = whole.substring(0, cut);
            try {
                PatientKeys keys = PatientKeys.of(Messages.read(left));
                assertThat(keys.isWholeSource() || keys.keys().length == 2).as(left).isTrue();
                read++;
            } catch (Hl7Problem refused) {
                assertThat(refused.code()).isEqualTo(ProblemCode.SEGMENT_NAME_INVALID);
            }
        }

        assertThat(read).isGreaterThan(20);
    }

    @Test
    void spreadsNeighbouringNumbers() throws Hl7Problem {
        var lanes = new HashSet<Long>();
        for (int i = 0; i < 4096; i++) {
            lanes.add(keys("PID|1||" + (100000 + i) + "^^^X\r").primary() & 63);
        }

        assertThat(lanes).hasSize(64);
    }
}
