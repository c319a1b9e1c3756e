// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

import org.arrimage.hl7v2.AcknowledgementCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers of one destination that no message waited for, told apart by what was sent lately: late
 * ones, second ones, and those about nothing we know. Counted and never credited to another
 * message.
 */
public final class Strays {

    /** Control ids remembered; an answer later than so many messages counts as unknown. */
    private static final int REMEMBERED = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(Strays.class);

    private final String asset;
    private final AtomicLong late = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong unknown = new AtomicLong();
    private final Map<String, Told> told =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Told> eldest) {
                    return size() > REMEMBERED;
                }
            };

    /** What was told of a message that was sent lately. */
    private enum Told {
        NOTHING,
        /** Its safe storage: what the application made of it may still come. */
        STORED,
        ALL
    }

    Strays(String asset) {
        this.asset = asset;
    }

    synchronized void answered(String controlId, AcknowledgementCode code) {
        told.put(controlId, code.acceptLevel() && code.accepts() ? Told.STORED : Told.ALL);
    }

    synchronized void unanswered(String controlId) {
        told.put(controlId, Told.NOTHING);
    }

    /** A message still under way is stored over there; false when that was told before. */
    synchronized boolean stored(String controlId) {
        return told.put(controlId, Told.STORED) != Told.STORED;
    }

    /** Whether this is the second of the two answers of enhanced mode (HL7 v2.5.1 §2.9.3). */
    synchronized boolean isSecond(String controlId, AcknowledgementCode code) {
        return !code.acceptLevel() && told.replace(controlId, Told.STORED, Told.ALL);
    }

    /** An answer came that nothing waits for. */
    synchronized void count(String controlId) {
        Told known = told.get(controlId);
        AtomicLong counter = known == null ? unknown : known == Told.NOTHING ? late : repeated;
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
