// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * Settings of messages that come in fragments.
 *
 * @param longest time from the first fragment of a message to its last, at most 12 h: the log keeps
 *     what it holds for a day at least
 * @param messages most unfinished messages of one source
 * @param bytes most bytes of one source's unfinished messages, and of one message when it is joined
 */
@ConfigurationProperties("arrimage.fragments")
record FragmentSettings(
        @DefaultValue("1h") Duration longest,
        @DefaultValue("64") int messages,
        @DefaultValue("16MB") DataSize bytes) {

    private static final Duration LONGEST_WAIT = Duration.ofHours(12);
    private static final DataSize MOST_BYTES = DataSize.ofGigabytes(1);

    FragmentSettings {
        if (!longest.isPositive() || longest.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException(
                    "arrimage.fragments.longest must be more than 0 and at most 12h, got "
                            + longest);
        }
        if (messages < 1 || bytes.toBytes() < 1 || bytes.compareTo(MOST_BYTES) > 0) {
            throw new IllegalArgumentException(
                    "arrimage.fragments.messages must be at least 1, bytes 1 B to 1 GB");
        }
    }
}
