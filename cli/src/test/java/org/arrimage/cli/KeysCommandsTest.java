// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Random;

class KeysCommandsTest {

    @TempDir private Path folder;
    private Path data;
    private Path passphrase;
    private Path backup;

    @BeforeEach
    void aDataFolderWithTwoKeys() throws IOException {
        data = folder.resolve("data");
        passphrase = Files.writeString(folder.resolve("words"), "cheval correct agrafe pile\n");
        backup = folder.resolve("keys.backup");
        var own =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Path keys = Files.createDirectories(data.resolve("keys"), own);
        for (int number = 1; number <= 2; number++) {
            Path file = Files.writeString(keys.resolve("kek-" + number), key(number) + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void restoresIntoAnEmptyFolderExactlyWhatItSaved() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");

        Ran saved = save();
        Ran restored = restore(elsewhere);

        assertThat(saved.exitCode()).as(saved.err()).isZero();
        assertThat(restored.exitCode()).as(restored.err()).isZero();
        JsonNode answer = new JsonMapper().readTree(restored.out());
        assertThat(answer.path("restored").toString()).isEqualTo("[\"kek-1\",\"kek-2\"]");
        for (String name : new String[] {"kek-1", "kek-2"}) {
            Path file = elsewhere.resolve("keys").resolve(name);
            assertThat(file).hasSameTextualContentAs(data.resolve("keys").resolve(name));
            assertThat(permissions(file)).isEqualTo("rw-------");
        }
        assertThat(permissions(elsewhere.resolve("keys"))).isEqualTo("rwx------");
        assertThat(permissions(backup)).isEqualTo("rw-------");
        assertThat(backup).content().doesNotContain(key(1), key(2));
    }

    @Test
    void tellsAWrongPassphraseFromADamagedFile() throws IOException {
        save();
        Files.writeString(passphrase, "cheval correct agrafe faux\n");

        Ran wrong = restore(folder.resolve("elsewhere"));

        assertThat(wrong.exitCode()).isEqualTo(Exit.NO);
        assertThat(wrong.err()).contains("wrong passphrase", backup.toString());
        assertThat(folder.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void saysWhatIsDamagedWhicheverByteIsChanged() throws IOException {
        save();
        byte[] whole = Files.readAllBytes(backup);
        var random = new Random(5);
        for (int i = 0; i < 60; i++) {
            byte[] changed = whole.clone();
            int place = random.nextInt(whole.length - 2);
            changed[place] ^= (byte) (1 << random.nextInt(7));
            Files.write(backup, changed);

            Ran restored = restore(folder.resolve("elsewhere"));

            // A changed blank between two fields is no damage.
            if (!Character.isWhitespace(whole[place])) {
                assertThat(restored.exitCode()).as("byte %d", place).isEqualTo(Exit.UNUSABLE);
                assertThat(restored.err()).contains(backup.toString());
                assertThat(folder.resolve("elsewhere")).doesNotExist();
            }
        }
    }

    @Test
    void saysWhereACutFileEnds() throws IOException {
        save();
        String whole = Files.readString(backup);
        Files.writeString(backup, whole.substring(0, whole.length() / 2));

        Ran restored = restore(folder.resolve("elsewhere"));

        assertThat(restored.exitCode()).isEqualTo(Exit.UNUSABLE);
        assertThat(restored.err()).containsPattern("line \\d+, column \\d+");
    }

    @Test
    void neverOverwritesAKeyNorABackup() throws IOException {
        save();
        Ran again = save();
        Path elsewhere = folder.resolve("elsewhere");
        Files.createDirectories(elsewhere.resolve("keys"));
        Files.writeString(elsewhere.resolve("keys/kek-2"), key(3));

        Ran restored = restore(elsewhere);

        assertThat(again.exitCode()).isEqualTo(Exit.UNUSABLE);
        assertThat(restored.exitCode()).isEqualTo(Exit.NO);
        assertThat(restored.err()).contains("kek-2", "another key");
        assertThat(elsewhere.resolve("keys/kek-1")).doesNotExist();
        assertThat(elsewhere.resolve("keys/kek-2")).hasContent(key(3));
    }

    @Test
    void refusesAShortPassphraseADamagedKeyAndAFolderWithoutKeys() throws IOException {
        Files.writeString(passphrase, "trop court\n");
        assertThat(save().exitCode()).isEqualTo(Exit.UNUSABLE);
        assertThat(backup).doesNotExist();

        Files.writeString(data.resolve("keys/kek-2"), "half");
        Ran damaged = save();
        assertThat(damaged.exitCode()).isEqualTo(Exit.UNUSABLE);
        assertThat(damaged.err()).contains("kek-2", "damaged").doesNotContain("half");

        data = folder.resolve("nothing");
        assertThat(save().exitCode()).isEqualTo(Exit.NO);
    }

    @Test
    void findsKeyFilesThatOthersMayRead() throws IOException {
        assertThat(doctor().path("state").asString()).isEqualTo("GOOD");

        Files.setPosixFilePermissions(
                data.resolve("keys/kek-1"), PosixFilePermissions.fromString("rw-r-----"));

        JsonNode found = doctor();
        assertThat(found.path("state").asString()).isEqualTo("WRONG");
        assertThat(found.path("mend").asString()).contains("chmod 600", "rotate --kek");
    }

    private JsonNode doctor() {
        Ran examined = Ran.inEnglish("doctor", "--json", "--data", data.toString());
        return new JsonMapper()
                .readTree(examined.out())
                .valueStream()
                .filter(finding -> finding.path("check").asString("").equals("keys"))
                .findFirst()
                .orElseThrow();
    }

    private Ran save() {
        return Ran.inEnglish(
                "keys",
                "backup",
                "--data",
                data.toString(),
                "--out",
                backup.toString(),
                "--passphrase-file",
                passphrase.toString(),
                "--json");
    }

    private Ran restore(Path into) {
        return Ran.inEnglish(
                "keys",
                "restore",
                "--data",
                into.toString(),
                "--in",
                backup.toString(),
                "--passphrase-file",
                passphrase.toString(),
                "--json");
    }

    private static String key(int seed) {
        byte[] secret = new byte[32];
        new Random(seed).nextBytes(secret);
        return Base64.getEncoder().encodeToString(secret);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
