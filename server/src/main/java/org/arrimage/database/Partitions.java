// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The partitions of a table that is partitioned by a list of one integer, each made when it is
 * first needed and dropped whole: space is back at once, and nothing is vacuumed.
 */
public final class Partitions {

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

    /** Makes the partition unless it is there. */
    public void ensure(int bucket) {
        if (known.contains(bucket)) {
            return;
        }
        jdbc.sql(
                        "create table if not exists "
                                + table(bucket)
                                + " partition of "
                                + parent
                                + " for values in ("
                                + bucket
                                + ")")
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

    /** Drops a partition with all that is in it. */
    public void drop(int bucket) {
        drop(bucket, "");
    }

    /**
     * Drops a partition with all that is in it, after another statement, both or neither.
     *
     * @param first SQL without parameters, for instance what copies rows to keep
     */
    public void drop(int bucket, String first) {
        known.remove(bucket);
        jdbc.sql(
                        "do $$ begin %s; drop table if exists %s; end $$"
                                .formatted(first.isEmpty() ? "null" : first, table(bucket)))
                .update();
    }
}
