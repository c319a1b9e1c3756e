// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import org.arrimage.messagelog.Duplicates.Claim;
import org.arrimage.messagelog.Duplicates.Waiting;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** Starts after the database and the keys, before anything that reads or writes the log. */
    public static final int PHASE = 100;

    private final DataSource database;
    private final LogStore store;
    private final Sealing sealing;
    private final LargeBodies bodies;
    private final LogSettings settings;

    /** Large values whose messages are on their way to the disk. */
    private final Set<Long> submitted = ConcurrentHashMap.newKeySet();

    private final Map<Short, AtomicLong> appended = new ConcurrentHashMap<>();
    private @Nullable Running running;

    private record Running(
            RecentMessages recent,
            LogReader reader,
            Segments segments,
            Duplicates duplicates,
            LogWriter writer,
            Thread thread) {}

    MessageLog(
            DataSource database,
            LogStore store,
            Sealing sealing,
            LargeBodies bodies,
            LogSettings settings) {
        this.database = database;
        this.store = store;
        this.sealing = sealing;
        this.bodies = bodies;
        this.settings = settings;
    }

    /** The log's number for an asset that sends; the same for ever. */
    public short source(String asset) {
        return store.source(asset);
    }

    /**
     * Queues a message to be recorded, unless the same one came before; waits while the writer's
     * queue is full.
     *
     * @return what to wait on before acknowledging
     */
    public Ticket submit(Incoming incoming) throws InterruptedException {
        Running now = running();
        return switch (now.duplicates().claim(incoming)) {
            case Claim.New(Waiting mine) -> {
                try {
                    submit(now, mine);
                } catch (InterruptedException closing) {
                    now.duplicates().giveUp(mine);
                    throw closing;
                }
                yield mine.ticket();
            }
            case Claim.OnItsWay(Ticket first) -> Ticket.repeating(first);
            case Claim.OnDisk(long position) -> {
                Optional<LoggedMessage> first = at(position);
                yield first.isPresent() ? Ticket.repeating(first.get()) : submitAnyway(incoming);
            }
        };
    }

    /** Queues a message to be recorded even when the same one came before. */
    public Ticket submitAnyway(Incoming incoming) throws InterruptedException {
        Running now = running();
        Waiting mine = now.duplicates().accept(incoming);
        submit(now, mine);
        return mine.ticket();
    }

    private void submit(Running now, Waiting message) throws InterruptedException {
        LargeValues large = message.ticket().incoming().large();
        if (!large.isNone()) {
            submitted.add(large.body());
        }
        now.writer().submit(message);
    }

    /**
     * Lets go of what was stored of a message while it arrived, unless the message was handed over
     * to be recorded: then its values are the log's.
     */
    public void abandonUnlessSubmitted(LargeValues large) {
        if (!large.isNone() && !submitted.contains(large.body())) {
            bodies.abandon(large);
        }
    }

    /** The last durable position; 0 while the log is empty. */
    public long end() {
        return running().recent().end();
    }

    /** The last position that a connection sees; 0 while the log is empty. */
    public long end(Connection connection) throws SQLException {
        return LogStore.end(connection);
    }

    /** How many messages of {@code source} were recorded since the start of this process. */
    public long appendedSinceStart(short source) {
        return appended.computeIfAbsent(source, _ -> new AtomicLong()).get();
    }

    /** The end of the log and how many messages of a source were recorded, of one moment. */
    public Mark mark(short source) {
        synchronized (appended) {
            return new Mark(end(), appendedSinceStart(source));
        }
    }

    /**
     * The log at one moment.
     *
     * @param end the last position
     * @param appended messages of one source recorded since the start of this process
     */
    public record Mark(long end, long appended) {}

    /**
     * How many messages of {@code source} follow {@code position}; asks the database.
     *
     * @param upTo the end of the log at some moment: what came later is not counted
     */
    public long count(long position, long upTo, short source) {
        long count = 0;
        for (Segment segment : running().segments().after(position)) {
            count += store.count(segment.bucket(), position, upTo, source);
        }
        return count;
    }

    /** Waits until the log has grown past {@code position}. */
    public void awaitAfter(long position) throws InterruptedException {
        running().recent().awaitAfter(position);
    }

    /**
     * What follows {@code position}, from memory when it is recent, from the log otherwise.
     *
     * @param source only its messages are returned
     * @param limit most messages returned
     */
    public Page read(long position, short source, int limit) {
        Running now = running();
        Optional<Page> fresh = now.recent().after(position, source, limit);
        return fresh.orElseGet(
                () -> now.reader().after(position, now.recent().end(), source, limit));
    }

    /** The message at a position. */
    public Optional<LoggedMessage> at(long position) {
        return running().reader().at(position);
    }

    /** The newest messages, newest first. */
    public List<LoggedSummary> latest(int limit) {
        Map<Short, String> sources = store.sources();
        return running()
                .reader()
                .latest(
                        limit,
                        each ->
                                new LoggedSummary(
                                        each.position(),
                                        each.id(),
                                        sources.getOrDefault(each.message().source(), ""),
                                        each.message().type(),
                                        each.message().receivedAt(),
                                        each.message().size()));
    }

    /** How the log stands, for meters. */
    public LogCounts counts() {
        Running now = running();
        long blocked = now.writer().blockedSince();
        return new LogCounts(
                now.writer().depth(),
                now.duplicates().reused(),
                blocked == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - blocked));
    }

    /**
     * Drops partitions that were kept for their days and that lie before {@code floor}; what a hold
     * covers is kept aside, and goes once none does.
     *
     * @param floor no position from here on may go: a lane or a parked message still needs it
     * @return how many partitions went
     */
    int drop(Instant now, long floor) {
        Segments segments = running().segments();
        int dropped = 0;
        for (Segment segment : segments.newestFirst()) {
            if (Bucket.expired(segment.bucket(), now) && segment.last() < floor) {
                if (!store.drop(segment.bucket())) {
                    // Each try may keep the writer waiting: one a pass.
                    break;
                }
                refreshHeld(segments);
                segments.remove(segment.bucket());
                dropped++;
            }
        }
        bodies.dropExpired(now, segments.buckets());
        if (segments.has(Bucket.HELD)) {
            store.releaseHeld(floor);
            refreshHeld(segments);
        }
        bodies.releaseHeld();
        return dropped;
    }

    private void refreshHeld(Segments segments) {
        if (store.partitions().all().contains(Bucket.HELD)) {
            store.segment(Bucket.HELD)
                    .ifPresentOrElse(segments::put, () -> segments.remove(Bucket.HELD));
        }
    }

    /** The first day, since 1970, of which messages are kept; today when none are. */
    int oldestDay(Instant now) {
        return running().segments().newestFirst().stream()
                .filter(segment -> segment.bucket() != Bucket.HELD)
                .mapToInt(segment -> (int) Bucket.day(segment.bucket()).toEpochDay())
                .min()
                .orElse(Bucket.of(0, now));
    }

    /** Makes the partitions of the next day for the classes in use. */
    void prepare(Instant now) {
        int today = Bucket.of(0, now);
        for (Segment segment : running().segments().newestFirst()) {
            if (Bucket.day(segment.bucket()).toEpochDay() == today) {
                store.partitions().ensure(Bucket.nextDay(segment.bucket()));
            }
        }
    }

    @Override
    public void start() {
        bodies.forgetCut();
        Segments segments = Segments.of(store);
        long end = segments.end();
        RecentMessages recent =
                new RecentMessages(settings.recent(), settings.recentBytes().toBytes(), end);
        Duplicates duplicates =
                new Duplicates(SipHash.keyed(sealing.duplicates()), settings.recognised());
        restore(duplicates, segments, Math.max(0, end - settings.recognised()));
        LogWriter writer =
                new LogWriter(
                        database,
                        store,
                        settings,
                        new BlockPacker(sealing),
                        end,
                        (batch, messages, blocks) -> {
                            blocks.forEach(segments::add);
                            blocks.forEach(this::arrived);
                            synchronized (appended) {
                                count(messages);
                                recent.add(messages);
                            }
                            duplicates.committed(batch, messages.getFirst().position());
                        });
        Thread thread = Thread.ofPlatform().name("log-writer").start(writer);
        running =
                new Running(
                        recent,
                        new LogReader(store, segments, sealing),
                        segments,
                        duplicates,
                        writer,
                        thread);
    }

    private void arrived(Block block) {
        for (long body : block.bodies()) {
            submitted.remove(body);
        }
    }

    private void restore(Duplicates duplicates, Segments segments, long from) {
        for (Segment segment : segments.after(from)) {
            store.stubs(segment.bucket(), from, duplicates::restore);
        }
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
