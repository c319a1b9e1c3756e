// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

import org.arrimage.hl7v2.Acknowledgement;
import org.arrimage.hl7v2.AcknowledgementCode;
import org.arrimage.mllp.MllpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Optional;

/**
 * Sends over MLLP and matches answers on MSA-2, never on their order: an answer to an earlier
 * message that comes late is passed over.
 */
final class MllpSender implements Sender {

    private static final Logger LOG = LoggerFactory.getLogger(MllpSender.class);

    /** A peer that answers this often about something else is not answering us. */
    private static final int MOST_STRAYS = 16;

    private final String asset;
    private final Dial dial;
    private @Nullable MllpClient client;

    /** How to connect. */
    @FunctionalInterface
    interface Dial {
        MllpClient connect() throws IOException;
    }

    MllpSender(String asset, Dial dial) {
        this.asset = asset;
        this.dial = dial;
    }

    @Override
    public Receipt send(Outgoing outgoing) {
        MllpClient open;
        try {
            open = connected();
        } catch (IOException unreachable) {
            return new Receipt.Unreached(String.valueOf(unreachable.getMessage()));
        }
        try {
            open.send(outgoing.body());
            return answerTo(outgoing, open);
        } catch (IOException lost) {
            close();
            return new Receipt.Unanswered(String.valueOf(lost.getMessage()));
        }
    }

    private Receipt answerTo(Outgoing outgoing, MllpClient open) throws IOException {
        for (int strays = 0; strays < MOST_STRAYS; strays++) {
            byte[] answer = open.receive();
            Optional<Acknowledgement> read = Acknowledgement.parse(answer);
            if (read.isEmpty()) {
                close();
                return new Receipt.Unanswered("the answer is not an HL7 acknowledgement");
            }
            if (read.get().controlId().equals(outgoing.controlId())) {
                return judge(read.get().code(), answer);
            }
            LOG.info("{} answered late about another message; that answer is passed over", asset);
        }
        close();
        return new Receipt.Unanswered("only answers about other messages came");
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
