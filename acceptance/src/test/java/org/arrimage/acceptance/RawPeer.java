// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import org.arrimage.mllp.Frame;
import org.arrimage.mllp.FrameReader;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A peer that writes whatever bytes a test wants and reads what comes back. */
final class RawPeer implements AutoCloseable {

    private final Socket socket;
    private final FrameReader answers;

    RawPeer(int port) throws IOException {
        this(port, new Socket());
    }

    private RawPeer(int port, Socket unconnected) throws IOException {
        socket = unconnected;
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(20_000);
        answers = new FrameReader(socket.getInputStream(), 1 << 20);
    }

    /** One whose system keeps few of the answers that it does not read. */
    static RawPeer hardOfHearing(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4 * 1024);
        return new RawPeer(port, socket);
    }

    /** Under TLS, after the handshake. */
    static RawPeer tls(int port, SSLContext context) throws IOException {
        RawPeer peer = new RawPeer(port, context.getSocketFactory().createSocket());
        ((SSLSocket) peer.socket).startHandshake();
        return peer;
    }

    RawPeer write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    RawPeer write(String text, Charset charset) throws IOException {
        return write(text.getBytes(charset));
    }

    /** Says that nothing more will come. */
    RawPeer endOfInput() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** The next answer; empty when the other side closed the connection. */
    Optional<String> answer() throws IOException {
        return answers.next() instanceof Frame.Complete(byte[] body)
                ? Optional.of(new String(body, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** The next answer, which must come. */
    String mustAnswer() throws IOException {
        return answer().orElseThrow(() -> new IOException("closed without an answer"));
    }

    /** Breaks the connection off. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    static byte[] framed(byte[] body) {
        return org.arrimage.mllp.FrameWriter.frame(body);
    }

    static byte[] framed(String body) {
        return framed(body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
