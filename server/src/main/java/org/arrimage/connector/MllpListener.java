// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.SSLSocket;

/**
 * Step 1 of a message's path: listens on one link, one virtual thread a connection.
 *
 * <p>MLLP Release 1 with the block limits and the silences of {@link ConnectorSettings}. What is
 * said to a peer is an HL7 acknowledgement or a closed connection, never an error of ours.
 */
public final class MllpListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MllpListener.class);
    private static final int BACKLOG = 256;
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Link link;
    private final Reception reception;
    private final ConnectorSettings settings;
    private final InstantSource clock;
    private final ByteBudget budget;
    private final ServerSocket door;
    private final Thread accepting;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    MllpListener(
            Link link,
            Reception reception,
            ConnectorSettings settings,
            InstantSource clock,
            TlsSockets tls,
            ByteBudget budget) {
        this.budget = budget;
        this.link = link;
        this.reception = reception;
        this.settings = settings;
        this.clock = clock;
        this.door = open(link, tls);
        this.accepting = Thread.ofVirtual().name("door " + link.asset()).start(this::accept);
    }

    private static ServerSocket open(Link link, TlsSockets tls) {
        try {
            ServerSocket door = tls.serverSocket(link.tls());
            door.setReuseAddress(true);
            door.bind(new InetSocketAddress(link.host(), link.port()), BACKLOG);
            return door;
        } catch (IOException unavailable) {
            throw new UncheckedIOException(
                    "cannot listen on "
                            + link.receive()
                            + " ("
                            + unavailable.getMessage()
                            + "): free the port or change the route's source.receive",
                    unavailable);
        }
    }

    /** The door this listens at. */
    public Link link() {
        return link;
    }

    /** The port it listens on, chosen by the system when the link says 0. */
    public int port() {
        return door.getLocalPort();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket socket = door.accept();
                if (connections.size() >= settings.connections()) {
                    LOG.warn(
                            "Link {} has its {} connections; a further one was closed",
                            link.asset(),
                            settings.connections());
                    socket.close();
                    continue;
                }
                connections.add(socket);
                Thread.ofVirtual().name("link " + link.asset()).start(() -> serve(socket));
            } catch (SocketException closed) {
                if (!door.isClosed()) {
                    LOG.warn("Link {} could not accept: {}", link.asset(), closed.getMessage());
                }
            } catch (IOException failed) {
                LOG.warn("Link {} could not accept: {}", link.asset(), failed.getMessage());
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            if (socket instanceof SSLSocket secured) {
                secured.setSoTimeout(Math.toIntExact(settings.frameTimeout().toMillis()));
                secured.startHandshake();
            }
            new MllpConnection(socket, link, reception, settings, clock, budget).run();
        } catch (IOException lost) {
            LOG.debug("Link {}: connection lost: {}", link.asset(), lost.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException ours) {
            // The edge of the connection's loop: one connection's fault must not become the link's.
            LOG.error("Link {}: connection closed after an error of ours", link.asset(), ours);
        } finally {
            connections.remove(socket);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket connection : connections) {
                connection.close();
            }
            // The port is free only once the accepting thread has let go of it.
            accepting.join(CLOSING);
        } catch (IOException failed) {
            LOG.debug("Closing link {}: {}", link.asset(), failed.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
