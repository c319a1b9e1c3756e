// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.connector.Arrival;
import org.arrimage.connector.Receipt;
import org.arrimage.connector.Reception.Answer;
import org.arrimage.connector.Reception.Reply;
import org.arrimage.delivery.RelayedAnswer;
import org.arrimage.hl7v2.AcknowledgementCode;
import org.arrimage.hl7v2.AcknowledgementMode;
import org.arrimage.hl7v2.BatchAnswer;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Location;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Text;
import org.arrimage.kernel.MessageIds;
import org.arrimage.messagelog.Quarantine;
import org.arrimage.messagelog.Ticket;
import org.arrimage.mllp.Frame;
import org.arrimage.route.Prepared;
import org.arrimage.rulebook.Clearance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Step 3 of a message's path: the answer to the sender, only once what it promises is true.
 *
 * <p>HL7 v2 chapter 2: AA once the message is on disk, AE or AR with an ERR segment that says where
 * and why; the code of the destination when the route relays it. A sender in enhanced mode (HL7
 * v2.5.1 §2.9.3) is told CA, CE or CR where MSH-15 asks for it, and nothing where it asks for
 * nothing. There is one answer to a message; two to a request that asks for both: CA once it is on
 * disk, then what the destination made of it.
 */
@Component
final class Acknowledger {

    /** A sender waits about this long before it sends again; so do we for the disk. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Acknowledger.class);
    private static final byte[] NOTHING = {};
    private static final Location WHOLE_MESSAGE = Location.field("MSH", 1, 10, -1);

    private final Quarantine quarantine;
    private final DoorCounts counts;
    private final MessageIds ids;
    private final InstantSource clock;

    Acknowledger(Quarantine quarantine, DoorCounts counts, MessageIds ids, InstantSource clock) {
        this.quarantine = quarantine;
        this.counts = counts;
        this.ids = ids;
        this.clock = clock;
    }

    /** Waits for the commit, then accepts. */
    Answer acknowledge(Inspected.Admitted admitted, Ticket ticket) throws InterruptedException {
        if (!ticket.awaitDurable(LONGEST_WAIT)) {
            return notRecorded(admitted);
        }
        return accepted(admitted, ticket);
    }

    /** The same answer for the same message, whenever it comes: all of it follows from the log. */
    private static Answer accepted(Inspected.Admitted admitted, Ticket ticket) {
        return accepted(admitted, ticket, modeOf(admitted).atCommit(AcknowledgementCode.AA));
    }

    private static Answer accepted(
            Inspected.Admitted admitted, Ticket ticket, Optional<AcknowledgementCode> said) {
        return taken(
                said.map(code ->
                        new org.arrimage.hl7v2.Reply(
                                        code,
                                        Long.toString(ticket.position(), 36)
                                                .toUpperCase(Locale.ROOT),
                                        ticket.receivedAt(),
                                        OpenRoutes.ZONE,
                                        List.of())
                                .to(admitted.message())));
    }

    /** The disk did not answer in time: nothing is promised, the sender will send again. */
    Answer notRecorded(Inspected.Admitted admitted) {
        return error(admitted, new Hl7Problem(ProblemCode.NOT_RECORDED, WHOLE_MESSAGE));
    }

    /** Keeps what is refused, then says why. */
    Reply refuse(Arrival arrival, Inspected.Refused refused) {
        Hl7Problem problem = refused.problem();
        counts.refused(arrival.link().asset());
        LOG.info(
                "Link {}: refused {} at {}",
                arrival.link().asset(),
                problem.code(),
                place(arrival, problem));
        keep(arrival, refused);
        byte[] bytes = Frame.withoutFraming(refused.bytes());
        byte[] body =
                AcknowledgementMode.ofUnreadable(bytes)
                        .atCommit(problem.code().acknowledgement())
                        .map(code -> reply(code, List.of(problem)).toUnreadable(bytes))
                        .orElse(NOTHING);
        Answer answer = Answer.refused(body, refused.closeAfter());
        return () -> answer;
    }

    private static String place(Arrival arrival, Hl7Problem problem) {
        return arrival.alone()
                ? problem.where().toString()
                : arrival.part() + ": " + problem.where();
    }

    /** Puts refused bytes in the quarantine. */
    void keep(Arrival arrival, Inspected.Refused refused) {
        Hl7Problem problem = refused.problem();
        try {
            quarantine.keep(
                    ids.next(),
                    new Quarantine.Refusal(
                            arrival.link().asset(),
                            arrival.peer(),
                            problem.code().name(),
                            place(arrival, problem),
                            Reasons.of(problem),
                            refused.truncated()),
                    refused.bytes());
        } catch (DataAccessException unavailable) {
            // The sender still has what it sent and is told so; only our copy is missing.
            LOG.warn("Link {}: a refused message could not be kept", arrival.link().asset());
        }
    }

    /** A request on a route that may not run: the reason at once, nothing stored. */
    Answer held(Inspected.Admitted admitted, Clearance clearance) {
        counts.refused(admitted.asset());
        var reason = Reasons.of(clearance);
        return error(
                admitted,
                new Hl7Problem(
                        ProblemCode.ROUTE_HELD,
                        Location.field("MSH", 1, 9, -1),
                        new Text(reason.fr(), reason.en())));
    }

    /** The request is on disk: says so at once to who asks for both answers, then goes on. */
    Answer stored(Inspected.Admitted admitted, Ticket ticket, Reply destination)
            throws InterruptedException {
        AcknowledgementMode mode = modeOf(admitted);
        if (!mode.asksTwice()) {
            return destination.await();
        }
        Answer stored = accepted(admitted, ticket, mode.acceptOnly(AcknowledgementCode.AA));
        return new Answer(stored.body(), false, true, Optional.of(destination));
    }

    /** A request that cannot be said in the destination's language. */
    Answer untranslatable(Inspected.Admitted admitted, Prepared.Untranslatable problem) {
        return failed(admitted, problem.problem());
    }

    /** What the destination answered to the same request before. */
    Answer repeated(Inspected.Admitted admitted, Relay relay, Ticket ticket, RelayedAnswer before) {
        counts.relayedBy(relay.route());
        boolean delivered = before.outcome().equals("DELIVERED");
        if (relay.speaksHl7v2()) {
            return passedOn(
                    admitted,
                    delivered ? AcknowledgementCode.AA : AcknowledgementCode.AE,
                    before.answer());
        }
        return delivered
                ? accepted(admitted, ticket, afterDestination(admitted, AcknowledgementCode.AA))
                : failed(admitted, declinedBy(ProblemCode.DESTINATION_REFUSED, before.answered()));
    }

    /** What the destination answered to a request. */
    Answer relayed(Inspected.Admitted admitted, Relay relay, Receipt receipt) {
        counts.relayedBy(relay.route());
        return switch (receipt) {
            case Receipt.Taken taken when relay.speaksHl7v2() ->
                    passedOn(admitted, AcknowledgementCode.AA, taken.answer());
            case Receipt.Declined declined when relay.speaksHl7v2() ->
                    passedOn(admitted, AcknowledgementCode.AR, declined.answer());
            case Receipt.Troubled troubled when relay.speaksHl7v2() ->
                    passedOn(admitted, AcknowledgementCode.AE, troubled.answer());
            case Receipt.Taken _ ->
                    answer(admitted, afterDestination(admitted, AcknowledgementCode.AA), List.of());
            case Receipt.Declined declined ->
                    failed(admitted, declinedBy(ProblemCode.DESTINATION_REFUSED, declined.code()));
            case Receipt.Troubled troubled ->
                    failed(admitted, declinedBy(ProblemCode.DESTINATION_REFUSED, troubled.code()));
            case Receipt.Unanswered _, Receipt.Unreached _ ->
                    failed(admitted, new Hl7Problem(ProblemCode.DESTINATION_SILENT, WHOLE_MESSAGE));
        };
    }

    /** The destination's own words where the sender wants them, else ours on what came of it. */
    private Answer passedOn(
            Inspected.Admitted admitted, AcknowledgementCode outcome, byte[] answer) {
        return modeOf(admitted).atDestination(outcome).isPresent()
                ? Answer.taken(answer)
                : answer(admitted, afterDestination(admitted, outcome), List.of());
    }

    private static Hl7Problem declinedBy(ProblemCode code, String answered) {
        return new Hl7Problem(
                code,
                WHOLE_MESSAGE,
                new Text(
                        "La destination a répondu " + answered + ".",
                        "The destination answered " + answered + "."));
    }

    /** Nothing was stored: the answer of the door. */
    private Answer error(Inspected.Admitted admitted, Hl7Problem problem) {
        return Answer.refused(
                modeOf(admitted)
                        .atCommit(problem.code().acknowledgement())
                        .map(code -> reply(code, List.of(problem)).to(admitted.message()))
                        .orElse(NOTHING),
                false);
    }

    /** A request that came to nothing: the answer of the application. */
    private Answer failed(Inspected.Admitted admitted, Hl7Problem problem) {
        return answer(
                admitted,
                afterDestination(admitted, problem.code().acknowledgement()),
                List.of(problem));
    }

    private Answer answer(
            Inspected.Admitted admitted,
            Optional<AcknowledgementCode> said,
            List<Hl7Problem> problems) {
        return taken(said.map(code -> reply(code, problems).to(admitted.message())));
    }

    private static Answer taken(Optional<byte[]> body) {
        return Answer.taken(body.orElse(NOTHING));
    }

    private static AcknowledgementMode modeOf(Inspected.Admitted admitted) {
        return AcknowledgementMode.of(admitted.message());
    }

    /**
     * A request is not kept for a later attempt: where only MSH-15 asks, it is told CE or CR of a
     * failure, since CA would let its sender forget a message that nobody will send.
     */
    private static Optional<AcknowledgementCode> afterDestination(
            Inspected.Admitted admitted, AcknowledgementCode outcome) {
        AcknowledgementMode mode = modeOf(admitted);
        Optional<AcknowledgementCode> said = mode.atDestination(outcome);
        return mode.asksTwice() ? said : said.or(() -> mode.acceptOnly(outcome));
    }

    private org.arrimage.hl7v2.Reply reply(AcknowledgementCode code, List<Hl7Problem> problems) {
        return new org.arrimage.hl7v2.Reply(
                code, controlId(), clock.instant(), OpenRoutes.ZONE, problems);
    }

    /**
     * The answer to a sender that starts or resynchronises a numbered link: which number is due.
     */
    Answer signal(byte[] bytes, long due) {
        return Answer.taken(
                reply(AcknowledgementCode.AA, List.of()).expecting(due).toUnreadable(bytes));
    }

    /** The answer to a batch, to be told of its parts. */
    BatchAnswer batch() {
        return new BatchAnswer(this::controlId, clock.instant(), OpenRoutes.ZONE);
    }

    /** MSH-10 of an answer: 20 characters at most before HL7 2.7. */
    private String controlId() {
        return Long.toUnsignedString(ids.next().value().getMostSignificantBits(), 36);
    }
}
