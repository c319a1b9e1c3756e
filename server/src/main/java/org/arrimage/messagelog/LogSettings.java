// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the log.
 *
 * @param batch most messages in one commit
 * @param batchBytes most bytes of bodies in one commit
 * @param waiting most messages that may wait for the writer; a connection that finds the queue full
 *     waits, which is the back-pressure its sender feels
 * @param recent most messages kept in memory for readers at the tip
 * @param recentBytes most bytes of bodies kept in memory for readers at the tip
 * @param recognised most messages whose repetition is recognised, the newest ones; about 36 bytes
 *     of memory each
 */
@ConfigurationProperties("arrimage.log")
record LogSettings(
        @DefaultValue("1024") int batch,
        @DefaultValue("16MB") DataSize batchBytes,
        @DefaultValue("8192") int waiting,
        @DefaultValue("16384") int recent,
        @DefaultValue("64MB") DataSize recentBytes,
        @DefaultValue("1048576") int recognised) {

    private static final int MOST_RECOGNISED = 1 << 26;

    LogSettings {
        if (batch < 1 || waiting < 1 || recent < 1) {
            throw new IllegalArgumentException(
                    "arrimage.log.batch, waiting and recent must be at least 1");
        }
        if (recognised < 0 || recognised > MOST_RECOGNISED) {
            throw new IllegalArgumentException(
                    "arrimage.log.recognised must be 0 to " + MOST_RECOGNISED + ", got " + recognised);
        }
    }
}
