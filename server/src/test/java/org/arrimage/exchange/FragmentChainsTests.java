// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.exchange.FragmentChains.Outcome;
import org.arrimage.hl7v2.Fragment;
import org.arrimage.hl7v2.ProblemCode;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

class FragmentChainsTests {

    private static final Instant NOON = Instant.parse("2026-03-02T17:00:00Z");

    private final FragmentChains chains = new FragmentChains(2, 1_000);

    @Test
    void isWholeWithTheLastInTheOrderOfThePointers() {
        add(10, "", "p1");
        add(12, "p1", "p2");

        assertThat(add(15, "p2", ""))
                .isEqualTo(new Outcome.Kept(10, 3, NOON, List.of(10L, 12L, 15L), Optional.empty()));
    }

    @Test
    void keepsSeveralMessagesApart() {
        add(1, "", "a");
        add(2, "", "b");

        assertThat(whole(add(3, "b", ""))).containsExactly(2L, 3L);
        assertThat(whole(add(4, "a", ""))).containsExactly(1L, 4L);
    }

    @Test
    void refusesAFragmentThatNothingWaitsFor() {
        add(1, "", "a");

        assertThat(add(2, "b", ""))
                .isEqualTo(new Outcome.Refused(ProblemCode.CONTINUATION_UNKNOWN));
    }

    @Test
    void findsAFragmentThatComesAgainInItsPlace() {
        add(1, "", "a");
        add(2, "a", "b");
        add(3, "b", "");

        assertThat(whole(add(2, "a", "b"))).isEmpty();
        assertThat(whole(add(3, "b", ""))).containsExactly(1L, 2L, 3L);
    }

    @Test
    void remembersWhatWasJoinedForASenderThatMissedTheAnswer() {
        add(1, "", "a");
        add(2, "a", "");
        chains.joined(1);

        assertThat(whole(add(2, "a", ""))).containsExactly(1L, 2L);
        assertThat(add(3, "a", "")).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void replacesAnUnfinishedMessageWhoseSenderBeganAnew() {
        add(1, "", "a");

        assertThat(add(2, "", "a"))
                .isEqualTo(
                        new Outcome.Kept(
                                2,
                                1,
                                NOON,
                                List.of(),
                                Optional.of(new FragmentChains.Ended(1, List.of(1L), false))));
        assertThat(whole(add(3, "a", ""))).containsExactly(2L, 3L);
    }

    @Test
    void refusesMoreUnfinishedMessagesThanAllowedUntilOneEnds() {
        add(1, "", "a");
        add(2, "", "b");

        assertThat(add(3, "", "c")).isEqualTo(TOO_MUCH);
        add(4, "a", "");
        chains.joined(1);
        assertThat(add(3, "", "c")).isInstanceOf(Outcome.Kept.class);
    }

    @Test
    void refusesMoreBytesThanAllowed() {
        chains.add(1, 600, new Fragment("", "a"), NOON);

        assertThat(chains.add(2, 401, new Fragment("a", "b"), NOON)).isEqualTo(TOO_MUCH);
        assertThat(chains.add(3, 400, new Fragment("a", "b"), NOON))
                .isInstanceOf(Outcome.Kept.class);
    }

    @Test
    void knowsWhatWasBegunBeforeAMoment() {
        add(1, "", "a");
        chains.add(2, 10, new Fragment("", "b"), NOON.plusSeconds(60));

        assertThat(chains.begunBefore(NOON.plusSeconds(1)))
                .containsExactly(new FragmentChains.Ended(1, List.of(1L), false));
    }

    @Test
    void goesOnWithAMessageThatAnEarlierProcessBegan() {
        chains.restore(NOON, List.of(5L, 7L), 20, "b", false);

        assertThat(whole(add(9, "b", ""))).containsExactly(5L, 7L, 9L);
    }

    private static final Outcome TOO_MUCH = new Outcome.Refused(ProblemCode.CONTINUATION_TOO_MUCH);

    private Outcome add(long position, String continues, String announces) {
        return chains.add(position, 10, new Fragment(continues, announces), NOON);
    }

    private static List<Long> whole(Outcome outcome) {
        return outcome instanceof Outcome.Kept kept ? kept.whole() : List.of(-1L);
    }
}
