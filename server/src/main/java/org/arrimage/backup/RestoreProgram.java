// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

import org.arrimage.copy.CopyException;
import org.arrimage.database.DatabaseException;
import org.arrimage.database.DatabaseSettings;
import org.arrimage.kernel.ServerSettings;
import org.arrimage.keys.ArchiveKeys;
import org.arrimage.keys.KeyUnavailable;
import org.arrimage.keys.Tampered;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * The server's program as a tool that restores or checks one archive and ends: no door, no lane, no
 * page. Its exit codes are those of the command line.
 */
public final class RestoreProgram {
    private static final String ASKED = "--arrimage.restore.from=";
    private static final int DONE = 0;
    private static final int DIFFERENT = 1;
    private static final int REFUSED = 2;
    private static final int FAILED = 3;
    private static final Logger LOG = LoggerFactory.getLogger(RestoreProgram.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RestoreProgram() {}

    /** Whether these words ask for a restore, and not for the server. */
    public static boolean asked(String[] arguments) {
        return Arrays.stream(arguments).anyMatch(word -> word.startsWith(ASKED));
    }

    /** Reads every setting as the server does, and nothing else of it. */
    @ConfigurationPropertiesScan("org.arrimage")
    static final class Sources {}

    /** Restores or checks, and gives the exit code. */
    public static int run(String[] arguments) {
        try (var context =
                new SpringApplicationBuilder(Sources.class, ArchiveKeys.class)
                        .web(WebApplicationType.NONE)
                        .logStartupInfo(false)
                        .run(arguments)) {
            var settings = context.getBean(RestoreSettings.class);
            var restore = new Restore(context.getBean(ArchiveKeys.class), InstantSource.system());
            return run(
                    settings,
                    restore,
                    context.getBean(DatabaseSettings.class),
                    context.getBean(ServerSettings.class).data());
        } catch (IOException unwritable) {
            LOG.error("The report cannot be written", unwritable);
            return FAILED;
        }
    }

    private static int run(
            RestoreSettings settings, Restore restore, DatabaseSettings database, Path data)
            throws IOException {
        try {
            if (settings.from() == null) {
                throw new NoSuchFileException("arrimage.restore.from");
            }
            var report =
                    settings.verify()
                            ? restore.verify(settings.from())
                            : restore.restore(settings.from(), database, data);
            write(settings, report);
            return report.differences().isEmpty() ? DONE : DIFFERENT;
        } catch (ArchiveException unusable) {
            return refuse(
                    settings,
                    "archive-" + unusable.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    unusable);
        } catch (KeyUnavailable | Tampered unopened) {
            return refuse(settings, "key", unopened);
        } catch (DatabaseException | CopyException refused) {
            return refuse(settings, "database", refused);
        } catch (NoSuchFileException missing) {
            return refuse(settings, "no-file", missing);
        } catch (IOException | SQLException | RuntimeException failure) {
            // The edge of the program: whoever started it must be told.
            LOG.error("The restore failed", failure);
            write(settings, Map.of("code", "failed", "detail", String.valueOf(failure)));
            return FAILED;
        }
    }

    private static int refuse(RestoreSettings settings, String code, Exception why)
            throws IOException {
        write(settings, Map.of("code", code, "detail", String.valueOf(why.getMessage())));
        return REFUSED;
    }

    private static void write(RestoreSettings settings, Object result) throws IOException {
        if (settings.report() == null) {
            LOG.info("{}", JSON.writeValueAsString(result));
        } else {
            Files.write(settings.report(), JSON.writeValueAsBytes(result));
        }
    }
}
