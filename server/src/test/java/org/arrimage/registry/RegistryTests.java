// SPDX-License-Identifier: Apache-2.0
package org.arrimage.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.arrimage.database.TestDatabase;
import org.arrimage.kernel.ScenarioClock;
import org.arrimage.rulebook.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Instant;
import java.util.Optional;

class RegistryTests {

    private static final Instant FIRST = Instant.parse("2026-01-05T13:00:00Z");
    private static final Instant LATER = Instant.parse("2026-02-05T13:00:00Z");
    private static final Text NAME = new Text("Laboratoire", "Laboratory");

    private final ScenarioClock clock = new ScenarioClock(FIRST);
    private final TestDatabase database = TestDatabase.fresh();
    private final Registry registry = new Registry(JdbcClient.create(database.dataSource()), clock);

    @BeforeEach
    void anOrganisation() {
        registry.record(
                new Organisation("hospital", NAME, Organisation.Category.ESTABLISHMENT, true));
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private static Asset lab(String version, String holder) {
        return new Asset("lab", NAME, "hospital", version, true, Optional.of(holder));
    }

    @Test
    void keepsEachVersionWithTheDayItCame() {
        registry.record(lab("1.0", "p-roy"));
        clock.moveTo(LATER);
        registry.record(lab("1.0", "p-roy"));
        registry.record(lab("2.0", "p-roy"));

        assertThat(registry.versions("lab"))
                .containsExactly(new AssetVersion("1.0", FIRST), new AssetVersion("2.0", LATER));
    }

    @Test
    void anAssetBecomesWhatIsRecordedLast() {
        registry.record(lab("1.0", "p-roy"));
        registry.record(lab("1.0", "p-cote"));

        assertThat(registry.find("lab")).contains(lab("1.0", "p-cote"));
        assertThat(registry.assets()).hasSize(1);
        assertThat(registry.find("unknown")).isEmpty();
        assertThat(registry.organisation("hospital").orElseThrow().internal()).isTrue();
    }
}
