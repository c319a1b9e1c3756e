// SPDX-License-Identifier: Apache-2.0
package org.arrimage.database;

import java.io.Serial;

/** The database cannot be had: the message says what happened, where, and what to do. */
public final class DatabaseException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    DatabaseException(String message) {
        super(message);
    }

    DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
