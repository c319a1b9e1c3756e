// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The partitions of a table that is partitioned by a list of one integer, each made when it is
 * first needed and dropped whole: space is back at once, and nothing is vacuumed.
 */
public final class Partitions {

    /** Longest time that a change of the table may keep its writer waiting. */
    private static final int PATIENCE_MILLIS = 500;

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
    private static final Pattern NAME = Pattern.compile("[a-z_]+\\.[a-z_]+");

    private final JdbcClient jdbc;
    private final String parent;
    private final Set<Integer> known = ConcurrentHashMap.newKeySet();

    /**
     * Those of one table.
     *
     * @param parent schema and name, as {@code messagelog.block}
     */
    public Partitions(JdbcClient jdbc, String parent) {
        if (!NAME.matcher(parent).matches()) {
            throw new IllegalArgumentException("need schema.table, got " + parent);
        }
        this.jdbc = jdbc;
        this.parent = parent;
    }

    /** The partition's own table; writing there spares PostgreSQL the choice. */
    public String table(int bucket) {
        if (bucket < 0) {
            throw new IllegalArgumentException("a bucket is 0 or more, got " + bucket);
        }
        return parent + "_" + bucket;
    }

    /**
     * Makes the partition unless it is there. Those who read or write the table go on meanwhile: it
     * is made beside the table and then attached, which takes no lock that they hold.
     *
     * @throws DataAccessException when another change of the table takes longer than {@value
     *     #PATIENCE_MILLIS} ms
     */
    public void ensure(int bucket) {
        if (known.contains(bucket)) {
            return;
        }
        jdbc.sql(
                        """
                        do $$ begin
                            set local lock_timeout = %1$d;
                            if to_regclass('%2$s') is null then
                                lock table %3$s in share update exclusive mode;
                                if to_regclass('%2$s') is null then
                                    create table %2$s
                                        (like %3$s including storage including indexes
                                            including constraints);
                                    alter table %3$s attach partition %2$s for values in (%4$d);
                                end if;
                            end if;
                        end $$
                        """
                                .formatted(PATIENCE_MILLIS, table(bucket), parent, bucket))
                .update();
        known.add(bucket);
    }

    /** The partitions there are. */
    public List<Integer> all() {
        return jdbc.sql(
                        """
                        select substring(c.relname from '[0-9]+$')::integer
                        from pg_inherits i join pg_class c on c.oid = i.inhrelid
                        where i.inhparent = cast(? as regclass) order by 1
                        """)
                .param(parent)
                .query((row, _) -> row.getInt(1))
                .list();
    }

    /** Drops a partition with all that is in it; as {@link #drop(int, String)}. */
    public boolean drop(int bucket) {
        return drop(bucket, "null");
    }

    /** Drops those of lower numbers; at the first that is in use it leaves the rest for later. */
    public void dropBefore(int bucket) {
        for (int each : all()) {
            if (each < bucket && !drop(each)) {
                return;
            }
        }
    }

    /**
     * Drops a partition with all that is in it, after another statement, both or neither. Whoever
     * reads the table keeps it from being dropped, and whoever writes would wait behind the drop:
     * so it is given up after {@value #PATIENCE_MILLIS} ms.
     *
     * @param first SQL without parameters, for instance what copies rows to keep
     * @return false when it was given up; to be tried again later
     */
    public boolean drop(int bucket, String first) {
        known.remove(bucket);
        try {
            jdbc.sql(
                            """
                            do $$ begin
                                set local lock_timeout = %d;
                                %s;
                                drop table if exists %s;
                            end $$
                            """
                                    .formatted(PATIENCE_MILLIS, first, table(bucket)))
                    .update();
            return true;
        } catch (DataAccessException failure) {
            if (!(failure.getRootCause() instanceof SQLException cause
                    && LOCK_NOT_AVAILABLE.equals(cause.getSQLState()))) {
                throw failure;
            }
            LOG.info("{} is in use; it is dropped later", table(bucket));
            return false;
        }
    }
}
