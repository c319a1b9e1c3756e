// SPDX-License-Identifier: Apache-2.0
package org.arrimage.mllp;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A blocking MLLP client over one connection. {@link #exchange} sends and waits for the answer;
 * {@link #send} and {@link #receive} allow several messages in flight. One thread may send while
 * another receives; no more than that.
 */
public final class MllpClient implements AutoCloseable {

    /** A send buffer larger than this, in bytes, is let go after use. */
    private static final int KEPT_BUFFER = 64 * 1024;

    /**
     * Where to connect and how long to wait.
     *
     * @param host name or address
     * @param port 1 to 65535
     * @param connectTimeout longest wait for the connection (and for the TLS handshake), more than
     *     zero
     * @param answerTimeout longest silence while an answer is awaited, more than zero
     * @param largestAnswer largest body of an answer, in bytes
     */
    public record Settings(
            String host,
            int port,
            Duration connectTimeout,
            Duration answerTimeout,
            int largestAnswer) {
        public Settings {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("the port must be 1 to 65535, got " + port);
            }
            if (!connectTimeout.isPositive() || !answerTimeout.isPositive()) {
                throw new IllegalArgumentException(
                        "timeouts must be more than zero, got "
                                + connectTimeout
                                + " and "
                                + answerTimeout);
            }
        }

        /** Waits of 10 s to connect and 30 s for an answer of at most 16 MiB. */
        public static Settings to(String host, int port) {
            return new Settings(
                    host, port, Duration.ofSeconds(10), Duration.ofSeconds(30), 16 << 20);
        }

        /** The same with another wait for answers. */
        public Settings answeringWithin(Duration timeout) {
            return new Settings(host, port, connectTimeout, timeout, largestAnswer);
        }
    }

    /** The peer's answer was not a well-formed block. Carries no byte of it. */
    public static final class BadAnswerException extends IOException {
        private static final long serialVersionUID = 1L;

        BadAnswerException(Frame.Bad bad) {
            super(
                    "the answer is not a well-formed MLLP block: "
                            + bad.reason()
                            + " at byte "
                            + bad.offset());
        }
    }

    private final Socket socket;
    private final Duration patience;
    private final Deadline reading;
    private final Deadline writing;
    private final OutputStream out;
    private final FrameReader reader;
    private byte[] block = new byte[4 * 1024];

    /**
     * @param transport the socket beneath: that of TLS cannot be closed while a write waits
     */
    private MllpClient(Socket socket, Socket transport, Settings settings) throws IOException {
        this.socket = socket;
        this.patience = settings.answerTimeout();
        this.out = socket.getOutputStream();
        this.reader =
                new FrameReader(
                        socket.getInputStream(), settings.largestAnswer(), _ -> awaitAnswer());
        this.reading = Deadline.of(() -> cut(transport));
        this.writing = Deadline.of(() -> cut(transport));
    }

    private void awaitAnswer() {
        reading.arm(patience);
    }

    private static void cut(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // Who waits on it meets the same failure and tells it.
            return;
        }
    }

    /** Connects without encryption: for loopback, or where an explicit exception allows it. */
    public static MllpClient plain(Settings settings) throws IOException {
        Socket socket = new Socket();
        try {
            connect(socket, settings);
            return new MllpClient(socket, socket, settings);
        } catch (IOException | RuntimeException e) {
            closeAfter(e, socket);
            throw e;
        }
    }

    /** Connects with TLS and checks that the peer's certificate is for {@code settings.host()}. */
    public static MllpClient tls(Settings settings, SSLContext context) throws IOException {
        Socket plain = new Socket();
        try {
            connect(plain, settings);
            SSLSocket socket =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(plain, settings.host(), settings.port(), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(millis(settings.connectTimeout()));
            socket.startHandshake();
            socket.setSoTimeout(0);
            return new MllpClient(socket, plain, settings);
        } catch (IOException | RuntimeException e) {
            closeAfter(e, plain);
            throw e;
        }
    }

    /** Sends {@code body} and waits for its answer. */
    public byte[] exchange(byte[] body) throws IOException {
        send(body);
        return receive();
    }

    /** Sends {@code body} as one block, with one write. */
    public void send(byte[] body) throws IOException {
        sendAll(List.of(body));
    }

    /**
     * Sends several bodies, each as one block, with one write.
     *
     * @throws SocketTimeoutException when the peer does not take it within the answer timeout
     */
    public void sendAll(List<byte[]> bodies) throws IOException {
        int size = 0;
        for (byte[] body : bodies) {
            size = Math.addExact(size, body.length + FrameWriter.OVERHEAD);
        }
        if (block.length < size) {
            block = new byte[size];
        }
        int used = 0;
        for (byte[] body : bodies) {
            used += FrameWriter.frameInto(block, used, body);
        }
        writing.arm(patience);
        try {
            out.write(block, 0, used);
        } catch (IOException failed) {
            throw cause(writing, "the peer takes nothing more", failed);
        } finally {
            writing.disarm();
        }
        if (block.length > KEPT_BUFFER) {
            block = new byte[4 * 1024];
        }
    }

    /**
     * Sends a body that is too long to be held in memory, as one block.
     *
     * @throws SocketTimeoutException when the peer takes nothing for the answer timeout
     * @throws IOException when a piece cannot be had or written: the block has no end, and the
     *     connection is of no more use
     */
    public void send(Pieces pieces) throws IOException {
        try {
            new PiecesStream(out, () -> writing.arm(patience)).send(pieces);
        } catch (IOException failed) {
            throw cause(writing, "the peer takes nothing more", failed);
        } finally {
            writing.disarm();
        }
    }

    private static IOException cause(Deadline deadline, String late, IOException failed) {
        return deadline.late()
                ? (IOException) new SocketTimeoutException(late).initCause(failed)
                : failed;
    }

    /** Whether an answer is here already: {@link #receive} then does not wait. */
    public boolean hasAnswer() {
        return reader.hasBufferedFrame();
    }

    /**
     * The next answer's body.
     *
     * @throws SocketTimeoutException when the peer stays silent for the answer timeout
     * @throws EOFException when the peer closed the connection
     * @throws BadAnswerException when the answer is not a well-formed block
     */
    public byte[] receive() throws IOException {
        return switch (next()) {
            case Frame.Complete complete -> complete.body();
            case Frame.Large _ -> throw new IllegalStateException("answers are held in memory");
            case Frame.Bad bad -> throw new BadAnswerException(bad);
            case Frame.End _ ->
                    throw new EOFException("the peer closed the connection before it answered");
        };
    }

    private Frame next() throws IOException {
        try {
            return reader.next();
        } catch (IOException failed) {
            throw cause(reading, "the peer keeps silent", failed);
        } finally {
            reading.disarm();
        }
    }

    /**
     * Whether the connection is open as far as this side knows: it cannot know of a peer that
     * vanished.
     */
    public boolean isOpen() {
        return !socket.isClosed();
    }

    @Override
    public void close() throws IOException {
        reading.close();
        writing.close();
        socket.close();
    }

    private static void connect(Socket socket, Settings settings) throws IOException {
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        if (address.isUnresolved()) {
            throw new UnknownHostException(settings.host());
        }
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        socket.connect(address, millis(settings.connectTimeout()));
    }

    private static int millis(Duration timeout) {
        return Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
    }

    private static void closeAfter(Exception cause, Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
