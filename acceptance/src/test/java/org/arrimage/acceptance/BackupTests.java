// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.arrimage.mllp.MllpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A backup under load, brought back on a machine that has only the archive and the key. */
class BackupTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RECORDED_BEFORE = 1_500;

    @TempDir private Path folder;

    @Test
    void everythingAcknowledgedBeforeTheBackupComesBackAndAPersonDecidesWhatIsSent()
            throws Exception {
        int clinic = Ports.free();
        Network network = new Network("mllp://127.0.0.1:" + clinic);
        Path archive = folder.resolve("arrimage.backup");
        Before before = backupUnderLoad(network, clinic, archive);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("arrimage.backup.part")).doesNotExist();
        resumeSendsEverything(network, clinic, restored(archive, "resumed"), before);
        skipSendsOnlyWhatIsNew(network, clinic, restored(archive, "skipped"));
    }

    /** What the senders and the clinic know of the time before the backup. */
    private record Before(Set<String> acknowledged, List<String> received) {}

    /** The clinic receives some, then nothing: most of what is acknowledged is only in the log. */
    private Before backupUnderLoad(Network network, int clinic, Path archive) throws Exception {
        Path data = folder.resolve("here");
        try (ServerProcess server = ServerProcess.start(data)) {
            LoadSenders senders;
            CountingReceiver receiver = new CountingReceiver(clinic);
            try (receiver) {
                network.load(server);
                senders = new LoadSenders(network.port(), 4);
                senders.start();
                await().atMost(PATIENCE).until(() -> receiver.all().size() > 100);
            }
            await().atMost(PATIENCE).until(() -> senders.acknowledged().size() > RECORDED_BEFORE);

            Set<String> before = senders.acknowledged();
            var made = CommandLine.run("backup", "--out", archive, "--data", data, "--json");
            Set<String> all = senders.stop();

            assertThat(made.code()).as(made.said()).isZero();
            assertThat(made.json().path("end").asLong(0))
                    .isBetween((long) before.size(), (long) all.size());
            assertThat(all.size()).as("sent while the backup ran").isGreaterThan(before.size());
            provesItselfWhileTheServerRuns(archive, data);
            return new Before(before, receiver.all());
        }
    }

    private static void provesItselfWhileTheServerRuns(Path archive, Path data) throws Exception {
        var verified = CommandLine.run("backup", "verify", archive, "--data", data, "--json");
        var tested = CommandLine.run("restore", archive, "--test", "--data", data, "--json");

        assertThat(verified.code()).as(verified.said()).isZero();
        assertThat(tested.code()).as(tested.said()).isZero();
        assertThat(tested.json().path("same").asBoolean(false)).isTrue();
        JsonNode copy = tested.json().path("copy");
        assertThat(copy.path("doors").asInt(-1)).isZero();
        assertThat(copy.path("undecided")).hasSize(1);
        assertThat(copy.path("landmarks"))
                .isEqualTo(verified.json().path("landmarks"))
                .isEqualTo(tested.json().path("archive").path("landmarks"));
    }

    private Path restored(Path archive, String name) throws Exception {
        Path data = folder.resolve(name);
        var without = CommandLine.run("restore", archive, "--data", data);
        Files.createDirectories(data.resolve("keys"));
        Files.copy(folder.resolve("here/keys/kek-1"), data.resolve("keys/kek-1"));
        var restored = CommandLine.run("restore", archive, "--data", data);
        var again = CommandLine.run("restore", archive, "--data", data);

        assertThat(without.code()).as(without.said()).isEqualTo(2);
        assertThat(without.said()).contains("kek-1");
        assertThat(restored.code()).as(restored.said()).isZero();
        assertThat(again.code()).as(again.said()).isEqualTo(2);
        assertThat(again.said()).contains("never overwritten");
        return data;
    }

    private static void resumeSendsEverything(Network network, int clinic, Path data, Before before)
            throws Exception {
        try (CountingReceiver receiver = new CountingReceiver(clinic);
                ServerProcess server = ServerProcess.start(data)) {
            send(network.port(), "resumed-new");
            JsonNode lane = undecided(server);
            await().atMost(PATIENCE)
                    .until(() -> lag(server) > lane.path("sentAgainAtMost").asLong());
            assertThat(receiver.all()).as("sent before anyone decided").isEmpty();

            var decided =
                    CommandLine.run(
                            "restore",
                            "decide",
                            "adt-to-clinic",
                            "dossier-clinique",
                            "resume",
                            "--by",
                            "p-roy",
                            "--data",
                            data);

            assertThat(decided.code()).as(decided.said()).isZero();
            await().atMost(PATIENCE).until(() -> receiver.all().contains("resumed-new"));
            await().atMost(PATIENCE).until(() -> lag(server) == 0);
            List<String> missing = new ArrayList<>(before.acknowledged());
            missing.removeAll(receiver.all());
            assertThat(before.received())
                    .as("what does not come again had come before the backup")
                    .containsAll(missing);
            assertThat(receiver.all().size() - 1)
                    .isBetween(RECORDED_BEFORE / 2, lane.path("sentAgainAtMost").asInt(-1));
            inOrder(receiver.received());
            assertThat(server.get("/api/v1/restore/decisions")).isEmpty();
        }
    }

    private static void skipSendsOnlyWhatIsNew(Network network, int clinic, Path data)
            throws Exception {
        try (CountingReceiver receiver = new CountingReceiver(clinic);
                ServerProcess server = ServerProcess.start(data)) {
            send(network.port(), "skipped-new-1");

            var decided =
                    CommandLine.run(
                            "restore",
                            "decide",
                            "adt-to-clinic",
                            "dossier-clinique",
                            "skip",
                            "--data",
                            data);
            send(network.port(), "skipped-new-2");

            assertThat(decided.code()).as(decided.said()).isZero();
            await().atMost(PATIENCE).until(() -> receiver.all().size() >= 2 && lag(server) == 0);
            assertThat(receiver.all()).containsExactly("skipped-new-1", "skipped-new-2");
        }
    }

    private static JsonNode undecided(ServerProcess server)
            throws IOException, InterruptedException {
        JsonNode lanes = server.get("/api/v1/restore/decisions");
        assertThat(lanes).hasSize(1);
        return lanes.path(0);
    }

    private static long lag(ServerProcess server) throws IOException, InterruptedException {
        return server.get("/api/v1/status")
                .path("routes")
                .path(0)
                .path("destinations")
                .path(0)
                .path("lag")
                .asLong(-1);
    }

    private static void send(int port, String controlId) throws IOException {
        try (MllpClient client = MllpClient.plain(MllpClient.Settings.to("127.0.0.1", port))) {
            byte[] answer = client.exchange(LoadSenders.adt(controlId, "NEW"));
            assertThat(new String(answer, StandardCharsets.US_ASCII))
                    .contains("MSA|AA|" + controlId);
        }
    }

    private static void inOrder(Map<String, List<String>> received) {
        received.forEach((patient, ids) -> assertThat(ids).as("patient %s", patient).isSorted());
    }
}
