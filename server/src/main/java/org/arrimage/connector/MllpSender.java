// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

import org.arrimage.hl7v2.Acknowledgement;
import org.arrimage.hl7v2.AcknowledgementCode;
import org.arrimage.mllp.MllpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends over MLLP, as many messages ahead of their answers as the destination allows, and matches
 * answers on MSA-2, never on their order: an answer about another message is passed over and
 * counted.
 */
final class MllpSender implements Sender {

    private static final Logger LOG = LoggerFactory.getLogger(MllpSender.class);

    /** A peer that answers this often about something else is not answering us. */
    private static final int MOST_STRAYS = 16;

    /** In place of an answer: a large value could not be read, and the block was never ended. */
    private static final String UNREADABLE = "UNREADABLE";

    private final String asset;
    private final Dial dial;
    private final int depth;
    private final Settling settling;
    private final Strays strays;
    private final Map<String, Outgoing> underWay = new LinkedHashMap<>();
    private final ArrayDeque<Received> ended = new ArrayDeque<>();
    private int passedOver;
    private @Nullable MllpClient client;

    /** How to connect. */
    @FunctionalInterface
    interface Dial {
        MllpClient connect() throws IOException;
    }

    MllpSender(String asset, Dial dial, int depth, Settling settling, Strays strays) {
        this.asset = asset;
        this.dial = dial;
        this.depth = depth;
        this.settling = settling;
        this.strays = strays;
    }

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public int underWay() {
        return underWay.size() + ended.size();
    }

    @Override
    public boolean accepts(Outgoing outgoing) {
        return !underWay.containsKey(outgoing.controlId());
    }

    @Override
    public void send(List<Outgoing> messages) {
        MllpClient open;
        try {
            open = connected();
        } catch (IOException unreachable) {
            String cause = String.valueOf(unreachable.getMessage());
            for (Outgoing each : messages) {
                ended.add(new Received(each, new Receipt.Unreached(cause)));
            }
            return;
        }
        for (Outgoing each : messages) {
            underWay.put(each.controlId(), each);
        }
        try {
            if (anyLarge(messages)) {
                sendOneByOne(open, messages);
            } else {
                open.sendAll(messages.stream().map(Outgoing::body).toList());
            }
        } catch (IOException lost) {
            lose(String.valueOf(lost.getMessage()));
        }
    }

    private static boolean anyLarge(List<Outgoing> messages) {
        for (Outgoing each : messages) {
            if (each.large().isPresent()) {
                return true;
            }
        }
        return false;
    }

    private void sendOneByOne(MllpClient open, List<Outgoing> messages) throws IOException {
        for (Outgoing each : messages) {
            if (each.large().isEmpty()) {
                open.send(each.body());
                continue;
            }
            try {
                open.send(each.large().get());
            } catch (LargeBody.Unreadable ours) {
                underWay.remove(each.controlId());
                ended.add(new Received(each, new Receipt.Troubled(UNREADABLE, new byte[0])));
                throw ours;
            }
        }
    }

    @Override
    public boolean hasReceipt() {
        MllpClient open = client;
        return !ended.isEmpty() || (!underWay.isEmpty() && open != null && open.hasAnswer());
    }

    @Override
    public Received receive() {
        passedOver = 0;
        while (ended.isEmpty()) {
            MllpClient open = client;
            if (open == null) {
                throw new IllegalStateException("nothing is on its way to " + asset);
            }
            try {
                Optional<Received> received = match(open.receive());
                if (received.isPresent()) {
                    return received.get();
                }
                if (passedOver == MOST_STRAYS) {
                    lose("only answers about other messages came");
                }
            } catch (IOException lost) {
                lose(String.valueOf(lost.getMessage()));
            }
        }
        return ended.removeFirst();
    }

    private Optional<Received> match(byte[] answer) {
        Optional<Acknowledgement> read = Acknowledgement.parse(answer);
        if (read.isEmpty()) {
            lose("the answer is not an HL7 acknowledgement");
            return Optional.empty();
        }
        String controlId = read.get().controlId();
        AcknowledgementCode code = read.get().code();
        Outgoing answered = underWay.get(controlId);
        if (answered == null) {
            passOver(controlId, code);
            return Optional.empty();
        }
        if (settling == Settling.APPLICATION && code == AcknowledgementCode.CA) {
            if (!strays.stored(controlId)) {
                passOver(controlId, code);
            }
            return Optional.empty();
        }
        underWay.remove(controlId);
        strays.answered(controlId, code);
        return Optional.of(new Received(answered, judge(code, answer)));
    }

    private void passOver(String controlId, AcknowledgementCode code) {
        if (!strays.isSecond(controlId, code)) {
            passedOver++;
            strays.count(controlId);
        }
    }

    /** The connection cannot be trusted any further: nobody knows what of it arrived. */
    private void lose(String cause) {
        close();
        for (Outgoing each : underWay.values()) {
            strays.unanswered(each.controlId());
            ended.add(new Received(each, new Receipt.Unanswered(cause)));
        }
        underWay.clear();
    }

    private static Receipt judge(AcknowledgementCode code, byte[] answer) {
        return switch (code) {
            case AA, CA -> new Receipt.Taken(code.name(), answer);
            case AR, CR -> new Receipt.Declined(code.name(), answer);
            case AE, CE -> new Receipt.Troubled(code.name(), answer);
        };
    }

    private MllpClient connected() throws IOException {
        MllpClient open = client;
        if (open == null || !open.isOpen()) {
            open = dial.connect();
            client = open;
        }
        return open;
    }

    @Override
    public void close() {
        MllpClient closing = client;
        client = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (IOException failed) {
                LOG.debug("Closing the connection to {}: {}", asset, failed.getMessage());
            }
        }
    }
}
