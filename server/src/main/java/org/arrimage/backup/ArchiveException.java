// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

import java.io.IOException;
import java.io.Serial;

/** A file is not an archive that can be used: the message says where and why. */
public final class ArchiveException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    /** What is wrong with it. */
    public enum Kind {
        /** Not an archive of this product, or of a later format. */
        NOT_AN_ARCHIVE,
        /** It ends too early: the backup or its transport was cut. */
        TRUNCATED,
        /** Its bytes are not those that were written. */
        ALTERED
    }

    private final Kind kind;

    ArchiveException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
