// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.arrimage.connector.Arrival;
import org.arrimage.connector.Reception.Answer;
import org.arrimage.connector.Reception.Reply;
import org.arrimage.hl7v2.AcknowledgementMode;
import org.arrimage.hl7v2.BatchAnswer;
import org.arrimage.hl7v2.BatchItem;
import org.arrimage.hl7v2.BatchLimits;
import org.arrimage.hl7v2.BatchPlace;
import org.arrimage.hl7v2.BatchProblem;
import org.arrimage.hl7v2.BatchReader;
import org.arrimage.hl7v2.Hl7Problem;
import org.arrimage.hl7v2.Location;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A frame in batch protocol (HL7 v2.5.1 §2.10.3): each of its messages walks the steps of a message
 * that came alone, on its way to the disk beside the others, and one answer holds all of theirs.
 *
 * <p>Nothing of a batch is kept but its messages: one that is sent again after a cut is answered as
 * the first time, message by message, since each is recognised by itself. Decision 0013.
 */
@Component
final class Batches {

    /** Messages on their way to the disk at once: as many as one commit of the log takes. */
    private static final int MOST_IN_HAND = 1_024;

    private static final Logger LOG = LoggerFactory.getLogger(Batches.class);

    private final Acknowledger acknowledger;
    private final BatchSettings settings;

    Batches(Acknowledger acknowledger, BatchSettings settings) {
        this.acknowledger = acknowledger;
        this.settings = settings;
    }

    /** Steps 1 to 3 of one message. */
    @FunctionalInterface
    interface Steps {
        Reply accept(Arrival arrival) throws InterruptedException;
    }

    /** Walks a batch; what is in none of its messages is quarantined with its place. */
    Reply accept(Arrival arrival, Inspected.Several several, Steps steps)
            throws InterruptedException {
        Walk walk = new Walk(arrival, several.bytes(), steps);
        walk.go();
        return walk.foundNothing()
                ? acknowledger.refuse(arrival, nothingIn(several, walk.problems.getFirst()))
                : walk::answer;
    }

    /** Nothing in it can be taken: its sender is told where and why, as of a message. */
    private static Inspected.Refused nothingIn(Inspected.Several several, BatchProblem problem) {
        return new Inspected.Refused(several.bytes(), located(problem), false, false);
    }

    private static Hl7Problem located(BatchProblem problem) {
        return new Hl7Problem(
                problem.code(), Location.segment("", 0, Math.toIntExact(problem.place().offset())));
    }

    /** Something met in a batch; a message has its reply. */
    private record Part(BatchItem item, Optional<Reply> reply) {}

    /** One batch on its way. */
    private final class Walk {

        private final Arrival arrival;
        private final byte[] sent;
        private final Steps steps;
        private final BatchAnswer answer = acknowledger.batch();
        private final ArrayDeque<Part> inHand = new ArrayDeque<>();
        private final List<BatchProblem> problems = new ArrayList<>(0);
        private int messages;

        Walk(Arrival arrival, byte[] sent, Steps steps) {
            this.arrival = arrival;
            this.sent = sent;
            this.steps = steps;
        }

        /**
         * Sends every message on its way; the answers of the first are taken in when it is long.
         */
        void go() throws InterruptedException {
            BatchReader reader =
                    new BatchReader(sent, new BatchLimits(settings.messages(), sent.length));
            for (Optional<BatchItem> item = next(reader); item.isPresent(); item = next(reader)) {
                if (inHand.size() == MOST_IN_HAND) {
                    tell(inHand.removeFirst());
                }
                inHand.addLast(new Part(item.get(), start(item.get())));
            }
            if (messages > 0) {
                problems.forEach(this::keep);
            }
        }

        private static Optional<BatchItem> next(BatchReader reader) {
            try {
                return reader.next();
            } catch (IOException impossible) {
                throw new UncheckedIOException("an array has no input to fail", impossible);
            }
        }

        private Optional<Reply> start(BatchItem item) throws InterruptedException {
            return switch (item) {
                case BatchItem.Message(BatchPlace place, byte[] bytes) -> {
                    messages++;
                    yield Optional.of(steps.accept(arrival.part(bytes, place.toString())));
                }
                case BatchItem.Trouble(BatchProblem problem) -> {
                    problems.add(problem);
                    yield Optional.empty();
                }
                case BatchItem.Opened _, BatchItem.Closed _ -> Optional.empty();
            };
        }

        boolean foundNothing() {
            return messages == 0 && !problems.isEmpty();
        }

        /** The sender is told in BTS-2 or FTS-2; bytes that no message has would else be lost. */
        private void keep(BatchProblem problem) {
            LOG.info(
                    "Link {}: batch: {} at {}",
                    arrival.link().asset(),
                    problem.code(),
                    problem.place());
            int from = Math.toIntExact(problem.place().offset());
            switch (problem) {
                case BatchProblem.StraySegments stray ->
                        keep(problem, from, from + Math.toIntExact(stray.bytes()));
                case BatchProblem.TooManyMessages _ -> keep(problem, from, sent.length);
                case BatchProblem.CountDiffers _,
                        BatchProblem.CountUnreadable _,
                        BatchProblem.TrailerMissing _,
                        BatchProblem.HeaderMissing _,
                        BatchProblem.HeaderUnusable _,
                        BatchProblem.MessageTooLarge _ -> {}
            }
        }

        private void keep(BatchProblem problem, int from, int to) {
            acknowledger.keep(
                    arrival,
                    new Inspected.Refused(
                            Arrays.copyOfRange(sent, from, to), located(problem), false, false));
        }

        /** Waits for the answers that are still to come. */
        Answer answer() throws InterruptedException {
            while (!inHand.isEmpty()) {
                tell(inHand.removeFirst());
            }
            return Answer.taken(answer.toBytes());
        }

        private void tell(Part part) throws InterruptedException {
            switch (part.item()) {
                case BatchItem.Opened opened -> answer.opened(opened.header());
                case BatchItem.Closed closed -> answer.closed(closed.level());
                case BatchItem.Trouble trouble -> answer.troubled(trouble.problem());
                case BatchItem.Message message ->
                        tell(message, part.reply().orElseThrow().await().body());
            }
        }

        private void tell(BatchItem.Message message, byte[] acknowledgement) {
            if (acknowledgement.length > 0) {
                answer.answered(acknowledgement);
            } else {
                answer.withheld(AcknowledgementMode.ofUnreadable(message.bytes()));
            }
        }
    }
}
