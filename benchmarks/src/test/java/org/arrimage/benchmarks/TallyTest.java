// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.stream.IntStream;

class TallyTest {

    private final Tally tally = tally(2, 4, 1);

    @Test
    void countsWhatArrivesOnceAndMeasuresItsWay() {
        tally.sending(0, 0, 1_000_000);

        tally.arrived(0, edited(0, 0), 3_000_000);

        assertThat(tally.count().delivered()).isEqualTo(1);
        assertThat(tally.count().endToEnd().summary().p50()).isEqualTo(2.0);
        assertThat(tally.firstArrival()).isEqualTo(3_000_000);
        assertThat(tally.count().lastArrival()).isEqualTo(3_000_000);
    }

    @Test
    void countsADuplicateOnce() {
        tally.arrived(0, edited(1, 5), 1);
        tally.arrived(0, edited(1, 5), 2);

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

        tally.arrived(0, edited(0, later), 1);
        tally.arrived(0, edited(0, other), 2);
        tally.arrived(0, edited(0, first), 3);

        assertThat(tally.count().outOfOrder()).isEqualTo(1);
        assertThat(tally.count().delivered()).isEqualTo(3);
    }

    @Test
    void countsAMessageOnceEveryDestinationHasIt() {
        Tally three = tally(2, 4, 3);
        three.sending(0, 0, 1_000_000);

        three.arrived(0, edited(three, 0, 0), 2_000_000);
        three.arrived(2, edited(three, 0, 0), 3_000_000);
        long beforeTheLast = three.delivered();
        three.arrived(1, edited(three, 0, 0), 5_000_000);

        assertThat(beforeTheLast).isZero();
        assertThat(three.delivered()).isEqualTo(1);
        assertThat(three.count().endToEnd().summary().max()).isEqualTo(4.0);
        assertThat(three.count().duplicates()).isZero();
    }

    @Test
    void seesDuplicatesAndDisorderAtEachDestination() {
        Tally two = tally(1, 1, 2);

        two.arrived(0, edited(two, 0, 0), 1);
        two.arrived(0, edited(two, 0, 1), 2);
        two.arrived(1, edited(two, 0, 1), 3);
        two.arrived(1, edited(two, 0, 0), 4);
        two.arrived(1, edited(two, 0, 0), 5);

        assertThat(two.count().delivered()).isEqualTo(2);
        assertThat(two.count().outOfOrder()).isEqualTo(1);
        assertThat(two.count().duplicates()).isEqualTo(1);
    }

    @Test
    void checksTheOrderOfEachConnectionWhenTheyShareAPatient() {
        Tally one = tally(3, 1, 1);

        one.arrived(0, edited(one, 0, 0), 1);
        one.arrived(0, edited(one, 2, 0), 2);
        one.arrived(0, edited(one, 1, 1), 3);
        one.arrived(0, edited(one, 0, 1), 4);
        long betweenConnections = one.count().outOfOrder();
        one.arrived(0, edited(one, 1, 0), 5);

        assertThat(one.patient(2, 7)).isZero();
        assertThat(betweenConnections).isZero();
        assertThat(one.count().outOfOrder()).isEqualTo(1);
    }

    @Test
    void seesMissingEditsAndAnotherPatientsEdits() {
        tally.arrived(0, raw(tally, 0, 0), 1);
        byte[] control = tally.control(0, 1);
        int another = tally.patient(0, 1) + 2;
        tally.arrived(0, Relay.edit(message(control, another)), 2);

        assertThat(tally.count().unedited()).isEqualTo(2);
        assertThat(tally.count().delivered()).isEqualTo(2);
    }

    @Test
    void leavesAnotherRunsMessagesAlone() {
        Tally other = new Tally(new Tally.Plan("R02", 2, 4, 1, 1_000));
        var arrivals = new Arrivals();
        arrivals.expect(tally, other);

        arrivals.arrived(0, edited(other, 0, 0), 1);
        arrivals.arrived(0, edited(new Tally(new Tally.Plan("R03", 2, 4, 1, 1_000)), 0, 0), 2);

        assertThat(tally.delivered()).isZero();
        assertThat(other.delivered()).isEqualTo(1);
        assertThat(arrivals.takeStrays()).isEqualTo(1);
        assertThat(arrivals.takeStrays()).isZero();
    }

    @Test
    void namesRunsWithThreeCharacters() {
        assertThat(Tally.name(0)).isEqualTo("R00");
        assertThat(Tally.name(35)).isEqualTo("R0Z");
        assertThat(Tally.name(1_295)).isEqualTo("RZZ");
        assertThat(Tally.name(1_296)).isEqualTo("R00");
    }

    @Test
    void givesEachPatientToOneConnection() {
        for (int i = 0; i < 100; i++) {
            assertThat(tally.patient(0, i) % 2).isZero();
            assertThat(tally.patient(1, i) % 2).isEqualTo(1);
            assertThat(tally.patient(1, i)).isBetween(0, 3);
        }
    }

    private static Tally tally(int connections, int patients, int destinations) {
        return new Tally(new Tally.Plan("R01", connections, patients, destinations, 1_000));
    }

    private static byte[] message(byte[] control, int patient) {
        byte[] room = new byte[Payload.ADT.pool().largest()];
        return Arrays.copyOf(room, Payload.ADT.pool().write(room, 0, control, patient));
    }

    private static byte[] raw(Tally tally, int connection, int sequence) {
        return message(tally.control(connection, sequence), tally.patient(connection, sequence));
    }

    private static byte[] edited(Tally tally, int connection, int sequence) {
        return Relay.edit(raw(tally, connection, sequence));
    }

    private byte[] edited(int connection, int sequence) {
        return edited(tally, connection, sequence);
    }
}
