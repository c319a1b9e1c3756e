// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** A person places, sees and releases a hold with the packaged command. */
class HoldTests {

    @TempDir private Path data;

    @Test
    void aPersonPlacesSeesAndReleasesAHold() throws Exception {
        try (CountingReceiver receiver = new CountingReceiver();
                ServerProcess server = Launch.fast(data).start()) {
            new Network(receiver.address()).load(server);

            var unknown = hold("set", "nobody", "--reason", "dossier 12-345");
            var empty = hold("set", "adt-hsm", "--reason", " ");
            var forged =
                    hold("set", "adt-hsm", "--reason", "x", "--by", "p-roy\nERROR nothing is kept");
            var placed = hold("set", "adt-hsm", "--reason", "dossier 12-345", "--by", "p-roy");
            var listed = hold("list", "--json");
            var released = hold("release", "1", "--by", "p-gagnon");
            var again = hold("release", "1", "--by", "p-gagnon");

            assertThat(unknown.code()).isEqualTo(1);
            assertThat(unknown.said()).contains("No asset of that name", "hold-source-unknown");
            assertThat(empty.code()).isEqualTo(2);
            assertThat(forged.code()).isEqualTo(2);
            assertThat(placed.code()).as(placed.said()).isZero();
            assertThat(placed.out()).contains("hold 1: adt-hsm", "p-roy", "dossier 12-345");
            assertThat(listed.json()).hasSize(1);
            assertThat(listed.json().path(0).path("reason").asString(""))
                    .isEqualTo("dossier 12-345");
            assertThat(released.code()).as(released.said()).isZero();
            assertThat(again.code()).isEqualTo(1);
            assertThat(server.get("/api/v1/holds")).isEmpty();
            assertThat(server.launch().printed())
                    .contains("Hold 1 on adt-hsm placed by p-roy")
                    .contains("Hold 1 on adt-hsm released by p-gagnon")
                    .doesNotContain("12-345");
        }
    }

    private CommandLine.Ended hold(Object... words) throws Exception {
        Object[] all = new Object[words.length + 3];
        all[0] = "hold";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--data";
        all[words.length + 2] = data;
        return CommandLine.run(all);
    }
}
