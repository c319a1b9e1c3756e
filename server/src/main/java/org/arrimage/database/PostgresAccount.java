// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * As whom PostgreSQL runs. It refuses to run as root; for root we use a user namespace, where it
 * has no privilege and the files stay ours, and where those are forbidden a service account.
 *
 * @param prefix words put before each of PostgreSQL's commands
 * @param owner who must own the cluster's files, when not the server's own account
 */
record PostgresAccount(List<String> prefix, Optional<UserPrincipal> owner) {
    private static final long PROBE_SECONDS = 5;
    private static final List<String> SERVICE_ACCOUNTS = List.of("arrimage", "postgres", "nobody");

    static PostgresAccount choose() throws IOException {
        if (!isRoot()) {
            return new PostgresAccount(List.of(), Optional.empty());
        }
        var namespace = List.of("unshare", "-U", "--");
        if (works(namespace)) {
            return new PostgresAccount(namespace, Optional.empty());
        }
        return serviceAccount();
    }

    static PostgresAccount serviceAccount() throws IOException {
        for (String name : SERVICE_ACCOUNTS) {
            var prefix =
                    List.of(
                            "setpriv",
                            "--reuid=" + name,
                            "--regid=" + group(name),
                            "--clear-groups",
                            "--");
            if (works(prefix)) {
                var owner =
                        FileSystems.getDefault()
                                .getUserPrincipalLookupService()
                                .lookupPrincipalByName(name);
                return new PostgresAccount(prefix, Optional.of(owner));
            }
        }
        throw new DatabaseException(
                "PostgreSQL refuses to run as root, and neither `unshare -U` nor `setpriv` can lend"
                        + " it another account here. Run the server as an ordinary user, or give"
                        + " an existing PostgreSQL with arrimage.database.url.");
    }

    List<String> command(List<String> words) {
        var all = new ArrayList<>(prefix);
        all.addAll(words);
        return all;
    }

    /** Gives the path and all below it to the account that PostgreSQL runs as. */
    void give(Path path) throws IOException {
        if (owner.isPresent()) {
            Folders.give(path, owner.get());
        }
    }

    /** Lets the account reach the folder, without letting it list what is in it. */
    void letThrough(Path folder) throws IOException {
        if (owner.isPresent()) {
            Files.setPosixFilePermissions(
                    folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwx--x--x"));
        }
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static String group(String account) throws IOException {
        return Files.readAllLines(Path.of("/etc/passwd")).stream()
                .map(line -> line.split(":"))
                .filter(fields -> fields.length > 3 && fields[0].equals(account))
                .map(fields -> fields[3])
                .findFirst()
                .orElse("65534");
    }

    private static boolean works(List<String> prefix) {
        var words = new ArrayList<>(prefix);
        words.add("true");
        try {
            var process = new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            return process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
