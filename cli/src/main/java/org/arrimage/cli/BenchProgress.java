// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.benchmarks.ExchangeReport.Backlog;
import org.arrimage.benchmarks.ExchangeReport.WarmUp;
import org.arrimage.benchmarks.Progress;
import org.arrimage.benchmarks.Work;

/** Says each step of a measure as a remark. */
record BenchProgress(Screen screen) implements Progress {

    @Override
    public void warmed(WarmUp warmUp) {
        screen.remark(
                warmUp.settled() ? "bench.warm" : "bench.notWarm",
                warmUp.seconds(),
                warmUp.limitSeconds());
    }

    @Override
    public void round(Work work, int round, double deliveredPerSecond, double limitPerSecond) {
        screen.remark(
                "bench.round",
                work.payload().work(),
                work.connections(),
                work.patients(),
                round,
                deliveredPerSecond,
                limitPerSecond);
    }

    @Override
    public void filled(long messages, long of, double perSecond) {
        screen.remark("bench.filled", messages, of, perSecond);
    }

    @Override
    public void caughtUp(Backlog backlog) {
        screen.remark(
                backlog.live() ? "bench.caughtUpLive" : "bench.caughtUp",
                backlog.messages(),
                backlog.filledPerSecond(),
                backlog.catchUpPerSecond());
    }
}
