// SPDX-License-Identifier: Apache-2.0
package org.arrimage.copy;

import java.io.Serial;

/** What was read does not fit where it should be loaded: the message says which table and why. */
public final class CopyException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    CopyException(String message) {
        super(message);
    }
}
