// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.connector.LargeBody;
import org.arrimage.connector.Outgoing;
import org.arrimage.connector.Receipt;
import org.arrimage.delivery.Lanes;
import org.arrimage.delivery.Outcome;
import org.arrimage.delivery.RelayedAnswer;
import org.arrimage.delivery.Work;
import org.arrimage.messagelog.Ticket;
import org.arrimage.route.Prepared;
import org.arrimage.rulebook.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
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

    Settling(Lanes lanes, Owners owners) {
        this.lanes = lanes;
        this.owners = owners;
    }

    void settle(Delivering lane, Work work, Outgoing sent, Receipt receipt) {
        lane.done(work);
        switch (receipt) {
            case Receipt.Taken taken ->
                    lanes.settle(
                            lane.lane(), work, new Outcome.Delivered(taken.code(), sha256(sent)));
            case Receipt.Declined declined -> {
                answers(lane);
                park(lane, work, declinedFor(declined.code()));
            }
            case Receipt.Troubled troubled -> {
                answers(lane);
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

    private static void answers(Delivering lane) {
        if (lane.lane().reachable()) {
            LOG.info("Lane {}: the destination answers again", lane.lane().id());
        }
    }

    private void wait(Delivering lane, String cause) {
        if (lane.lane().unreachable(failures -> backoff.waitMillis(lane.retry(), failures))) {
            LOG.warn(
                    "Lane {}: no answer from the destination ({}); waiting for it",
                    lane.lane().id(),
                    cause);
        }
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
        lane.done(work);
        lanes.settle(lane.lane(), work, reason);
        LOG.warn(
                "Message {} is parked at {}: {}",
                work.logged().id(),
                lane.lane().id(),
                reason.code());
        if (work.replayed()) {
            return;
        }
        owners.tellParked(lane.lane().id(), work.logged().id(), reason);
    }

    /** The receipt of a request. */
    void relayed(Relay relay, Ticket ticket, Outgoing outgoing, Receipt receipt) {
        byte[] sent = sha256(outgoing);
        RelayedAnswer answer =
                switch (receipt) {
                    case Receipt.Taken(String code, byte[] body) ->
                            new RelayedAnswer("DELIVERED", code, sent, body);
                    case Receipt.Declined(String code, byte[] body) ->
                            new RelayedAnswer("REFUSED", code, sent, body);
                    case Receipt.Troubled(String code, byte[] body) ->
                            new RelayedAnswer("REFUSED", code, sent, body);
                    case Receipt.Unanswered _, Receipt.Unreached _ ->
                            new RelayedAnswer("NO_ANSWER", "", sent, new byte[0]);
                };
        lanes.relayed(relay.lane(), ticket.position(), answer);
    }

    /** What the destination answered to the same request before, if it did. */
    Optional<RelayedAnswer> answeredBefore(Relay relay, Ticket ticket) {
        return lanes.relayed(relay.lane(), ticket.position());
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

    private static byte[] sha256(Outgoing sent) {
        return sent.large().map(LargeBody::sha256).orElseGet(() -> sha256().digest(sent.body()));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
    }
}
