// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.connector.Arrival;
import org.arrimage.connector.Link;
import org.arrimage.connector.Reception.Answer;
import org.arrimage.connector.Reception.Reply;
import org.arrimage.exchange.SequenceStore.Mark;
import org.arrimage.hl7v2.Acknowledgement;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Location;
import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.SequenceNumber;
import org.arrimage.hl7v2.SequenceNumber.Step;
import org.arrimage.messagelog.Incoming;
import org.springframework.stereotype.Component;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The sequence number protocol of the links whose route says {@code sequence: true} (HL7 v2.5.1
 * §2.10.1): MSH-13 is judged before the message goes on, and MSA-4 says which number is due.
 *
 * <p>The protocol has one message under way on a link, and so has this: the next is judged once the
 * last is on disk and its number with it. A crash between the two leaves the number behind; the
 * message comes again with it and the log recognises it.
 */
@Component
final class NumberedLinks {

    private static final Location NUMBER = Location.field("MSH", 1, 13, -1);

    private final Acknowledger acknowledger;
    private final SequenceStore store;
    private final Map<Link, Numbered> links = new ConcurrentHashMap<>();

    /** The steps of a message whose number is the right one, or that has none. */
    @FunctionalInterface
    interface Steps {
        Reply take(Arrival arrival, Inspected inspected) throws InterruptedException;
    }

    /** One link. */
    private static final class Numbered {
        private final ReentrantLock turn = new ReentrantLock();
        private Mark mark;

        Numbered(Mark mark) {
            this.mark = mark;
        }
    }

    NumberedLinks(Acknowledger acknowledger, SequenceStore store) {
        this.acknowledger = acknowledger;
        this.store = store;
    }

    Reply accept(Arrival arrival, Inspected inspected, Steps steps) throws InterruptedException {
        if (inspected instanceof Inspected.Several) {
            return steps.take(arrival, inspected); // its messages come by here, one by one
        }
        Numbered link = links.computeIfAbsent(arrival.link(), it -> new Numbered(store.find(it)));
        link.turn.lockInterruptibly();
        try {
            Answer answer = judge(link, arrival, inspected, steps);
            return () -> answer;
        } finally {
            link.turn.unlock();
        }
    }

    private Answer judge(Numbered link, Arrival arrival, Inspected inspected, Steps steps)
            throws InterruptedException {
        return switch (inspected) {
            case Inspected.Admitted admitted -> {
                Step step = link.mark.number().receive(admitted.message());
                yield follow(step, link, arrival, admitted, steps);
            }
            case Inspected.Refused refused -> {
                Optional<Step> signal = link.mark.number().signal(refused.bytes());
                yield signal.isPresent() && signal.get() instanceof Step.Signal told
                        ? signal(link, arrival, told, refused.bytes())
                        : expecting(
                                steps.take(arrival, refused).await(),
                                link.mark.number().expected());
            }
            case Inspected.Several several -> steps.take(arrival, several).await();
        };
    }

    private Answer follow(
            Step step, Numbered link, Arrival arrival, Inspected.Admitted admitted, Steps steps)
            throws InterruptedException {
        return switch (step) {
            case Step.Unnumbered _ -> steps.take(arrival, admitted).await();
            case Step.Signal signal -> signal(link, arrival, signal, admitted.incoming().body());
            case Step.Accepted(SequenceNumber next, long number) -> {
                Answer answer = steps.take(arrival, admitted).await();
                if (answer.taken()) {
                    advance(link, arrival, new Mark(next, digest(admitted.incoming())));
                }
                yield expecting(answer, number);
            }
            case Step.Repeated(long due) ->
                    link.mark.digest().equals(digest(admitted.incoming()))
                            ? expecting(steps.take(arrival, admitted).await(), due)
                            : refuse(
                                    arrival, admitted, ProblemCode.SEQUENCE_NUMBER_UNEXPECTED, due);
            case Step.Unexpected(long due) ->
                    refuse(arrival, admitted, ProblemCode.SEQUENCE_NUMBER_UNEXPECTED, due);
            case Step.Unreadable _ ->
                    refuse(
                            arrival,
                            admitted,
                            ProblemCode.SEQUENCE_NUMBER_UNREADABLE,
                            link.mark.number().expected());
        };
    }

    /** The sender starts or resynchronises the link: it is told which number is due. */
    private Answer signal(Numbered link, Arrival arrival, Step.Signal signal, byte[] body) {
        if (!signal.next().equals(link.mark.number())) {
            advance(link, arrival, Mark.NONE);
        }
        return acknowledger.signal(body, signal.answer());
    }

    private void advance(Numbered link, Arrival arrival, Mark mark) {
        store.save(arrival.link(), mark);
        link.mark = mark;
    }

    private Answer refuse(Arrival arrival, Inspected.Admitted admitted, ProblemCode code, long due)
            throws InterruptedException {
        Inspected.Refused refused = admitted.refused(new Hl7Problem(code, NUMBER));
        return expecting(acknowledger.refuse(arrival, refused).await(), due);
    }

    private static Answer expecting(Answer answer, long number) {
        return answer.body().length == 0
                ? answer
                : answer.saying(Acknowledgement.expecting(answer.body(), number));
    }

    private static String digest(Incoming message) {
        MessageDigest sha256 = Settling.sha256();
        sha256.update(message.body());
        if (!message.large().isNone()) {
            sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(message.large().hash()).flip());
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}
