// SPDX-License-Identifier: Apache-2.0
package org.arrimage.keys;

import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the database keeps of keys: wrapped ones, and the fingerprints of those that wrap. */
final class KeyTable {

    /** A KEK by what may be known of it. */
    record Kek(int number, String fingerprint, Instant createdAt) {}

    /** A wrapped key. */
    record Row(int number, byte[] wrapped, int kek) {}

    private static final RowMapper<Kek> KEK =
            (row, _) ->
                    new Kek(
                            row.getInt("id"),
                            row.getString("fingerprint"),
                            row.getTimestamp("created_at").toInstant());

    private final JdbcClient jdbc;

    KeyTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Lets nobody else write keys until the transaction ends; reading goes on. */
    void lock() {
        jdbc.sql("lock table keys.kek in exclusive mode").update();
    }

    /** Every KEK this database ever knew, newest first. */
    List<Kek> keks() {
        return jdbc.sql("select id, fingerprint, created_at from keys.kek order by id desc")
                .query(KEK)
                .list();
    }

    Optional<Kek> kek(int number) {
        return jdbc.sql("select id, fingerprint, created_at from keys.kek where id = ?")
                .param(number)
                .query(KEK)
                .optional();
    }

    void addKek(WrappingKey key, Instant at) {
        jdbc.sql("insert into keys.kek (id, fingerprint, created_at) values (?, ?, ?)")
                .param(key.number())
                .param(key.fingerprint())
                .param(Timestamp.from(at))
                .update();
    }

    int nextDataKey() {
        return jdbc.sql("select nextval('keys.data_key_number')").query(Integer.class).single();
    }

    void addDataKey(Row row, Instant at) {
        jdbc.sql("insert into keys.data_key (id, wrapped, kek, created_at) values (?, ?, ?, ?)")
                .param(row.number())
                .param(row.wrapped())
                .param(row.kek())
                .param(Timestamp.from(at))
                .update();
    }

    Optional<Row> dataKey(int number) {
        return jdbc.sql("select id, wrapped, kek from keys.data_key where id = ?")
                .param(number)
                .query(KeyTable::row)
                .optional();
    }

    List<Row> dataKeys() {
        return jdbc.sql("select id, wrapped, kek from keys.data_key order by id")
                .query(KeyTable::row)
                .list();
    }

    void rewrap(Row row) {
        jdbc.sql("update keys.data_key set wrapped = ?, kek = ? where id = ?")
                .param(row.wrapped())
                .param(row.kek())
                .param(row.number())
                .update();
    }

    /** Says that a key seals no more. */
    void retire(int number, Instant at) {
        jdbc.sql("update keys.data_key set retired_at = ? where id = ? and retired_at is null")
                .param(Timestamp.from(at))
                .param(number)
                .update();
    }

    /** The index secret, numbered 0. */
    Optional<Row> indexSecret() {
        return jdbc.sql("select 0 as id, wrapped, kek from keys.index_secret")
                .query(KeyTable::row)
                .optional();
    }

    void putIndexSecret(Row row) {
        jdbc.sql(
                        """
                        insert into keys.index_secret (wrapped, kek) values (?, ?)
                        on conflict (single) do update
                            set wrapped = excluded.wrapped, kek = excluded.kek
                        """)
                .param(row.wrapped())
                .param(row.kek())
                .update();
    }

    int count() {
        return jdbc.sql("select count(*) from keys.data_key").query(Integer.class).single();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(row.getInt("id"), row.getBytes("wrapped"), row.getInt("kek"));
    }
}
