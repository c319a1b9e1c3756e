// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.nio.file.Path;

/**
 * Settings of a restore: the server's program then does this and ends, without opening anything.
 *
 * @param from the archive; absent = the program runs as the server
 * @param verify true = only read the archive through and check it
 * @param report file that gets the result as JSON
 */
@ConfigurationProperties("arrimage.restore")
record RestoreSettings(
        @Nullable Path from, @DefaultValue("false") boolean verify, @Nullable Path report) {}
