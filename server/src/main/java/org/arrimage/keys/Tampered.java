// SPDX-License-Identifier: Apache-2.0
package org.arrimage.keys;

import java.io.Serial;

/**
 * A sealed value does not verify: it was changed, cut, moved from another place, or belongs to
 * another key. Nothing of it may be used.
 */
public final class Tampered extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    Tampered(String message) {
        super(message);
    }

    Tampered(String message, Throwable cause) {
        super(message, cause);
    }
}
