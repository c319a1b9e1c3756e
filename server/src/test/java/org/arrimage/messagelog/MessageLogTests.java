// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

class MessageLogTests {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final Instant NOON = Instant.parse("2026-03-02T17:00:00.123456Z");
    private static final LogSettings SMALL =
            new LogSettings(16, DataSize.ofMegabytes(1), 64, 32, DataSize.ofMegabytes(1), 1_000);

    private TestDatabase database;
    private MessageLog log;
    private short source;
    private int sent;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        log = start();
        source = log.source("adt");
    }

    @AfterEach
    void close() {
        log.stop();
        database.close();
    }

    @Test
    void givesEachMessageTheNextPositionAndKeepsItWhole() throws Exception {
        Incoming sent = message(source, "première", 42, 7);

        Ticket ticket = log.submit(sent);
        boolean durable = ticket.awaitDurable(LONG_ENOUGH);

        LoggedMessage kept = log.at(ticket.position()).orElseThrow();
        assertThat(durable).isTrue();
        assertThat(ticket.position()).isEqualTo(1);
        assertThat(kept.message().body()).isEqualTo(sent.body());
        assertThat(kept.message())
                .usingRecursiveComparison()
                .ignoringFields("body")
                .isEqualTo(sent);
    }

    @Test
    void readsTheSameFromMemoryAndFromTheDatabase() throws Exception {
        short other = log.source("lab");
        append(source, 50);
        append(other, 10);
        append(source, 50);

        // The first hundred have left the memory of 32; the last ones have not.
        List<Long> all = readAll(0, 7);
        List<Long> tip = readAll(90, 7);

        assertThat(all)
                .containsExactlyElementsOf(
                        LongStream.concat(
                                        LongStream.rangeClosed(1, 50),
                                        LongStream.rangeClosed(61, 110))
                                .boxed()
                                .toList());
        assertThat(tip).containsExactlyElementsOf(LongStream.rangeClosed(91, 110).boxed().toList());
    }

    @Test
    void continuesWhereItWasAfterARestart() throws Exception {
        append(source, 3);

        log.stop();
        log = start();
        append(source, 1);

        assertThat(readAll(0, 10)).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void losesAndDoublesNothingWhenItsConnectionIsCutAgainAndAgain() throws Exception {
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            tickets.add(log.submit(message(source, "m" + i, i)));
            if (i % 40 == 20) {
                cutEveryConnection();
            }
        }
        for (Ticket ticket : tickets) {
            assertThat(ticket.awaitDurable(LONG_ENOUGH)).isTrue();
        }

        List<String> kept = new ArrayList<>();
        for (long position : readAll(0, 100)) {
            kept.add(log.at(position).orElseThrow().message().controlId());
        }
        assertThat(kept).hasSize(400).doesNotHaveDuplicates();
        assertThat(kept.getFirst()).isEqualTo("m0");
        assertThat(kept.getLast()).isEqualTo("m399");
    }

    @Test
    void readsLargeMessagesBackAFewAtATime() throws Exception {
        Random chance = new Random(1);
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            byte[] body = new byte[3 << 20];
            // Half of them cannot be compressed; the others are a few hundred bytes on disk.
            if (i < 8) {
                chance.nextBytes(body);
            }
            tickets.add(log.submit(message(source, "large" + i, body)));
        }
        for (Ticket ticket : tickets) {
            assertThat(ticket.awaitDurable(LONG_ENOUGH)).isTrue();
        }
        append(source, 40);

        List<Integer> sizes = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        long readTo = 0;
        while (readTo < 16) {
            Page page = log.read(readTo, source, 256);
            sizes.add(
                    page.messages().stream().mapToInt(each -> each.message().body().length).sum());
            page.messages().forEach(each -> positions.add(each.position()));
            readTo = page.readTo();
        }

        assertThat(sizes).allMatch(bytes -> bytes < (8 + 3) << 20);
        assertThat(positions)
                .startsWith(LongStream.rangeClosed(1, 16).boxed().toArray(Long[]::new))
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(bytesAtOnce()).as("one turn each").isZero();
    }

    /** How many sealed bytes the database sends for a page of eight blocks of three megabytes. */
    private int bytesAtOnce() {
        LogStore store = new LogStore(JdbcClient.create(database.dataSource()));
        int bucket = store.partitions().all().getFirst();
        return store.after(bucket, 0, 8, source, 8).stream()
                .mapToInt(block -> block.sealed().length)
                .sum();
    }

    @Test
    void showsTheNewestMessagesOfAllSourcesWhateverPartitionsTheyAreIn() throws Exception {
        short other = log.source("lab");
        append(source, 20);
        append(other, 20);
        Ticket last = log.submit(kept(30, source, "kept for other days"));
        assertThat(last.awaitDurable(LONG_ENOUGH)).isTrue();
        append(source, 2);

        assertThat(log.latest(30))
                .extracting(LoggedSummary::position)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(14, 43).map(it -> 57 - it).boxed().toList());
        assertThat(log.latest(1_000)).hasSize(43);
        assertThat(log.latest(4))
                .extracting(LoggedSummary::source)
                .containsExactly("adt", "adt", "adt", "lab");
    }

    @Test
    void wakesAReaderWhenSomethingFollows() throws Exception {
        Thread writer = Thread.ofVirtual().start(() -> appendQuietly(1));

        log.awaitAfter(0);
        writer.join();

        assertThat(log.end()).isEqualTo(1);
    }

    private void appendQuietly(int count) {
        try {
            append(source, count);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void append(short from, int count) throws InterruptedException {
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tickets.add(log.submit(message(from, "c" + ++sent, i)));
        }
        for (Ticket ticket : tickets) {
            assertThat(ticket.awaitDurable(LONG_ENOUGH)).isTrue();
        }
    }

    private List<Long> readAll(long after, int pageSize) {
        List<Long> positions = new ArrayList<>();
        long readTo = after;
        while (readTo < log.end()) {
            Page page = log.read(readTo, source, pageSize);
            page.messages().forEach(each -> positions.add(each.position()));
            readTo = page.readTo();
        }
        return positions;
    }

    private void cutEveryConnection() throws SQLException {
        JdbcClient.create(database.dataSource())
                .sql(
                        """
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid()
                        """)
                .query((row, _) -> row.getBoolean(1))
                .list();
    }

    private MessageLog start() {
        return open(database, SMALL, () -> NOON);
    }

    static MessageLog open(TestDatabase database, LogSettings settings, InstantSource clock) {
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        MessageLog opened =
                new MessageLog(
                        database.dataSource(),
                        new LogStore(jdbc),
                        new TestSealing(),
                        new LargeBodies(new ChunkStore(jdbc), new TestSealing(), clock),
                        settings);
        opened.start();
        return opened;
    }

    private static Incoming message(short from, String controlId, long... keys) {
        return new Incoming(
                from,
                90,
                NOON,
                "ADT^A08",
                controlId,
                OrderingKeys.of(keys),
                ("MSH|é|" + controlId).getBytes(StandardCharsets.UTF_8));
    }

    private static Incoming message(short from, String controlId, byte[] body) {
        return new Incoming(from, 90, NOON, "ADT^A08", controlId, OrderingKeys.of(1), body);
    }

    private static Incoming kept(int days, short from, String controlId) {
        return new Incoming(
                from, days, NOON, "ADT^A08", controlId, OrderingKeys.of(1), new byte[] {1});
    }
}
