// SPDX-License-Identifier: Apache-2.0
package org.arrimage.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Random;
import java.util.UUID;

class MessageIdsTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123Z");

    @Test
    void carriesTheMillisecondItWasMadeIn() {
        var ids = new MessageIds(InstantSource.fixed(NOON), new Random(1));

        assertThat(ids.next().at()).isEqualTo(NOON);
    }

    @Test
    void growsEvenWithinOneMillisecond() {
        var ids = new MessageIds(InstantSource.fixed(NOON), new Random(1));
        var made = new ArrayList<MessageId>();

        for (int i = 0; i < 10_000; i++) {
            made.add(ids.next());
        }

        assertThat(made).isSorted().doesNotHaveDuplicates();
        assertThat(made.getLast().at()).isBetween(NOON, NOON.plusMillis(3));
    }

    @Test
    void growsEvenWhenTheClockStepsBack() {
        var times = new ArrayList<>(java.util.List.of(NOON, NOON.minusSeconds(3600)));
        var ids = new MessageIds(times::removeFirst, new Random(1));

        assertThat(ids.next()).isLessThan(ids.next());
    }

    @Test
    void refusesAnotherVersionOfUuid() {
        var random = new UUID(0x4000, Long.MIN_VALUE);

        assertThatThrownBy(() -> new MessageId(random)).hasMessageContaining("not 4");
    }

    @Test
    void readsItsOwnText() {
        var id = new MessageIds(InstantSource.fixed(NOON), new Random(7)).next();

        assertThat(MessageId.parse(id.toString())).isEqualTo(id);
    }
}
