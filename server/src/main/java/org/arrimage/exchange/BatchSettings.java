// SPDX-License-Identifier: Apache-2.0
package org.arrimage.exchange;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of batches.
 *
 * @param messages most messages of one batch, what fits a frame of the usual size at half a
 *     kilobyte each; the answer holds about 200 bytes for each
 */
@ConfigurationProperties("arrimage.batch")
record BatchSettings(@DefaultValue("32768") int messages) {

    BatchSettings {
        if (messages < 1) {
            throw new IllegalArgumentException(
                    "arrimage.batch.messages must be at least 1, got " + messages);
        }
    }
}
