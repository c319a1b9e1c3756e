// SPDX-License-Identifier: Apache-2.0
package org.arrimage.registry;

import org.arrimage.rulebook.Text;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Organisations and assets as they are now, and the versions each asset had. */
@Component
public class Registry {

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Registry(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Records an organisation, or what has changed in it. Joins the caller's transaction. */
    public void record(Organisation organisation) {
        jdbc.sql(
                        """
                        insert into registry.organisation (id, name_fr, name_en, category, internal)
                        values (?, ?, ?, ?, ?)
                        on conflict (id) do update set name_fr = excluded.name_fr,
                            name_en = excluded.name_en, category = excluded.category,
                            internal = excluded.internal
                        """)
                .param(organisation.id())
                .param(organisation.name().fr())
                .param(organisation.name().en())
                .param(organisation.category().name())
                .param(organisation.internal())
                .update();
    }

    /**
     * Records an asset, or what has changed in it; a change of version is kept with its date. Joins
     * the caller's transaction.
     */
    public void record(Asset asset) {
        Optional<String> before = find(asset.id()).map(Asset::version);
        jdbc.sql(
                        """
                        insert into registry.asset
                            (id, name_fr, name_en, organisation, version, internal, holder)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (id) do update set name_fr = excluded.name_fr,
                            name_en = excluded.name_en, organisation = excluded.organisation,
                            version = excluded.version, internal = excluded.internal,
                            holder = excluded.holder
                        """)
                .param(asset.id())
                .param(asset.name().fr())
                .param(asset.name().en())
                .param(asset.organisation())
                .param(asset.version())
                .param(asset.internal())
                .param(asset.holder().orElse(null))
                .update();
        if (!before.equals(Optional.of(asset.version()))) {
            jdbc.sql("insert into registry.asset_version (asset, version, since) values (?, ?, ?)")
                    .param(asset.id())
                    .param(asset.version())
                    .param(Timestamp.from(clock.instant()))
                    .update();
        }
    }

    /** Every organisation, by id. */
    public List<Organisation> organisations() {
        return jdbc.sql("select * from registry.organisation order by id")
                .query(Registry::organisation)
                .list();
    }

    /** One organisation. */
    public Optional<Organisation> organisation(String id) {
        return jdbc.sql("select * from registry.organisation where id = ?")
                .param(id)
                .query(Registry::organisation)
                .optional();
    }

    /** Every asset, by id. */
    public List<Asset> assets() {
        return jdbc.sql("select * from registry.asset order by id").query(Registry::asset).list();
    }

    /** One asset. */
    public Optional<Asset> find(String id) {
        return jdbc.sql("select * from registry.asset where id = ?")
                .param(id)
                .query(Registry::asset)
                .optional();
    }

    /** The versions an asset had, the first one first. */
    public List<AssetVersion> versions(String asset) {
        return jdbc.sql(
                        "select version, since from registry.asset_version where asset = ? order by"
                                + " number")
                .param(asset)
                .query((row, number) ->
                        new AssetVersion(
                                row.getString("version"), row.getTimestamp("since").toInstant()))
                .list();
    }

    private static Organisation organisation(ResultSet row, int number) throws SQLException {
        return new Organisation(
                row.getString("id"),
                name(row),
                Organisation.Category.valueOf(row.getString("category")),
                row.getBoolean("internal"));
    }

    private static Asset asset(ResultSet row, int number) throws SQLException {
        return new Asset(
                row.getString("id"),
                name(row),
                row.getString("organisation"),
                row.getString("version"),
                row.getBoolean("internal"),
                Optional.ofNullable(row.getString("holder")));
    }

    private static Text name(ResultSet row) throws SQLException {
        return new Text(row.getString("name_fr"), row.getString("name_en"));
    }
}
