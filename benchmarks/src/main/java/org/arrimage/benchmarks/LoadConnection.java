// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import org.arrimage.mllp.Frame;
import org.arrimage.mllp.FrameReader;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;

/**
 * A sender's connection: messages are framed where they are made and leave with one write. Not for
 * use by several threads.
 */
final class LoadConnection implements AutoCloseable {

    /** A sender gives up when no answer comes for this long. */
    private static final int ANSWER_MILLIS = 60_000;

    private static final int CONNECT_MILLIS = 10_000;

    /** Largest answer, in bytes. */
    private static final int LARGEST_ANSWER = 64 << 10;

    private final Socket socket;
    private final OutputStream out;
    private final FrameReader reader;
    private byte[] buffer = new byte[8 << 10];
    private int filled;

    /** Connects to a port of this machine. */
    LoadConnection(int port) throws IOException {
        this.socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            this.out = socket.getOutputStream();
            this.reader = new FrameReader(socket.getInputStream(), LARGEST_ANSWER);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Adds the pool's next message to what {@link #flush} writes. */
    void add(MessagePool pool, byte[] control, int patient) {
        int most = filled + pool.largest() + 3;
        if (most > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(most, 2 * buffer.length));
        }
        buffer[filled] = Frame.START;
        int end = pool.write(buffer, filled + 1, control, patient);
        buffer[end] = Frame.END;
        buffer[end + 1] = Frame.RETURN;
        filled = end + 2;
    }

    void flush() throws IOException {
        out.write(buffer, 0, filled);
        filled = 0;
    }

    /** The next answer's body. */
    byte[] answer() throws IOException {
        if (reader.next() instanceof Frame.Complete complete) {
            return complete.body();
        }
        throw new IOException("the engine closed the connection, or answered no MLLP block");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
