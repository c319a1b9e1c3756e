// SPDX-License-Identifier: Apache-2.0
package org.arrimage.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.arrimage.database.TestDatabase;
import org.arrimage.kernel.ClockMoved;
import org.arrimage.kernel.ScenarioClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

class KeysTests {

    private static final Instant NOON = Instant.parse("2026-03-02T17:00:00Z");
    private static final byte[] PLAIN = "un corps fictif".getBytes(StandardCharsets.UTF_8);

    @TempDir private Path data;
    private final ScenarioClock clock = new ScenarioClock(NOON);
    private TestDatabase database;
    private JdbcClient jdbc;
    private Keys keys;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh();
        jdbc = JdbcClient.create(database.dataSource());
        keys = TestKeys.on(database.dataSource(), data, clock);
    }

    @AfterEach
    void close() {
        keys.stop();
        database.close();
    }

    @Test
    void makesItsFirstKekInAFileForItsOwnerOnlyAndNeverInTheDatabase() throws IOException {
        Path file = kek(1);
        byte[] secret = java.util.Base64.getDecoder().decode(Files.readString(file).strip());

        assertThat(secret).hasSize(32);
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(file.getParent())).isEqualTo("rwx------");
        assertThat(jdbc.sql("select wrapped from keys.data_key").query(byte[].class).list())
                .isNotEmpty()
                .allSatisfy(wrapped -> assertThat(wrapped).hasSize(12 + 32 + 16));
        assertThat(jdbc.sql("select fingerprint from keys.kek").query(String.class).single())
                .hasSize(16)
                .isEqualTo(new WrappingKey(1, secret).fingerprint());
    }

    @Test
    void opensAfterARestartWhatWasSealedBeforeItAndSealsWithAKeyOfItsOwn() {
        DataKey before = keys.current();
        byte[] sealed = before.seal(PLAIN, 0, PLAIN.length, 1);
        byte[] index = keys.index("search").getEncoded();

        restart();

        assertThat(opened(before.id(), sealed)).isEqualTo(PLAIN);
        assertThat(keys.current().id()).isGreaterThan(before.id());
        assertThat(keys.index("search").getEncoded()).isEqualTo(index).hasSize(32);
        assertThat(keys.index("duplicates").getEncoded()).isNotEqualTo(index);
    }

    @Test
    void neverUsesAKeyAndANonceTwiceOverManyRestarts() {
        var used = new HashSet<ByteBuffer>();
        int sealings = 0;
        for (int start = 0; start < 10; start++) {
            for (int i = 0; i < 50; i++, sealings++) {
                byte[] sealed = keys.current().seal(PLAIN, 0, PLAIN.length, 1);
                used.add(
                        ByteBuffer.allocate(16)
                                .putInt(keys.current().id())
                                .put(sealed, 0, 12)
                                .flip());
            }
            restart();
        }

        assertThat(used).hasSize(sealings);
    }

    @Test
    void sealsWithANewKeyEachBusinessDayAndStillOpensWithTheOldOne() {
        DataKey first = keys.current();
        byte[] sealed = first.seal(PLAIN, 0, PLAIN.length, 1);

        moveTo(NOON.plus(Duration.ofDays(1)).minusMillis(1));
        assertThat(keys.current()).isSameAs(first);
        moveTo(NOON.plus(Duration.ofDays(1)));

        assertThat(keys.current().id()).isGreaterThan(first.id());
        assertThat(opened(first.id(), sealed)).isEqualTo(PLAIN);
        assertThat(
                        jdbc.sql("select id from keys.data_key where retired_at is not null")
                                .query(Integer.class)
                                .list())
                .containsExactly(first.id());
    }

    @Test
    void noticesTheNewDayByItself() {
        DataKey first = keys.current();

        clock.moveTo(NOON.plus(Duration.ofDays(2)));

        await().untilAsserted(() -> assertThat(keys.current()).isNotSameAs(first));
    }

    @Test
    void keepsSealingWhileTheDatabaseGivesNoNewKey() {
        DataKey first = keys.current();
        failOn("insert", "keys.data_key");

        assertThatThrownBy(() -> moveTo(NOON.plus(Duration.ofDays(1))))
                .hasMessageContaining("refused by the test");

        assertThat(keys.current()).isSameAs(first);
        byte[] sealed = first.seal(PLAIN, 0, PLAIN.length, 1);
        assertThat(opened(first.id(), sealed)).isEqualTo(PLAIN);
    }

    private record Sealed(int key, byte[] value, long context) {}

    @Test
    void opensAllThatWasSealedWhileEveryKindOfKeyWasReplaced() throws Exception {
        Collection<Sealed> all = new ConcurrentLinkedQueue<>();
        var stop = new CountDownLatch(1);
        List<Thread> sealers = new ArrayList<>();
        for (int sealer = 0; sealer < 4; sealer++) {
            long context = sealer;
            sealers.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                while (stop.getCount() > 0 && all.size() < 200_000) {
                                    DataKey key = keys.current();
                                    all.add(
                                            new Sealed(
                                                    key.id(),
                                                    key.seal(PLAIN, 0, PLAIN.length, context),
                                                    context));
                                }
                            }));
        }

        for (int round = 0; round < 5; round++) {
            keys.rotate();
            keys.rotateKek();
        }
        stop.countDown();
        for (Thread sealer : sealers) {
            sealer.join();
        }
        restart();

        assertThat(all)
                .isNotEmpty()
                .allSatisfy(sealed ->
                        assertThat(
                                        keys.find(sealed.key())
                                                .open(
                                                        sealed.value(),
                                                        0,
                                                        sealed.value().length,
                                                        sealed.context()))
                                .isEqualTo(PLAIN));
        assertThat(kek(6)).exists();
    }

    @Test
    void needsOnlyTheNewestKekAfterItsRotation() throws IOException {
        DataKey before = keys.current();
        byte[] sealed = before.seal(PLAIN, 0, PLAIN.length, 1);
        byte[] index = keys.index("search").getEncoded();

        assertThat(keys.rotateKek()).contains(2);
        Files.delete(kek(1));
        restart();

        assertThat(opened(before.id(), sealed)).isEqualTo(PLAIN);
        assertThat(keys.index("search").getEncoded()).isEqualTo(index);
    }

    @Test
    void goesOnWithTheKekOfBeforeWhenItsRotationFailsAtItsLastStep() {
        DataKey before = keys.current();
        byte[] sealed = before.seal(PLAIN, 0, PLAIN.length, 1);
        failOn("update", "keys.index_secret");

        assertThatThrownBy(() -> keys.rotateKek()).hasMessageContaining("refused by the test");

        assertThat(kek(1)).exists();
        assertThat(kek(2)).exists();
        restart();
        assertThat(opened(before.id(), sealed)).isEqualTo(PLAIN);
        assertThat(jdbc.sql("select distinct kek from keys.data_key").query(Integer.class).list())
                .containsExactly(1);

        jdbc.sql("drop trigger refusal on keys.index_secret").update();
        assertThat(keys.rotateKek()).contains(2);
        restart();
        assertThat(opened(before.id(), sealed)).isEqualTo(PLAIN);
    }

    @Test
    void refusesToStartWithoutItsKekAndMakesNoOther() throws IOException {
        keys.stop();
        Path saved = Files.move(kek(1), data.resolve("saved"));

        assertThatExceptionOfType(KeyUnavailable.class)
                .isThrownBy(this::restart)
                .withMessageContaining(kek(1).toString())
                .withMessageContaining("arrimage keys restore");
        assertThat(kek(1).getParent()).isEmptyDirectory();

        Files.move(saved, kek(1));
        restart();
        assertThat(keys.isRunning()).isTrue();
    }

    @Test
    void refusesToStartWithAnotherKekUnderTheSameNumber() throws IOException {
        keys.stop();
        Files.writeString(kek(1), java.util.Base64.getEncoder().encodeToString(new byte[32]));

        assertThatExceptionOfType(KeyUnavailable.class)
                .isThrownBy(this::restart)
                .withMessageContaining("another key")
                .withMessageContaining("fingerprint");
    }

    @Test
    void refusesAWrappedKeyThatWasPutInAnothersPlace() {
        DataKey first = keys.current();
        DataKey second = keys.rotate();
        jdbc.sql(
                        """
                        update keys.data_key set wrapped =
                            (select wrapped from keys.data_key where id = ?) where id = ?
                        """)
                .param(second.id())
                .param(first.id())
                .update();

        restart();

        assertThatExceptionOfType(Tampered.class)
                .isThrownBy(() -> keys.find(first.id()))
                .withMessageContaining("data key " + first.id());
    }

    @Test
    void givesTwoServersOnOneDatabaseKeysOfTheirOwn() {
        Keys other = TestKeys.on(database.dataSource(), data, clock);

        DataKey theirs = other.current();
        byte[] sealed = theirs.seal(PLAIN, 0, PLAIN.length, 1);

        assertThat(theirs.id()).isNotEqualTo(keys.current().id());
        assertThat(opened(theirs.id(), sealed)).isEqualTo(PLAIN);
        other.rotateKek();
        byte[] later = other.rotate().seal(PLAIN, 0, PLAIN.length, 1);
        assertThat(opened(other.current().id(), later)).isEqualTo(PLAIN);
        other.stop();
    }

    @Test
    void saysWhichDataKeyItDoesNotKnow() {
        assertThatExceptionOfType(KeyUnavailable.class)
                .isThrownBy(() -> keys.find(4_321))
                .withMessageContaining("Data key 4321");
    }

    private void restart() {
        keys.stop();
        keys = TestKeys.on(database.dataSource(), data, clock);
    }

    private void moveTo(Instant instant) {
        clock.moveTo(instant);
        keys.clockMoved(new ClockMoved(instant));
    }

    private byte[] opened(int key, byte[] sealed) {
        return keys.find(key).open(sealed, 0, sealed.length, 1);
    }

    private Path kek(int number) {
        return data.toAbsolutePath().normalize().resolve("keys").resolve("kek-" + number);
    }

    /** The fault is where it would be: in the database, in the middle of a transaction. */
    private void failOn(String what, String table) {
        jdbc.sql(
                        """
                        create or replace function refuse() returns trigger language plpgsql as
                        $$ begin raise exception 'refused by the test'; end $$
                        """)
                .update();
        jdbc.sql(
                        "create trigger refusal before %s on %s execute function refuse()"
                                .formatted(what, table))
                .update();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
