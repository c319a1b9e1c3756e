// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.connector.Receipt;
import org.arrimage.delivery.LaneId;
import org.arrimage.delivery.Lanes;
import org.arrimage.delivery.Outcome;
import org.arrimage.delivery.Work;
import org.arrimage.messagelog.Ticket;
import org.arrimage.route.Prepared;
import org.arrimage.rulebook.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * What follows from a receipt: settled, tried again later, or parked for a person.
 *
 * <p>A destination that cannot be reached is waited for, however long, since no message is at
 * fault; one that answers with trouble is tried a bounded number of times for each message.
 */
@Component
final class Settling {

    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);

    private final Lanes lanes;
    private final Owners owners;
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private final Map<LaneId, Integer> unreached = new ConcurrentHashMap<>();

    Settling(Lanes lanes, Owners owners) {
        this.lanes = lanes;
        this.owners = owners;
    }

    void settle(Delivering lane, Work work, Prepared.Ready ready, Receipt receipt) {
        lane.done();
        switch (receipt) {
            case Receipt.Taken taken -> {
                if (unreached.remove(lane.lane().id()) != null) {
                    LOG.info("Lane {}: the destination answers again", lane.lane().id());
                    lane.lane().resume();
                }
                lanes.settle(
                        lane.lane(),
                        work,
                        new Outcome.Delivered(taken.code(), sha256(ready.body())));
            }
            case Receipt.Declined declined -> park(lane, work, declinedFor(declined.code()));
            case Receipt.Troubled troubled -> {
                work.failed();
                again(lane, work, troubled.code());
            }
            case Receipt.Unanswered silence -> {
                work.unanswered(lane.lane().delivered());
                wait(lane, silence.cause());
                again(lane, work, "NO_ANSWER");
            }
            case Receipt.Unreached closed -> {
                wait(lane, closed.cause());
                lane.lane().putBack(work);
            }
        }
    }

    private void again(Delivering lane, Work work, String code) {
        if (work.failures() >= lane.retry().attempts()) {
            park(lane, work, spent(work.failures(), code));
        } else {
            lane.lane()
                    .retryLater(
                            work, backoff.waitMillis(lane.retry(), Math.max(1, work.failures())));
        }
    }

    private void wait(Delivering lane, String cause) {
        int failures = unreached.merge(lane.lane().id(), 1, Integer::sum);
        long millis = backoff.waitMillis(lane.retry(), failures);
        if (failures == 1) {
            LOG.warn(
                    "Lane {}: no answer from the destination ({}); waiting for it",
                    lane.lane().id(),
                    cause);
        }
        lane.lane().pause(millis);
    }

    /** Parks what cannot be said in the destination's language; its owner is told. */
    void park(Delivering lane, Work work, Prepared.Untranslatable untranslatable) {
        park(
                lane,
                work,
                new Outcome.Parked(
                        untranslatable.problem().code().name(),
                        Reasons.of(untranslatable.problem())));
    }

    /** Parks what made our own code fail, so that it blocks its key and nothing else. */
    void parkBroken(Delivering lane, Work work) {
        park(
                lane,
                work,
                new Outcome.Parked(
                        "INTERNAL",
                        new Text(
                                "Erreur interne pendant la préparation; voir le journal du"
                                        + " service.",
                                "Internal error while preparing; see the service's log.")));
    }

    private void park(Delivering lane, Work work, Outcome.Parked reason) {
        lane.done();
        lanes.settle(lane.lane(), work, reason);
        LOG.warn(
                "Message {} is parked at {}: {}",
                work.logged().message().id(),
                lane.lane().id(),
                reason.code());
        owners.tellParked(lane.lane().id(), work.logged().message().id(), reason);
    }

    /** The receipt of a request. */
    void relayed(Relay relay, Ticket ticket, Prepared.Ready ready, Receipt receipt) {
        byte[] sent = sha256(ready.body());
        switch (receipt) {
            case Receipt.Taken(String code, byte[] answer) ->
                    lanes.relayed(relay.lane(), ticket.position(), "DELIVERED", code, sent, answer);
            case Receipt.Declined(String code, byte[] answer) ->
                    lanes.relayed(relay.lane(), ticket.position(), "REFUSED", code, sent, answer);
            case Receipt.Troubled(String code, byte[] answer) ->
                    lanes.relayed(relay.lane(), ticket.position(), "REFUSED", code, sent, answer);
            case Receipt.Unanswered _, Receipt.Unreached _ ->
                    lanes.relayed(
                            relay.lane(), ticket.position(), "NO_ANSWER", "", sent, new byte[0]);
        }
    }

    private static Outcome.Parked declinedFor(String code) {
        return new Outcome.Parked(
                "DECLINED",
                new Text(
                        "La destination a refusé le message (réponse " + code + ").",
                        "The destination refused the message (it answered " + code + ")."));
    }

    private static Outcome.Parked spent(int failures, String code) {
        return new Outcome.Parked(
                "ATTEMPTS_SPENT",
                new Text(
                        failures + " tentatives sans succès; dernière réponse : " + code + ".",
                        failures + " attempts without success; last answer: " + code + "."));
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
    }
}
