// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

/**
 * Step 2 of a message's path: the log. A message is appended once, durably, before it is
 * acknowledged; everything else reads it from a position of its own.
 *
 * <p>Durable means committed by PostgreSQL with {@code fsync} and {@code synchronous_commit} on: it
 * survives the death of the process and of the operating system, not the loss of the disk.
 */
@Component
public final class MessageLog implements SmartLifecycle {

    /** Starts after the database, before anything that reads or writes the log. */
    public static final int PHASE = 100;

    private final DataSource database;
    private final LogStore store;
    private final LogSettings settings;
    private final Map<Short, AtomicLong> appended = new ConcurrentHashMap<>();
    private @Nullable Running running;

    private record Running(RecentMessages recent, LogWriter writer, Thread thread) {}

    MessageLog(DataSource database, LogStore store, LogSettings settings) {
        this.database = database;
        this.store = store;
        this.settings = settings;
    }

    /** The log's number for an asset that sends; the same for ever. */
    public short source(String asset) {
        return store.source(asset);
    }

    /**
     * Queues a message to be recorded; waits while the writer's queue is full.
     *
     * @return what to wait on before acknowledging
     */
    public Ticket submit(Incoming incoming) throws InterruptedException {
        return running().writer().submit(incoming);
    }

    /** The last durable position; 0 while the log is empty. */
    public long end() {
        return running().recent().end();
    }

    /** The last position that a connection sees; 0 while the log is empty. */
    public long end(Connection connection) throws SQLException {
        return store.end(connection);
    }

    /** How many messages of {@code source} were recorded since the start of this process. */
    public long appendedSinceStart(short source) {
        return appended.computeIfAbsent(source, _ -> new AtomicLong()).get();
    }

    /** How many messages of {@code source} follow {@code position}; counts rows, so not hot. */
    public long countAfter(long position, short source) {
        return store.countAfter(position, source);
    }

    /** Waits until the log has grown past {@code position}, or {@code atMost} went by. */
    public void awaitAfter(long position, Duration atMost) throws InterruptedException {
        running().recent().awaitAfter(position, atMost.toMillis());
    }

    /**
     * What follows {@code position}, from memory when it is recent, from the log otherwise.
     *
     * @param source only its messages are returned
     * @param limit most messages returned
     */
    public Page read(long position, short source, int limit) {
        RecentMessages recent = running().recent();
        Optional<Page> fresh = recent.after(position, source, limit);
        if (fresh.isPresent()) {
            return fresh.get();
        }
        long end = recent.end();
        List<LoggedMessage> older = store.after(position, end, source, limit);
        return new Page(older, older.size() < limit ? end : older.getLast().position());
    }

    /** The message at a position. */
    public Optional<LoggedMessage> at(long position) {
        return store.at(position);
    }

    /** The newest messages, newest first. */
    public List<LoggedSummary> latest(int limit) {
        return store.latest(limit);
    }

    @Override
    public void start() {
        RecentMessages recent =
                new RecentMessages(
                        settings.recent(), settings.recentBytes().toBytes(), store.end());
        LogWriter writer = new LogWriter(database, store, settings, recent, this::count);
        Thread thread = Thread.ofPlatform().name("log-writer").start(writer);
        running = new Running(recent, writer, thread);
    }

    private void count(List<LoggedMessage> batch) {
        for (LoggedMessage message : batch) {
            appended.computeIfAbsent(message.message().source(), _ -> new AtomicLong())
                    .incrementAndGet();
        }
    }

    @Override
    public void stop() {
        Running stopping = running;
        if (stopping != null) {
            stopping.thread().interrupt();
            running = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private Running running() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("the log is not open");
        }
        return now;
    }
}
