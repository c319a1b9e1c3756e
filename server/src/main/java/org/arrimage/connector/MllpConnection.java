// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

import org.arrimage.connector.Reception.Answer;
import org.arrimage.connector.Reception.Reply;
import org.arrimage.mllp.Frame;
import org.arrimage.mllp.FrameReader;
import org.arrimage.mllp.FrameWriter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.InstantSource;
import java.util.ArrayDeque;

/**
 * One connection: every frame of a read is handed on before the first answer is waited for, so a
 * sender that pipelines shares one commit; answers go back in order.
 */
final class MllpConnection {

    private final Socket socket;
    private final Link link;
    private final Reception reception;
    private final ConnectorSettings settings;
    private final InstantSource clock;
    private final String peer;
    private final ArrayDeque<Reply> pending = new ArrayDeque<>();

    MllpConnection(
            Socket socket,
            Link link,
            Reception reception,
            ConnectorSettings settings,
            InstantSource clock) {
        this.socket = socket;
        this.link = link;
        this.reception = reception;
        this.settings = settings;
        this.clock = clock;
        this.peer = socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
    }

    /** Reads until the peer leaves or can no longer be understood. */
    void run() throws IOException, InterruptedException {
        FrameReader reader =
                new FrameReader(
                        socket.getInputStream(),
                        Math.toIntExact(settings.largestMessage().toBytes()),
                        this::beforeRead);
        boolean open = true;
        while (open) {
            Frame frame = reader.next();
            if (frame instanceof Frame.End) {
                answerPending();
                return;
            }
            pending.addLast(reception.receive(new Arrival(link, peer, clock.instant(), frame)));
            if (pending.size() >= settings.pipelined() || !reader.hasBufferedFrame()) {
                open = answerPending();
            }
        }
        lingerClosing();
    }

    /** Patient between frames, strict within one. */
    private void beforeRead(boolean insideFrame) throws IOException {
        socket.setSoTimeout(insideFrame ? Math.toIntExact(settings.frameTimeout().toMillis()) : 0);
    }

    private boolean answerPending() throws IOException, InterruptedException {
        ByteArrayOutputStream answers = new ByteArrayOutputStream(256);
        boolean open = true;
        while (open && !pending.isEmpty()) {
            Answer answer = pending.removeFirst().await();
            if (answer.body().length > 0) {
                answers.writeBytes(FrameWriter.frame(answer.body()));
            }
            open = !answer.closeAfter();
        }
        answers.writeTo(socket.getOutputStream());
        return open;
    }

    /**
     * Lets the answer arrive before the connection goes: closing with unread bytes makes the system
     * send a reset that may overtake it.
     */
    private void lingerClosing() throws IOException {
        try {
            socket.shutdownOutput();
            socket.setSoTimeout(500);
            byte[] ignored = new byte[8 * 1024];
            for (int reads = 0; reads < 4_096; reads++) {
                if (socket.getInputStream().read(ignored) < 0) {
                    return;
                }
            }
        } catch (SocketException | InterruptedIOException | UnsupportedOperationException _) {
            // The peer is silent or gone: nothing more to be polite about.
            socket.close();
        }
    }
}
