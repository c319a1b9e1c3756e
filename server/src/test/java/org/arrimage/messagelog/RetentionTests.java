// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.arrimage.database.TestDatabase;
import org.arrimage.kernel.ScenarioClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages are kept for a day here; the clock goes a week ahead. */
class RetentionTests {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
    private static final Instant NOON = Instant.parse("2026-03-02T17:00:00Z");
    private static final Instant WEEK_LATER = NOON.plus(Duration.ofDays(7));

    private final ScenarioClock clock = new ScenarioClock(NOON);
    private final Needs needs = new Needs();
    private TestDatabase database;
    private MessageLog log;
    private Retention retention;
    private Holds holds;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        log = log();
        retention = new Retention(log, readers(), clock);
        holds = new Holds(JdbcClient.create(database.dataSource()), retention, clock);
    }

    @AfterEach
    void close() {
        log.stop();
        database.close();
    }

    @Test
    void dropsWhatWasKeptForItsDaysAndNothingThatAReaderNeeds() throws Exception {
        long message = append("adt");
        clock.moveTo(WEEK_LATER);

        needs.from = message;
        int whileNeeded = retention.run();
        needs.from = Long.MAX_VALUE;
        int afterwards = retention.run();

        assertThat(whileNeeded).isZero();
        assertThat(afterwards).isEqualTo(1);
        assertThat(log.at(message)).isEmpty();
    }

    @Test
    void keepsWhatAHoldCoversReadableUntilItIsReleased() throws Exception {
        long held = append("adt");
        long other = append("lab");
        Hold hold = holds.place("adt", "dossier 12-345", "p-roy").orElseThrow();
        clock.moveTo(WEEK_LATER);

        int dropped = retention.run();
        boolean heldIsThere = log.at(held).isPresent();
        boolean otherIsThere = log.at(other).isPresent();
        Page read = log.read(0, log.source("adt"), 10);
        holds.release(hold.id(), "p-gagnon");
        retention.run();

        assertThat(dropped).isEqualTo(1);
        assertThat(heldIsThere).isTrue();
        assertThat(otherIsThere).isFalse();
        assertThat(read.messages()).extracting(LoggedMessage::position).containsExactly(held);
        assertThat(log.at(held)).isEmpty();
        assertThat(rows()).isZero();
    }

    @Test
    void keepsWhatIsHeldAcrossARestart() throws Exception {
        long held = append("adt");
        holds.place("adt", "dossier 12-345", "p-roy");
        clock.moveTo(WEEK_LATER);
        retention.run();

        log.stop();
        log = log();

        assertThat(log.at(held)).isPresent();
    }

    @Test
    void keepsWhatTwoHoldsCoverUntilBothAreReleased() throws Exception {
        long held = append("adt");
        Hold one = holds.place("adt", "dossier 12-345", "p-roy").orElseThrow();
        Hold other = holds.place("adt", "dossier 12-678", "p-roy").orElseThrow();
        clock.moveTo(WEEK_LATER);
        retention.run();

        holds.release(one.id(), "p-roy");
        retention.run();
        boolean underOne = log.at(held).isPresent();
        holds.release(other.id(), "p-roy");
        retention.run();

        assertThat(underOne).isTrue();
        assertThat(log.at(held)).isEmpty();
    }

    @Test
    void keepsReleasedMessagesThatAReplayStillReads() throws Exception {
        long held = append("adt");
        Hold hold = holds.place("adt", "dossier 12-345", "p-roy").orElseThrow();
        clock.moveTo(WEEK_LATER);
        retention.run();

        holds.release(hold.id(), "p-roy");
        needs.from = held;
        retention.run();
        boolean whileRead = log.at(held).isPresent();
        needs.from = Long.MAX_VALUE;
        retention.run();

        assertThat(whileRead).isTrue();
        assertThat(log.at(held)).isEmpty();
    }

    @Test
    void givesUpWhileSomeoneReadsThePartitionAndKeepsNoWriterWaiting() throws Exception {
        long message = append("adt");
        clock.moveTo(WEEK_LATER);
        int whileRead;
        long written;
        try (Connection reader = reading()) {
            whileRead = assertTimeoutPreemptively(LONG_ENOUGH, retention::run);
            written = assertTimeoutPreemptively(LONG_ENOUGH, () -> append("adt"));
            reader.rollback();
        }

        int afterwards = retention.run();

        assertThat(whileRead).isZero();
        assertThat(written).isEqualTo(message + 1);
        assertThat(afterwards).isEqualTo(1);
        assertThat(log.at(message)).isEmpty();
        assertThat(log.at(written)).isPresent();
    }

    @Test
    void copiesNothingAsideForAPartitionThatCouldNotBeDropped() throws Exception {
        append("adt");
        holds.place("adt", "dossier 12-345", "p-roy");
        clock.moveTo(WEEK_LATER);

        try (Connection reader = reading()) {
            retention.run();
            reader.rollback();
        }

        assertThat(rows()).isEqualTo(1);
    }

    /** A session that has read the whole log and whose transaction goes on: a copy, a report. */
    private Connection reading() throws SQLException {
        Connection reader = database.dataSource().getConnection();
        reader.setAutoCommit(false);
        try (Statement statement = reader.createStatement()) {
            statement.execute("select count(*) from messagelog.block");
        }
        return reader;
    }

    @Test
    void dropsNothingWhileABackupKeepsEverything() throws Exception {
        long message = append("adt");
        clock.moveTo(WEEK_LATER);
        Retention.Pause one = retention.pause();
        Retention.Pause other = retention.pause();

        int whileBoth = retention.run();
        one.close();
        int whileOne = retention.run();
        boolean still = log.at(message).isPresent();
        other.close();
        int afterwards = retention.run();

        assertThat(whileBoth).isZero();
        assertThat(whileOne).isZero();
        assertThat(still).isTrue();
        assertThat(afterwards).isEqualTo(1);
    }

    @Test
    void remembersWhoPlacedAndWhoReleasedAHold() throws Exception {
        append("adt");

        Optional<Hold> unknown = holds.place("nobody", "dossier 12-345", "p-roy");
        Hold hold = holds.place("adt", "dossier 12-345", "p-roy").orElseThrow();
        List<Hold> inForce = holds.inForce();
        Optional<Hold> released = holds.release(hold.id(), "p-gagnon");
        Optional<Hold> again = holds.release(hold.id(), "p-gagnon");

        assertThat(unknown).isEmpty();
        assertThat(inForce)
                .containsExactly(new Hold(hold.id(), "adt", NOON, "p-roy", "dossier 12-345"));
        assertThat(released).contains(hold);
        assertThat(again).isEmpty();
        assertThat(holds.inForce()).isEmpty();
        assertThat(
                        JdbcClient.create(database.dataSource())
                                .sql("select placed_by || ' ' || released_by from messagelog.hold")
                                .query(String.class)
                                .list())
                .containsExactly("p-roy p-gagnon");
    }

    private long append(String asset) throws InterruptedException {
        Ticket ticket =
                log.submit(
                        new Incoming(
                                log.source(asset),
                                1,
                                clock.instant(),
                                "ADT^A08",
                                "c" + log.end(),
                                OrderingKeys.of(7),
                                "MSH|".getBytes(StandardCharsets.UTF_8)));
        assertThat(ticket.awaitDurable(LONG_ENOUGH)).isTrue();
        return ticket.position();
    }

    private long rows() {
        return JdbcClient.create(database.dataSource())
                .sql("select count(*) from messagelog.block")
                .query(Long.class)
                .single();
    }

    private MessageLog log() {
        LogSettings small =
                new LogSettings(16, DataSize.ofMegabytes(1), 64, 1, DataSize.ofBytes(1), 1_000);
        return MessageLogTests.open(database, small, InstantSource.system());
    }

    private ObjectProvider<Retention.Reader> readers() {
        return new StaticListableBeanFactory(Map.of("needs", needs))
                .getBeanProvider(Retention.Reader.class);
    }

    private static final class Needs implements Retention.Reader {

        private long from = Long.MAX_VALUE;

        @Override
        public long needs() {
            return from;
        }

        @Override
        public void forget(int day) {}
    }
}
