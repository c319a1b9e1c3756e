// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import javax.sql.DataSource;

/**
 * The one writer of the log: puts all that waits into one statement and one commit.
 *
 * <p>One writer makes the order of positions the order of commits, so a reader never sees a gap. A
 * commit whose answer was lost is settled by looking at the end of the log: positions are given
 * here, so the batch is there whole or not at all.
 */
final class LogWriter implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final DataSource database;
    private final LogStore store;
    private final LogSettings settings;
    private final RecentMessages recent;
    private final Consumer<List<LoggedMessage>> committed;
    private final BlockingQueue<Ticket> waiting;
    private @Nullable Connection connection;
    private long next;

    LogWriter(
            DataSource database,
            LogStore store,
            LogSettings settings,
            RecentMessages recent,
            Consumer<List<LoggedMessage>> committed) {
        this.database = database;
        this.store = store;
        this.settings = settings;
        this.recent = recent;
        this.committed = committed;
        this.waiting = new ArrayBlockingQueue<>(settings.waiting());
        this.next = recent.end() + 1;
    }

    /** Queues a message; waits while the queue is full. */
    Ticket submit(Incoming incoming) throws InterruptedException {
        Ticket ticket = new Ticket(incoming);
        waiting.put(ticket);
        return ticket;
    }

    @Override
    public void run() {
        List<Ticket> tickets = new ArrayList<>(settings.batch());
        try {
            while (true) {
                takeBatch(tickets);
                record(tickets);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    private void takeBatch(List<Ticket> tickets) throws InterruptedException {
        tickets.clear();
        Ticket first = waiting.take();
        long bytes = first.incoming().body().length;
        tickets.add(first);
        while (tickets.size() < settings.batch() && bytes < settings.batchBytes().toBytes()) {
            Ticket more = waiting.poll();
            if (more == null) {
                return;
            }
            bytes += more.incoming().body().length;
            tickets.add(more);
        }
    }

    private void record(List<Ticket> tickets) throws InterruptedException {
        List<LoggedMessage> batch = new ArrayList<>(tickets.size());
        for (Ticket ticket : tickets) {
            batch.add(new LoggedMessage(next++, ticket.incoming()));
        }
        commitUntilDone(batch);
        // Readers first: the lanes already work while the connections are woken to acknowledge.
        committed.accept(batch);
        recent.add(batch);
        for (int i = 0; i < tickets.size(); i++) {
            tickets.get(i).commit(batch.get(i).position());
        }
    }

    private void commitUntilDone(List<LoggedMessage> batch) throws InterruptedException {
        long pause = 10;
        boolean doubtful = false;
        while (true) {
            try {
                Connection usable = connect();
                if (doubtful && store.end(usable) >= batch.getLast().position()) {
                    return;
                }
                doubtful = true;
                store.insert(usable, batch);
                return;
            } catch (SQLException failure) {
                LOG.warn(
                        "The log cannot be written: SQLSTATE {}; {} message(s) wait, trying again"
                                + " in {} ms",
                        failure.getSQLState(),
                        batch.size(),
                        pause);
                disconnect();
                TimeUnit.MILLISECONDS.sleep(pause);
                pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    private Connection connect() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = database.getConnection();
            open.setAutoCommit(true);
            connection = open;
        }
        return open;
    }

    private void disconnect() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException failure) {
                LOG.debug("Closing the writer's connection: SQLSTATE {}", failure.getSQLState());
            }
        }
    }
}
