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
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * One connection: every frame of a read is handed on before the first answer is waited for, so a
 * sender that pipelines shares one commit; answers go back in order.
 */
final class MllpConnection {

    /** A whole frame may take as long as so many of the longest silences. */
    private static final int FRAME_SILENCES = 10;

    /** Buffers up to this size are free: 512 connections of them are 32 MB. */
    private static final int SMALL_BUFFER = 64 * 1024;

    private static final Duration LINGER = Duration.ofSeconds(2);

    private final Socket socket;
    private final Link link;
    private final Reception reception;
    private final ConnectorSettings settings;
    private final InstantSource clock;
    private final String peer;
    private final ArrayDeque<Reply> pending = new ArrayDeque<>();
    private final ByteBudget.Share memory;
    private long frameBegun;

    MllpConnection(
            Socket socket,
            Link link,
            Reception reception,
            ConnectorSettings settings,
            InstantSource clock,
            ByteBudget budget) {
        this.memory = budget.share();
        this.socket = socket;
        this.link = link;
        this.reception = reception;
        this.settings = settings;
        this.clock = clock;
        this.peer = socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
    }

    /** Reads until the peer leaves or can no longer be understood. */
    void run() throws IOException, InterruptedException {
        try {
            serve();
        } finally {
            memory.free();
        }
    }

    private void serve() throws IOException, InterruptedException {
        FrameReader reader =
                new FrameReader(
                        socket.getInputStream(),
                        Math.toIntExact(settings.largestMessage().toBytes()),
                        new Watch(),
                        reception.overflow(link));
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
                memory.free();
            }
        }
        lingerClosing();
    }

    private final class Watch implements FrameReader.BeforeRead {
        @Override
        public void waiting(boolean insideBlock) throws IOException {
            beforeRead(insideBlock);
        }

        @Override
        public void growing(int bytes) throws IOException {
            if (bytes > SMALL_BUFFER) {
                memory.grow(bytes);
            }
        }
    }

    /**
     * Patient between frames, strict within one: against silence, and against a peer that keeps
     * sending a byte now and then to hold its connection.
     */
    private void beforeRead(boolean insideFrame) throws IOException {
        if (!insideFrame) {
            frameBegun = 0;
            socket.setSoTimeout(0);
            return;
        }
        long now = System.nanoTime();
        frameBegun = frameBegun == 0 ? now : frameBegun;
        long silence = settings.frameTimeout().toMillis();
        long left = silence * FRAME_SILENCES - TimeUnit.NANOSECONDS.toMillis(now - frameBegun);
        socket.setSoTimeout(Math.toIntExact(Math.clamp(left, 1, silence)));
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
            if (answer.then().isPresent()) {
                pending.addFirst(answer.then().get());
                answers.writeTo(socket.getOutputStream());
                answers.reset();
            }
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
            long until = System.nanoTime() + LINGER.toNanos();
            while (System.nanoTime() - until < 0) {
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
