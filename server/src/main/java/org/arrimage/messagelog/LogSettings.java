// SPDX-License-Identifier: Apache-2.0
package org.arrimage.messagelog;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the log.
 *
 * @param batch most messages in one commit
 * @param batchBytes most bytes of bodies in one commit, so that one statement stays far under
 *     PostgreSQL's limit of 1 GB
 * @param waiting most messages that may wait for the writer; a connection that finds the queue full
 *     waits, which is the back-pressure its sender feels
 * @param recent most messages kept in memory for readers at the tip
 * @param recentBytes most bytes of bodies kept in memory for readers at the tip
 */
@ConfigurationProperties("arrimage.log")
record LogSettings(
        @DefaultValue("1024") int batch,
        @DefaultValue("16MB") DataSize batchBytes,
        @DefaultValue("8192") int waiting,
        @DefaultValue("16384") int recent,
        @DefaultValue("64MB") DataSize recentBytes) {}
