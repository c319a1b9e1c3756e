// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A real PostgreSQL, durable, on 127.0.0.1 with a password of its own, that lives as long as this
 * object: started here, started again if it dies, stopped in order by {@link #close()}. One that
 * was left behind by a killed server is stopped and replaced. Decision 0201.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    /** Recovery after a cut replays at most {@link PostgresSettings#MAX_WAL_SIZE}. */
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    /**
     * A fast stop writes at most {@link PostgresSettings#SHARED_BUFFERS}; a slow disk needs time.
     */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    /** A killed postmaster's children need a moment to see it and leave the shared memory. */
    private static final int START_ATTEMPTS = 5;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Path folder;
    private final FolderLock lock;
    private final PostgresCluster cluster;
    private final String password;
    private final AtomicInteger restarts = new AtomicInteger();
    private final Thread watcher;
    private volatile Process process;
    private volatile int port;
    private volatile boolean running;
    private volatile boolean closing;

    private EmbeddedPostgres(Path folder, FolderLock lock, PostgresCluster cluster)
            throws IOException {
        this.folder = folder;
        this.lock = lock;
        this.cluster = cluster;
        cluster.create();
        password = cluster.password();
        stopOrphan();
        process = startedProcess(Port.ANY);
        running = true;
        watcher = Thread.ofVirtual().name("postgres-watcher").unstarted(this::watch);
    }

    /** Starts in {@code folder}, with the programs unpacked there too. */
    public static EmbeddedPostgres start(Path folder) {
        return start(folder, folder);
    }

    /**
     * Starts, and returns once connections are taken.
     *
     * @param folder holds the cluster, its password and its log; made when absent; one server at a
     *     time
     * @param programs where PostgreSQL's programs are unpacked once per version; may be shared
     * @throws DatabaseException saying what, where and what to do
     */
    public static EmbeddedPostgres start(Path folder, Path programs) {
        try {
            return start(folder, programs, PostgresAccount.choose());
        } catch (IOException failure) {
            throw new DatabaseException(
                    "Cannot choose the account that PostgreSQL runs as: " + failure, failure);
        }
    }

    static EmbeddedPostgres start(Path folder, Path programs, PostgresAccount account) {
        return start(
                folder,
                PostgresBinaries.unpackedIn(programs.toAbsolutePath().normalize()),
                account);
    }

    static EmbeddedPostgres start(Path folder, PostgresBinaries binaries, PostgresAccount account) {
        Path home = folder.toAbsolutePath().normalize();
        try {
            Folders.createPrivate(home);
            var lock = FolderLock.take(home);
            try {
                var cluster = new PostgresCluster(home, binaries, account);
                var postgres = new EmbeddedPostgres(home, lock, cluster);
                postgres.watcher.start();
                return postgres;
            } catch (IOException | RuntimeException failure) {
                lock.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new DatabaseException(
                    "Cannot start PostgreSQL in " + home + ": " + failure, failure);
        }
    }

    /** Where it listens, for the database {@code name}. */
    public String jdbcUrl(String name) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
    }

    /** The account that owns everything in it. */
    public String username() {
        return PostgresCluster.OWNER;
    }

    /** Its password: random, made with the cluster, kept in a file only its owner may read. */
    public String password() {
        return password;
    }

    public int port() {
        return port;
    }

    /** The postmaster's process. */
    public long pid() {
        return process.pid();
    }

    /** How often it died and was started again since this object was made. */
    public int restarts() {
        return restarts.get();
    }

    /** False from the moment it dies until it takes connections again. */
    public boolean running() {
        return running;
    }

    public Path folder() {
        return folder;
    }

    /** Stops in order: open transactions are rolled back, everything is written. */
    @Override
    public void close() {
        closing = true;
        watcher.interrupt();
        try {
            watcher.join();
            running = false;
            stop(process.pid(), STOP_LIMIT);
            process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.close();
        }
    }

    private void watch() {
        while (!closing) {
            try {
                int code = process.waitFor();
                running = false;
                if (!closing) {
                    LOG.error(
                            "PostgreSQL (process {}) ended by itself with code {}; starting it"
                                    + " again. Its log: {}",
                            process.pid(),
                            code,
                            cluster.log());
                    revive();
                }
            } catch (InterruptedException closed) {
                return;
            }
        }
    }

    private void revive() throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        while (!closing) {
            try {
                stopOrphan();
                process = startedProcess(Port.SAME);
                restarts.incrementAndGet();
                running = true;
                LOG.warn("PostgreSQL runs again (process {})", process.pid());
                return;
            } catch (IOException | DatabaseException failure) {
                LOG.error("PostgreSQL does not start; next attempt in {}", pause, failure);
                Thread.sleep(pause);
                pause = pause.multipliedBy(2);
                pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
            }
        }
    }

    /** Which port a start may take: once others know the address it must stay. */
    private enum Port {
        ANY,
        SAME
    }

    private Process startedProcess(Port choice) throws IOException {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            if (choice == Port.ANY) {
                port = freePort(); // someone may take it before PostgreSQL does: another then
            }
            var started = cluster.postmaster(port);
            if (becomesReady(started)) {
                return started;
            }
            if (started.isAlive()) {
                stop(started.pid(), STOP_LIMIT);
                throw new DatabaseException(
                        ("PostgreSQL in %s takes no connections after %s. It may still be"
                                        + " recovering: start again. Its last words:%n%s")
                                .formatted(folder, START_LIMIT, cluster.lastWords()));
            }
            if (attempt == START_ATTEMPTS || closing) {
                throw new DatabaseException(
                        ("PostgreSQL does not start in %s (code %d). Full disk, or files of another"
                                        + " owner? Its last words:%n%s")
                                .formatted(folder, started.exitValue(), cluster.lastWords()));
            }
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.multipliedBy(2);
        }
    }

    private boolean becomesReady(Process started) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (started.isAlive() && System.nanoTime() < deadline) {
            var file = cluster.postmasterFile();
            if (file.isPresent() && file.get().ready() && file.get().pid() == started.pid()) {
                return true;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return false;
    }

    /** Stops a postmaster whose server was killed, and clears what a killed one left. */
    private void stopOrphan() throws IOException {
        var left = cluster.postmasterFile();
        if (left.isEmpty()) {
            return;
        }
        if (left.get().serves(cluster.files())) {
            LOG.warn(
                    "A PostgreSQL (process {}) was left behind in {}; stopping it",
                    left.get().pid(),
                    folder);
            stop(left.get().pid(), STOP_LIMIT);
        } else {
            // Its number may since belong to another process, and PostgreSQL would then not start.
            cluster.forgetPostmaster();
        }
    }

    /** Asks for a fast stop; past the limit asks for an immediate one (WAL recovers it). */
    private void stop(long pid, Duration limit) throws IOException {
        cluster.signal("INT", pid);
        if (!gone(pid, limit)) {
            cluster.signal("QUIT", pid);
            if (!gone(pid, limit)) {
                throw new DatabaseException(
                        ("PostgreSQL (process %d) in %s does not stop. Stop it by hand, then start"
                                        + " again.")
                                .formatted(pid, folder));
            }
        }
    }

    private boolean gone(long pid, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline) {
            boolean alive = ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
            // An orphan nobody reaps stays in the process table; its file tells that it left.
            if (!alive || cluster.postmasterFile().isEmpty()) {
                return true;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        return false;
    }

    private static int freePort() throws IOException {
        try (var socket =
                new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }
}
