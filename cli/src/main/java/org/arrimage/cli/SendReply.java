// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.hl7v2.AcknowledgementCode;
import org.arrimage.hl7v2.AcknowledgementMode;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What came back for one message.
 *
 * @param number the message's place among all that were read, from 1: what {@code --from} counts
 * @param code MSA-1: AA, AE, AR, CA, CE, CR; {@value #SILENT} when the message asks for no answer
 *     unless it is refused; {@value #NONE} when nothing usable came
 * @param text ERR or MSA-3, or why there was no answer
 */
record SendReply(int number, String file, String control, String code, String text, double millis) {

    static final String NONE = "-";
    static final String SILENT = "ok";

    boolean accepted() {
        return code.equals("AA") || code.equals("CA") || code.equals(SILENT);
    }

    boolean answered() {
        return !code.equals(NONE);
    }

    static SendReply without(SendFrame.Message message, String cause, double millis) {
        return new SendReply(
                message.number(), message.file(), message.control(), NONE, cause, millis);
    }

    /** What an answer says of each message of its frame. */
    static List<SendReply> read(SendFrame frame, byte[] answer, double millis) {
        if (!frame.batch()) {
            return List.of(of(frame.messages().getFirst(), answer, millis));
        }
        var said = new ArrayDeque<>(SendFrame.unwrapped(answer));
        List<SendReply> replies = new ArrayList<>(frame.messages().size());
        for (SendFrame.Message message : frame.messages()) {
            boolean mine =
                    !said.isEmpty()
                            && Messages.field(said.getFirst(), "MSA", 2).equals(message.control());
            replies.add(mine ? of(message, said.removeFirst(), millis) : silence(message, millis));
        }
        return replies;
    }

    private static SendReply of(SendFrame.Message message, byte[] answer, double millis) {
        String code = Messages.field(answer, "MSA", 1);
        String error = Messages.field(answer, "ERR", 8);
        String place = Messages.field(answer, "ERR", 2);
        String text =
                error.isEmpty() && place.isEmpty()
                        ? Messages.field(answer, "MSA", 3)
                        : (place + " " + error).strip();
        return new SendReply(
                message.number(),
                message.file(),
                message.control(),
                code.isEmpty() ? NONE : code,
                text,
                millis);
    }

    /** Not named by the answer to its batch: taken, when it asked to hear of refusals only. */
    private static SendReply silence(SendFrame.Message message, double millis) {
        boolean asked =
                AcknowledgementMode.ofUnreadable(message.body())
                        .atCommit(AcknowledgementCode.AA)
                        .isPresent();
        return new SendReply(
                message.number(),
                message.file(),
                message.control(),
                asked ? NONE : SILENT,
                "",
                millis);
    }

    /** What the answer to a batch says of the batch itself: BTS-2 and FTS-2. */
    static List<String> remarks(SendFrame frame, byte[] answer) {
        return frame.batch()
                ? Stream.of("BTS", "FTS")
                        .map(trailer -> Messages.field(answer, trailer, 2))
                        .filter(remark -> !remark.isEmpty())
                        .toList()
                : List.of();
    }
}
