// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.HashSet;

class OrderingKeysTest {
    private static final String MSH = "MSH|^~\\&|A|B|C|D|2026||ADT^A08|7|P|2.5\r";

    private static OrderingKeys keys(String rest) throws Hl7Problem {
        return OrderingKeys.of(Messages.read(MSH + rest));
    }

    @Test
    void givesOnePatientOneKeyWhateverElseIsSent() throws Hl7Problem {
        var first = keys("PID|1||12^^^X&1.2&ISO^MR~99||N\r");
        var second = keys("EVN|A08\rPID|1|z|12 ^^^X||Other\rPV1|1|I\r");

        assertThat(first).isEqualTo(second);
        assertThat(first.other()).isEmpty();
        assertThat(first.primary()).isNotEqualTo(OrderingKeys.NO_PATIENT);
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
        assertThat(keys("EVN|A08\r").keys()).containsExactly(OrderingKeys.NO_PATIENT);
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

    @Test
    void spreadsNeighbouringNumbers() throws Hl7Problem {
        var lanes = new HashSet<Long>();
        for (int i = 0; i < 4096; i++) {
            lanes.add(keys("PID|1||" + (100000 + i) + "^^^X\r").primary() & 63);
        }

        assertThat(lanes).hasSize(64);
    }
}
