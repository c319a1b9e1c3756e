// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.arrimage.mllp.Frame;
import org.arrimage.mllp.FrameReader;
import org.arrimage.mllp.FrameWriter;
import org.arrimage.mllp.MllpClient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

/** An engine that keeps nothing: edits each message and passes on the sink's answer. */
final class Relay implements Engine {

    private final ServerSocket server;
    private final int sinkPort;

    Relay(int sinkPort) throws IOException {
        this.sinkPort = sinkPort;
        this.server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** Sets MSH-5 and MSH-6 and copies PID-3.1 to PID-2. */
    static byte[] edit(byte[] body) {
        return new String(body, UTF_8)
                .replace("|ARRIMAGE|RESEAU|", "|" + ExchangeBench.APPLICATION_SET + "|SITE|")
                .replaceFirst("\rPID\\|1\\|\\|([^^|]*)", "\rPID|1|$1|$1")
                .getBytes(UTF_8);
    }

    @Override
    public int port() {
        return server.getLocalPort();
    }

    @Override
    public List<Long> enginePids() {
        return List.of(ProcessHandle.current().pid());
    }

    @Override
    public List<Long> databasePids() {
        return List.of();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                var onward = MllpClient.plain(MllpClient.Settings.to("127.0.0.1", sinkPort))) {
            var reader = new FrameReader(socket.getInputStream(), 1 << 20);
            while (reader.next() instanceof Frame.Complete complete) {
                FrameWriter.write(socket.getOutputStream(), onward.exchange(edit(complete.body())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
