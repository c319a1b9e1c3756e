// SPDX-License-Identifier: Apache-2.0
package org.arrimage.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

class DeadlineTest {

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofMinutes(10);

    private final CountDownLatch ended = new CountDownLatch(1);

    @Test
    void endsAWaitThatLastsTooLong() throws InterruptedException {
        try (Deadline deadline = Deadline.of(ended::countDown)) {
            deadline.arm(SHORT);

            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(deadline.late()).isTrue();
        }
    }

    @Test
    void staysLateWhateverComesAfter() throws InterruptedException {
        try (Deadline deadline = Deadline.of(ended::countDown)) {
            deadline.arm(SHORT);
            ended.await();

            deadline.disarm();
            deadline.arm(LONG);

            assertThat(deadline.late()).isTrue();
        }
    }

    @Test
    void leavesAloneWhatIsNotArmedOverOrForgotten() throws InterruptedException {
        Deadline forgotten = Deadline.of(ended::countDown);
        forgotten.arm(SHORT);
        forgotten.close();
        try (Deadline never = Deadline.of(ended::countDown);
                Deadline over = Deadline.of(ended::countDown);
                Deadline anew = Deadline.of(ended::countDown)) {
            over.arm(SHORT);
            over.disarm();
            anew.arm(SHORT);
            anew.arm(LONG);

            assertThat(ended.await(500, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(never.late() || over.late() || anew.late()).isFalse();
        }
    }
}
