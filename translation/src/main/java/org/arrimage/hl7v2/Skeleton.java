// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.io.IOException;
import java.io.OutputStream;

/** A message whose large values lie elsewhere, as {@link SkeletonWriter} divided it. */
public final class Skeleton {

    private Skeleton() {}

    /** Where the large values lie. */
    @FunctionalInterface
    public interface Values {
        /** Writes {@code length} bytes of them, from an offset on. */
        void copy(long from, long length, OutputStream out) throws IOException;
    }

    /**
     * Writes the whole message: the skeleton, edited or not, with its values in their places.
     *
     * @throws IllegalArgumentException when the skeleton holds {@link Placeholder#BEGIN} and no
     *     placeholder there
     */
    public static void writeTo(OutputStream out, byte[] skeleton, Values values)
            throws IOException {
        int at = 0;
        while (at < skeleton.length) {
            int begin = Placeholder.next(skeleton, at);
            out.write(skeleton, at, begin - at);
            if (begin == skeleton.length) {
                return;
            }
            Placeholder found =
                    Placeholder.read(skeleton, begin)
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "no placeholder at byte " + begin));
            values.copy(found.from(), found.length(), out);
            at = found.end();
        }
    }

    /** How many of its bytes, from the first on, are those of the message itself. */
    public static int untouched(byte[] skeleton) {
        return Placeholder.next(skeleton, 0);
    }

    /** Where the first large value of a message is. */
    public static Location firstLargeValue(Hl7Message message) {
        return Places.of(message, Placeholder.next(message.bytes(), 0));
    }
}
