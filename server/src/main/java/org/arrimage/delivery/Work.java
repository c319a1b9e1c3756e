// SPDX-License-Identifier: Apache-2.0
package org.arrimage.delivery;

import org.arrimage.messagelog.LoggedMessage;
import org.arrimage.messagelog.OrderingKeys;

/** One message on its way through one lane. Guarded by the lane's lock. */
public final class Work {

    /** Where the message stands. */
    enum State {
        WAITING,
        READY,
        IN_FLIGHT,
        SETTLED
    }

    private final LoggedMessage logged;
    private final OrderingKeys keys;
    private final Track track;
    private State state = State.WAITING;
    private int attempts;
    private int failures;
    private long deliveredBefore = -1;
    private int ahead;

    Work(LoggedMessage logged, OrderingKeys keys, Track track) {
        this.logged = logged;
        this.keys = keys;
        this.track = track;
    }

    /** The message, as the log has it. */
    public LoggedMessage logged() {
        return logged;
    }

    /** A person asked for it to be sent again. */
    public boolean replayed() {
        return track.kind() == Track.Kind.REPLAY;
    }

    long position() {
        return logged.position();
    }

    OrderingKeys keys() {
        return keys;
    }

    Track track() {
        return track;
    }

    State state() {
        return state;
    }

    void state(State next) {
        this.state = next;
    }

    int attempts() {
        return attempts;
    }

    void taken() {
        state = State.IN_FLIGHT;
        attempts++;
    }

    /** It was taken and not sent after all. */
    void givenBack() {
        state = State.READY;
        attempts--;
    }

    /** How many attempts count against its limit. */
    public int failures() {
        return failures;
    }

    /** Counts a failure that the destination answered. */
    public void failed() {
        failures++;
    }

    /**
     * Counts a silence only when the lane delivered something since the last one: a destination
     * that is down is not this message's fault, one that falls silent on this message alone is.
     */
    public void unanswered(long deliveredByLane) {
        if (deliveredBefore >= 0 && deliveredByLane > deliveredBefore) {
            failures++;
        }
        deliveredBefore = deliveredByLane;
    }

    /** How many of its keys still have an earlier message. */
    int ahead() {
        return ahead;
    }

    void ahead(int keysWithEarlierMessages) {
        this.ahead = keysWithEarlierMessages;
    }
}
