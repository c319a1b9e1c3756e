// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * Settings of the connectors.
 *
 * @param largestMessage a larger body is refused before it is all read; up to 1 GB. Of one that is
 *     larger than a megabyte, values larger than 64 kB are not held in memory, and the rest may
 *     have 16 MB
 * @param connections most open connections of one link; a further one is closed at once
 * @param frameTimeout longest silence in the middle of a frame or of a TLS handshake; a whole frame
 *     may take ten times as long
 * @param pipelined most messages of one connection on their way to the disk
 */
@ConfigurationProperties("arrimage.connector")
record ConnectorSettings(
        @DefaultValue("64MB") DataSize largestMessage,
        @DefaultValue("512") int connections,
        @DefaultValue("30s") Duration frameTimeout,
        @DefaultValue("64") int pipelined) {}
