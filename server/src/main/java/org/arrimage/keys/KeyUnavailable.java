// SPDX-License-Identifier: Apache-2.0
package org.arrimage.keys;

import java.io.Serial;

/** A key cannot be had: the message says which, where it was looked for, and what to do. */
public final class KeyUnavailable extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    KeyUnavailable(String message) {
        super(message);
    }

    KeyUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
