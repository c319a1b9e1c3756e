// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers of one destination that no message waited for, told apart by what was sent lately: late
 * ones, second ones, and those about nothing we know. Counted and never credited to another message.
 */
public final class Strays {

    /** Control ids remembered; an answer later than so many messages counts as unknown. */
    private static final int REMEMBERED = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(Strays.class);

    private final String asset;
    private final AtomicLong late = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();
    private final Map<String, Boolean> answered =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            };

    Strays(String asset) {
        this.asset = asset;
    }

    synchronized void answered(String controlId) {
        answered.put(controlId, true);
    }

    synchronized void unanswered(String controlId) {
        answered.put(controlId, false);
    }

    /** An answer came that nothing waits for. */
    synchronized void count(String controlId) {
        Boolean known = answered.get(controlId);
        AtomicLong counter = known == null ? unknown : known ? repeated : late;
        if (counter.incrementAndGet() == 1) {
            LOG.warn(
                    "{} sent an answer that no message waits for; such answers are passed over and"
                            + " counted",
                    asset);
        }
    }

    /** Answers that came after their message was given up. */
    public long late() {
        return late.get();
    }

    /** Second answers to a message. */
    public long repeated() {
        return repeated.get();
    }

    /** Answers about messages that were not sent lately. */
    public long unknown() {
        return unknown.get();
    }
}
