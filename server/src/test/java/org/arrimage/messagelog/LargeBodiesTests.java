// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.arrimage.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;

class LargeBodiesTests {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final Instant NOON = Instant.parse("2026-03-02T17:00:00Z");
    private static final int RETENTION = 90;
    private static final LogSettings SETTINGS =
            new LogSettings(16, DataSize.ofMegabytes(1), 64, 32, DataSize.ofMegabytes(1), 1_000);
    private static final int SIZE = 3 * ValueWriter.CHUNK + 12_345;

    private TestDatabase database;
    private Instant now = NOON;
    private LargeBodies bodies;
    private MessageLog log;
    private short source;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        start();
        source = log.source("lab");
    }

    @AfterEach
    void close() {
        log.stop();
        database.close();
    }

    @Test
    void givesBackEachPartOfWhatItTookIn() throws Exception {
        byte[] values = noise(1, SIZE);

        LargeValues large = arrive(values);
        LoggedMessage kept = record("a", large);

        assertThat(kept.message().large()).isEqualTo(large);
        assertThat(kept.message().size()).isEqualTo(SIZE);
        assertThat(copied(large, 0, SIZE)).isEqualTo(values);
        for (int from : new int[] {0, 1, ValueWriter.CHUNK - 1, ValueWriter.CHUNK, SIZE - 7}) {
            int length = Math.min(ValueWriter.CHUNK + 2, SIZE - from);
            assertThat(copied(large, from, length))
                    .isEqualTo(Arrays.copyOfRange(values, from, from + length));
        }
    }

    @Test
    void mixesLargeAndOrdinaryMessagesInOneCommit() throws Exception {
        LargeValues one = arrive(noise(1, SIZE));
        LargeValues other = arrive(noise(2, SIZE));
        Ticket[] tickets = {
            log.submit(message("s1", LargeValues.NONE)),
            log.submit(message("l1", one)),
            log.submit(message("s2", LargeValues.NONE)),
            log.submit(message("l2", other))
        };
        for (Ticket ticket : tickets) {
            assertThat(ticket.awaitDurable(LONG_ENOUGH)).isTrue();
        }
        restart();

        assertThat(log.read(0, source, 10).messages())
                .extracting(each -> each.message().large())
                .containsExactly(LargeValues.NONE, one, LargeValues.NONE, other);
        assertThat(arriving()).isZero();
        assertThat(chunks()).isEqualTo(8);
    }

    @Test
    void storesNothingForAMessageWithoutLargeValues() throws Exception {
        ValueWriter writer = bodies.writer(source, () -> RETENTION);

        assertThat(writer.finish(10)).isEqualTo(LargeValues.NONE);
        assertThat(writer.held()).isZero();
        assertThat(arriving() + chunks()).isZero();
    }

    @Test
    void letsGoOfWhatWasCutAndKeepsWhatWasRecordedWhenItStartsAgain() throws Exception {
        byte[] values = noise(1, SIZE);
        LargeValues recorded = arrive(values);
        record("a", recorded);
        bodies.writer(source, () -> RETENTION).write(noise(2, SIZE), 0, SIZE);
        arrive(noise(3, SIZE));
        assertThat(chunks()).isEqualTo(4 + 3 + 4);

        restart();

        assertThat(chunks()).isEqualTo(4);
        assertThat(arriving()).isZero();
        assertThat(copied(recorded, 0, SIZE)).isEqualTo(values);
    }

    @Test
    void letsGoOfWhatWasAbandonedAndNeverOfWhatWasRecorded() throws Exception {
        LargeValues recorded = arrive(noise(1, SIZE));
        record("a", recorded);
        ValueWriter cut = bodies.writer(source, () -> RETENTION);
        cut.write(noise(2, SIZE), 0, SIZE);

        cut.abandon();
        bodies.abandon(recorded);

        assertThat(chunks()).isEqualTo(4);
        assertThat(arriving()).isZero();
    }

    @Test
    void recognisesALargeMessageThatComesAgainAndKeepsItsValuesOnce() throws Exception {
        byte[] values = noise(1, SIZE);
        byte[] others = values.clone();
        others[SIZE - 1]++;
        record("a", arrive(values));

        LargeValues repeated = arrive(values);
        Ticket again = log.submit(message("a", repeated));
        log.abandonUnlessSubmitted(repeated);
        LargeValues changed = arrive(others);
        Ticket other = log.submit(message("a", changed));
        log.abandonUnlessSubmitted(changed);

        assertThat(again.repeated()).isTrue();
        assertThat(other.repeated()).isFalse();
        assertThat(other.awaitDurable(LONG_ENOUGH)).isTrue();
        assertThat(copied(again.incoming().large(), 0, SIZE)).isEqualTo(values);
        assertThat(chunks()).isEqualTo(8);
        restart();
        LargeValues afterwards = arrive(others);
        assertThat(log.submit(message("a", afterwards)).repeated()).isTrue();
        log.abandonUnlessSubmitted(afterwards);
        assertThat(chunks()).isEqualTo(8);
    }

    @Test
    void filesAMessageThatCameAroundMidnightWithItsValues() throws Exception {
        now = Instant.parse("2026-03-02T23:59:59Z");
        LargeValues large = arrive(noise(1, SIZE));
        now = now.plusSeconds(2);

        LoggedMessage kept = record("a", large);

        assertThat(kept.message().bucket()).isEqualTo(large.bucket());
        restart();
        assertThat(log.at(kept.position())).isPresent();
    }

    @Test
    void dropsTheValuesWithTheirMessageAndKeepsWhatAHoldCovers() throws Exception {
        short held = log.source("held");
        byte[] values = noise(1, SIZE);
        LargeValues dropped = arrive(noise(2, SIZE));
        record("a", dropped);
        LargeValues kept = arrive(held, values);
        Ticket ticket = log.submit(message(held, "b", kept));
        assertThat(ticket.awaitDurable(LONG_ENOUGH)).isTrue();
        jdbc().sql(
                        "insert into messagelog.hold (source, placed_at, placed_by, reason)"
                                + " values (?, now(), 'p', 'r')")
                .param(held)
                .update();

        int gone = log.drop(NOON.plus(Duration.ofDays(RETENTION + 2)), Long.MAX_VALUE);

        assertThat(gone).isEqualTo(1);
        assertThat(chunks()).isEqualTo(4);
        assertThat(copied(kept, 0, SIZE)).isEqualTo(values);
        assertThatThrownBy(() -> copied(dropped, 0, 1)).isInstanceOf(IllegalStateException.class);
        assertThat(log.at(ticket.position()).orElseThrow().message().large()).isEqualTo(kept);
        jdbc().sql("update messagelog.hold set released_at = now()").update();
        log.drop(NOON.plus(Duration.ofDays(RETENTION + 2)), ticket.position());
        assertThat(copied(kept, 0, SIZE)).as("still to be read").isEqualTo(values);
        log.drop(NOON.plus(Duration.ofDays(RETENTION + 2)), Long.MAX_VALUE);
        assertThat(chunks()).isZero();
    }

    @Test
    void dropsAPartitionThatOnlyCutMessagesWereIn() throws Exception {
        bodies.writer(source, () -> 1).write(noise(2, SIZE), 0, SIZE);

        log.drop(NOON.plus(Duration.ofDays(3)), Long.MAX_VALUE);

        assertThat(chunks()).isZero();
    }

    @Test
    void survivesTheLossOfItsConnections() throws Exception {
        byte[] values = noise(1, 40 * ValueWriter.CHUNK);
        ValueWriter writer = bodies.writer(source, () -> RETENTION);
        for (int at = 0; at < values.length; at += 100_000) {
            writer.write(values, at, Math.min(100_000, values.length - at));
            if (at % 1_000_000 == 0) {
                cutEveryConnection();
            }
        }
        LargeValues large = writer.finish(values.length);
        cutEveryConnection();

        record("a", large);

        assertThat(arriving()).isZero();
        assertThat(copied(large, 0, values.length)).isEqualTo(values);
    }

    @Test
    void doesNotTakeOneChunkForAnother() throws Exception {
        LargeValues large = arrive(noise(1, SIZE));
        record("a", large);
        jdbc().sql(
                        """
                        update messagelog.chunk a set sealed = b.sealed from messagelog.chunk b
                        where a.number = 0 and b.number = 1
                        """)
                .update();

        assertThatThrownBy(() -> copied(large, 0, 1)).isInstanceOf(RuntimeException.class);
    }

    private LargeValues arrive(byte[] values) throws IOException {
        return arrive(source, values);
    }

    private LargeValues arrive(short from, byte[] values) throws IOException {
        ValueWriter writer = bodies.writer(from, () -> RETENTION);
        for (int at = 0; at < values.length; at += 10_007) {
            writer.write(values, at, Math.min(10_007, values.length - at));
        }
        return writer.finish(values.length);
    }

    private LoggedMessage record(String controlId, LargeValues large) throws InterruptedException {
        Ticket ticket = log.submit(message(controlId, large));
        assertThat(ticket.awaitDurable(LONG_ENOUGH)).isTrue();
        return log.at(ticket.position()).orElseThrow();
    }

    private byte[] copied(LargeValues large, long from, long length) throws IOException {
        var out = new ByteArrayOutputStream();
        bodies.copy(large, from, length, out);
        return out.toByteArray();
    }

    private Incoming message(String controlId, LargeValues large) {
        return message(source, controlId, large);
    }

    private Incoming message(short from, String controlId, LargeValues large) {
        return new Incoming(
                from,
                RETENTION,
                now,
                "ORU^R01",
                controlId,
                OrderingKeys.of(new long[] {1}),
                ("MSH|" + controlId).getBytes(StandardCharsets.UTF_8),
                large);
    }

    private static byte[] noise(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private long chunks() {
        return jdbc().sql("select count(*) from messagelog.chunk").query(Long.class).single();
    }

    private long arriving() {
        return jdbc().sql("select count(*) from messagelog.arriving").query(Long.class).single();
    }

    private void cutEveryConnection() {
        jdbc().sql(
                        """
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid()
                        """)
                .query((row, _) -> row.getBoolean(1))
                .list();
    }

    private JdbcClient jdbc() {
        return JdbcClient.create(database.dataSource());
    }

    private void restart() {
        log.stop();
        start();
    }

    private void start() {
        bodies =
                new LargeBodies(
                        new ChunkStore(JdbcClient.create(database.dataSource())),
                        new TestSealing(),
                        () -> now);
        log =
                new MessageLog(
                        database.dataSource(),
                        new LogStore(jdbc()),
                        new TestSealing(),
                        bodies,
                        SETTINGS);
        log.start();
    }
}
