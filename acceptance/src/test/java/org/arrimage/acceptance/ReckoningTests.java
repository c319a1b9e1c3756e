// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arrimage.acceptance.Behaviour.Said;
import org.arrimage.acceptance.CountingReceiver.Treated;
import org.arrimage.acceptance.Reckoning.Told;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The judge is judged: every way in which an exchange may break its promise is seen. */
class ReckoningTests {

    private final List<Treated> treated = new ArrayList<>();

    @Test
    void isContentWithEachMessageOnceInOrder() {
        arrives("1", "P1", Said.ACCEPTED, 0);
        arrives("2", "P1", Said.ACCEPTED, 0);

        Reckoning reckoning = reckon(told("1", "2"), 0, 0);

        assertThat(reckoning).isEqualTo(new Reckoning(2, 2, 0, 0, 0, 0, 0, 0));
        reckoning.mustHold("as it should be");
    }

    @Test
    void seesALoss() {
        arrives("1", "P1", Said.ACCEPTED, 0);

        Reckoning reckoning = reckon(told("1", "2"), 0, 0);

        assertThat(reckoning.lost()).isOne();
        assertThatThrownBy(() -> reckoning.mustHold("a loss")).hasMessageContaining("lost 1");
    }

    @Test
    void countsWhatIsParkedOrWaitsAsKept() {
        arrives("1", "P1", Said.ACCEPTED, 0);

        assertThat(reckon(told("1", "2", "3"), 1, 1).lost()).isZero();
        assertThat(reckon(told("1", "2", "3"), 1, 0).lost()).isOne();
    }

    @Test
    void takesAnAnswerAboutAnotherMessageForNone() {
        arrives("1", "P1", Said.NOTHING, 0);

        assertThat(reckon(told("1"), 0, 0).lost()).isOne();
    }

    @Test
    void seesADuplicateWithoutAReason() {
        arrives("1", "P1", Said.ACCEPTED, 0);
        arrives("1", "P1", Said.ACCEPTED, 0);

        Reckoning reckoning = reckon(told("1"), 0, 0);

        assertThat(reckoning.unexplained()).isOne();
        assertThatThrownBy(() -> reckoning.mustHold("a duplicate"))
                .hasMessageContaining("duplicates without a reason 1");
    }

    @Test
    void explainsADuplicateByADeathADoubtOrTheSender() {
        arrives("1", "P1", Said.ACCEPTED, 0);
        arrives("1", "P1", Said.ACCEPTED, 1);
        arrives("2", "P2", Said.PERHAPS, 1);
        arrives("2", "P2", Said.ACCEPTED, 1);
        arrives("3", "P3", Said.ACCEPTED, 1);
        arrives("3", "P3", Said.ACCEPTED, 1);

        Reckoning reckoning =
                Reckoning.of(new Told(Set.of("1", "2", "3"), Set.of("3")), treated, 0, 0);

        assertThat(reckoning.explained()).isEqualTo(3);
        assertThat(reckoning.unexplained()).isZero();
    }

    @Test
    void takesARetryAfterARefusalForNoDuplicate() {
        arrives("1", "P1", Said.REFUSED, 0);
        arrives("1", "P1", Said.ACCEPTED, 0);

        assertThat(reckon(told("1"), 0, 0)).isEqualTo(new Reckoning(1, 1, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void seesAMessageThatOvertookAnother() {
        arrives("2", "P1", Said.ACCEPTED, 0);
        arrives("1", "P1", Said.ACCEPTED, 0);

        assertThat(reckon(told("1", "2"), 0, 0).overtaken()).isOne();
    }

    @Test
    void seesAMessageThatWentBeforeTheRetriesOfAnotherHadEnded() {
        arrives("1", "P1", Said.REFUSED, 0);
        arrives("2", "P1", Said.ACCEPTED, 0);
        arrives("1", "P1", Said.ACCEPTED, 0);

        assertThat(reckon(told("1", "2"), 0, 0).overtaken()).isOne();
    }

    @Test
    void asksNoOrderBetweenPatients() {
        arrives("2", "P2", Said.ACCEPTED, 0);
        arrives("1", "P1", Said.ACCEPTED, 0);

        assertThat(reckon(told("1", "2"), 0, 0).overtaken()).isZero();
    }

    private void arrives(String controlId, String patient, Said said, int life) {
        int nth = treated.size() + 1;
        treated.add(new Treated(new Arrival(controlId, patient, nth, 1, life, life, nth), said));
    }

    private Reckoning reckon(Told told, long parked, long waiting) {
        return Reckoning.of(told, treated, parked, waiting);
    }

    private static Told told(String... acknowledged) {
        return new Told(Set.of(acknowledged), Set.of());
    }
}
