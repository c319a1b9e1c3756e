// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import org.arrimage.acceptance.Behaviour.Said;
import org.arrimage.mllp.Frame;
import org.arrimage.mllp.FrameReader;
import org.arrimage.mllp.FrameWriter;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** One connection of a scripted receiver. */
final class ReceiverConnection {

    private static final int LARGEST = 64 << 20;

    private final Socket socket;
    private final long bytesUntilReset;
    private final Remembering remembering;
    private final Noting noting;

    /**
     * What to do about an arrival.
     *
     * @param before control id of the arrival before
     */
    record Turn(Arrival arrival, Behaviour behaviour, String before) {}

    /** Remembers an arrival and says what to do about it. */
    @FunctionalInterface
    interface Remembering {
        Turn arrived(String controlId, String patient);
    }

    /** Remembers what was said about an arrival. */
    @FunctionalInterface
    interface Noting {
        void said(Arrival arrival, Said what);
    }

    ReceiverConnection(
            Socket socket, long bytesUntilReset, Remembering remembering, Noting noting) {
        this.socket = socket;
        this.bytesUntilReset = bytesUntilReset;
        this.remembering = remembering;
        this.noting = noting;
    }

    /** Answers until either side ends the connection. */
    void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new Cut(socket.getInputStream(), bytesUntilReset);
            FrameReader reader = new FrameReader(in, LARGEST);
            while (!socket.isClosed() && reader.next() instanceof Frame.Complete(byte[] body)) {
                String text = new String(body, StandardCharsets.UTF_8);
                act(remembering.arrived(controlId(text), patient(text)));
            }
        } catch (IOException gone) {
            // The script, the engine or the test ended it: what was said is remembered.
            return;
        }
    }

    private void act(Turn turn) throws IOException {
        Behaviour behaviour = turn.behaviour();
        if (behaviour.answering() == Behaviour.Answering.LATE
                || behaviour.answering() == Behaviour.Answering.OUT_OF_TURN) {
            Thread.ofVirtual().start(() -> answerMeanwhile(turn));
            return;
        }
        LockSupport.parkNanos(behaviour.delay().toNanos());
        byte[] answer = answer(behaviour.code(), turn.arrival().controlId());
        switch (behaviour.answering()) {
            case ONCE -> write(answer);
            case TWICE -> {
                write(answer);
                write(answer);
            }
            case STORED_FIRST -> {
                write(answer("CA", turn.arrival().controlId()));
                write(answer);
            }
            case ABOUT_ANOTHER -> write(answer(behaviour.code(), turn.before()));
            case GARBAGE -> write(FrameWriter.frame(new byte[] {1, 2, 3, 'G', 'A', '|', 0x7F}));
            case RESET_IN_ANSWER -> {
                write(Arrays.copyOf(answer, answer.length / 2));
                throw aReset();
            }
            case RESET_BEFORE_ANSWER -> throw aReset();
            case SILENT, LATE, OUT_OF_TURN -> {
                return;
            }
        }
        noting.said(turn.arrival(), behaviour.said());
    }

    private void answerMeanwhile(Turn turn) {
        LockSupport.parkNanos(turn.behaviour().delay().toNanos());
        try {
            write(answer(turn.behaviour().code(), turn.arrival().controlId()));
            noting.said(turn.arrival(), turn.behaviour().said());
        } catch (IOException gone) {
            // The engine did not wait: nothing was said.
            return;
        }
    }

    private synchronized void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Makes the coming end of the connection a reset. */
    private IOException aReset() throws IOException {
        socket.setSoLinger(true, 0);
        return new IOException("reset, as the script wants");
    }

    private static byte[] answer(String code, String controlId) {
        String text =
                "MSH|^~\\&|R|R|A|A|20260101||ACK|A%s|P|2.5.1\rMSA|%s|%s\r"
                        .formatted(controlId, code, controlId);
        return FrameWriter.frame(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String controlId(String text) {
        return text.split("\r", 2)[0].split("\\|", -1)[9];
    }

    private static String patient(String text) {
        for (String segment : text.split("\r")) {
            if (segment.startsWith("PID|")) {
                return segment.split("\\|", -1)[3];
            }
        }
        return "";
    }

    /** A stream that ends in a reset after so many bytes. */
    private final class Cut extends FilterInputStream {
        private long left;

        Cut(InputStream in, long bytes) {
            super(in);
            left = bytes;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left <= 0) {
                throw aReset();
            }
            int read = super.read(into, offset, (int) Math.min(length, left));
            left -= Math.max(read, 0);
            return read;
        }
    }
}
