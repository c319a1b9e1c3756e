// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import org.arrimage.messagelog.Duplicates.Waiting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

/**
 * The one writer of the log: puts all that waits into one statement and one commit.
 *
 * <p>One writer makes the order of positions the order of commits, so a reader never sees a gap. A
 * commit whose answer was lost is settled by looking for its last block: positions are given here,
 * so the batch is there whole or not at all.
 */
final class LogWriter implements Runnable {

    /** Larger blocks pack no better, and a reader unpacks a whole one. */
    static final int BLOCK_BYTES = 1 << 20;

    private static final int BLOCK_MESSAGES = 512;
    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private static final Comparator<Waiting> BY_SOURCE =
            Comparator.comparingInt(each -> each.ticket().incoming().source());

    private final DataSource database;
    private final LogStore store;
    private final LogSettings settings;
    private final BlockPacker packer;
    private final Committed committed;
    private final BlockingQueue<Waiting> waiting;
    private @Nullable Connection connection;
    private volatile long blockedSince;
    private long next;

    /** Who is told of each batch once it is on disk, before the tickets are. */
    @FunctionalInterface
    interface Committed {
        void batch(List<Waiting> batch, List<LoggedMessage> messages, List<Block> blocks);
    }

    LogWriter(
            DataSource database,
            LogStore store,
            LogSettings settings,
            BlockPacker packer,
            long end,
            Committed committed) {
        this.database = database;
        this.store = store;
        this.settings = settings;
        this.packer = packer;
        this.committed = committed;
        this.waiting = new ArrayBlockingQueue<>(settings.waiting());
        this.next = end + 1;
    }

    /** Queues a message; waits while the queue is full. */
    void submit(Waiting message) throws InterruptedException {
        waiting.put(message);
    }

    /** Messages that wait to be written. */
    int depth() {
        return waiting.size();
    }

    /** Since when the log could not be written, in {@link System#nanoTime}; 0 while it can. */
    long blockedSince() {
        return blockedSince;
    }

    @Override
    public void run() {
        List<Waiting> batch = new ArrayList<>(settings.batch());
        try {
            while (true) {
                takeBatch(batch);
                record(batch);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
            packer.close();
        }
    }

    private void takeBatch(List<Waiting> batch) throws InterruptedException {
        batch.clear();
        Waiting first = waiting.take();
        long bytes = size(first);
        batch.add(first);
        while (batch.size() < settings.batch() && bytes < settings.batchBytes().toBytes()) {
            Waiting more = waiting.poll();
            if (more == null) {
                return;
            }
            bytes += size(more);
            batch.add(more);
        }
    }

    private static int size(Waiting each) {
        return each.ticket().incoming().body().length;
    }

    private void record(List<Waiting> batch) throws InterruptedException {
        // Between sources there is no order to keep; within one the sort keeps it.
        Collections.sort(batch, BY_SOURCE);
        long first = next;
        List<LoggedMessage> messages = new ArrayList<>(batch.size());
        for (Waiting each : batch) {
            messages.add(new LoggedMessage(next++, each.ticket().incoming()));
        }
        List<Block> blocks = blocks(batch, first);
        commitUntilDone(blocks);
        // Readers first: the lanes already work while the connections are woken to acknowledge.
        committed.batch(batch, messages, blocks);
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).ticket().commit(first + i);
        }
    }

    private List<Block> blocks(List<Waiting> batch, long first) {
        List<Block> blocks = new ArrayList<>(1);
        int from = 0;
        while (from < batch.size()) {
            int bucket = bucket(batch.get(from));
            int to = from + 1;
            long bytes = size(batch.get(from));
            while (to < batch.size()
                    && to - from < BLOCK_MESSAGES
                    && bytes + size(batch.get(to)) <= BLOCK_BYTES
                    && source(batch.get(to)) == source(batch.get(from))
                    && bucket(batch.get(to)) == bucket) {
                bytes += size(batch.get(to++));
            }
            blocks.add(block(batch.subList(from, to), bucket, first + from));
            from = to;
        }
        return blocks;
    }

    private Block block(List<Waiting> batch, int bucket, long first) {
        List<Incoming> messages = new ArrayList<>(batch.size());
        List<Stub> stubs = new ArrayList<>(batch.size());
        for (Waiting each : batch) {
            messages.add(each.ticket().incoming());
            stubs.add(each.stub());
        }
        return packer.pack(messages, bucket, first, Stub.encode(stubs));
    }

    private static short source(Waiting each) {
        return each.ticket().incoming().source();
    }

    private static int bucket(Waiting each) {
        return each.ticket().incoming().bucket();
    }

    private void commitUntilDone(List<Block> blocks) throws InterruptedException {
        long pause = 10;
        boolean doubtful = false;
        while (true) {
            try {
                Connection usable = connect();
                if (doubtful && store.holds(usable, blocks.getLast())) {
                    break;
                }
                for (Block block : blocks) {
                    store.partitions().ensure(block.bucket());
                }
                doubtful = true;
                store.insert(usable, blocks);
                break;
            } catch (SQLException | DataAccessException failure) {
                blockedSince = blockedSince == 0 ? System.nanoTime() : blockedSince;
                LOG.warn(
                        "The log cannot be written: {}; {} message(s) wait, trying again in {} ms",
                        cause(failure),
                        blocks.getLast().last() - blocks.getFirst().first() + 1,
                        pause);
                disconnect();
                TimeUnit.MILLISECONDS.sleep(pause);
                pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
            }
        }
        blockedSince = 0;
    }

    /** What may be said of a failure: its message could hold values. */
    private static String cause(Exception failure) {
        return failure instanceof SQLException sql
                ? "SQLSTATE " + sql.getSQLState()
                : failure.getClass().getSimpleName();
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
