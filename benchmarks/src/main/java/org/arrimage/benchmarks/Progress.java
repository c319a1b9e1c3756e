// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import org.arrimage.benchmarks.ExchangeReport.Backlog;
import org.arrimage.benchmarks.ExchangeReport.WarmUp;

/** Told of each step of a measure as it ends. */
public interface Progress {

    /** An engine is warm. */
    void warmed(WarmUp warmUp);

    /** A round of a work ended. */
    void round(Work work, int round, double deliveredPerSecond, double limitPerSecond);

    /** So many messages of a preload are in the log. */
    void filled(long messages, long of, double perSecond);

    /** A backlog was caught up. */
    void caughtUp(Backlog backlog);
}
