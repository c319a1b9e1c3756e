// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

import java.util.stream.IntStream;

class TallyTest {

    private final Tally tally = new Tally("R01", 2, 4);

    @Test
    void countsWhatArrivesOnceAndMeasuresItsWay() {
        tally.sending(0, 0, 1_000_000);

        tally.arrived(edited(0, 0), 3_000_000);

        assertThat(tally.count().delivered()).isEqualTo(1);
        assertThat(tally.count().endToEnd().summary().p50()).isEqualTo(2.0);
        assertThat(tally.count().lastArrival()).isEqualTo(3_000_000);
    }

    @Test
    void countsADuplicateOnce() {
        tally.arrived(edited(1, 5), 1);
        tally.arrived(edited(1, 5), 2);

        assertThat(tally.count().delivered()).isEqualTo(1);
        assertThat(tally.count().duplicates()).isEqualTo(1);
    }

    @Test
    void seesDisorderWithinAPatientOnly() {
        int first = 0;
        int later =
                IntStream.range(1, 50)
                        .filter(i -> tally.patient(0, i) == tally.patient(0, first))
                        .findFirst()
                        .orElseThrow();
        int other =
                IntStream.range(1, 50)
                        .filter(i -> tally.patient(0, i) != tally.patient(0, first))
                        .findFirst()
                        .orElseThrow();

        tally.arrived(edited(0, later), 1);
        tally.arrived(edited(0, other), 2);
        tally.arrived(edited(0, first), 3);

        assertThat(tally.count().outOfOrder()).isEqualTo(1);
        assertThat(tally.count().delivered()).isEqualTo(3);
    }

    @Test
    void seesMissingEditsAndStrangers() {
        tally.arrived(raw(0, 0), 1);
        tally.arrived("MSH|^~\\&|X|Y|Z|W|2026||ADT^A01|OTHER|P|2.5\rPID|1\r".getBytes(US_ASCII), 2);

        assertThat(tally.count().unedited()).isEqualTo(1);
        assertThat(tally.count().unknown()).isEqualTo(1);
    }

    @Test
    void givesEachPatientToOneConnection() {
        for (int i = 0; i < 100; i++) {
            assertThat(tally.patient(0, i) % 2).isZero();
            assertThat(tally.patient(1, i) % 2).isEqualTo(1);
            assertThat(tally.patient(1, i)).isBetween(0, 3);
        }
    }

    private byte[] raw(int connection, int sequence) {
        byte[] patient =
                Integer.toString(Tally.FIRST_PATIENT + tally.patient(connection, sequence))
                        .getBytes(US_ASCII);
        return Payload.ADT.message(tally.control(connection, sequence), patient);
    }

    private byte[] edited(int connection, int sequence) {
        return Relay.edit(raw(connection, sequence));
    }

    @Test
    void sendsAnAdmissionOfAboutAKilobyte() {
        assertThat(raw(0, 0).length).isBetween(900, 1_150);
        assertThat(new String(raw(0, 0), UTF_8)).contains("Zoé").endsWith("\r");
        assertThat(Payload.PDF.message(new byte[0], new byte[0]).length)
                .isBetween(195_000, 205_000);
        assertThat(Payload.ORU.message(new byte[0], new byte[0]).length).isBetween(4_500, 7_000);
    }
}
