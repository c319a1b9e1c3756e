// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import org.arrimage.hl7v2.MessageText;

import java.util.Arrays;

/** One repetition of a field under construction: components, some of them in subcomponents. */
final class Parts {
    /** Nothing, and nothing is put into it: messages share it. */
    static final Parts NONE = new Parts();

    private String[] components = new String[4];
    private int size;

    /** A field of one component. */
    static Parts of(String text) {
        return new Parts().put(1, text);
    }

    /** A component as plain text. */
    Parts put(int n, String text) {
        return written(n, MessageText.escapeUsual(text));
    }

    /** A component made of parts, which become its subcomponents. */
    Parts put(int n, Parts inner) {
        return written(n, inner.written('&'));
    }

    Parts written(int n, String written) {
        if (written.isEmpty()) {
            return this;
        }
        if (this == NONE) {
            throw new IllegalStateException("nothing is put into what all messages share");
        }
        if (components.length < n) {
            components = Arrays.copyOf(components, Math.max(n, components.length * 2));
        }
        components[n - 1] = written;
        size = Math.max(size, n);
        return this;
    }

    /** Puts the parts of another after the first {@code offset} components of this. */
    Parts putAll(int offset, Parts other) {
        for (int n = 1; n <= other.size; n++) {
            written(offset + n, other.component(n));
        }
        return this;
    }

    boolean has(int n) {
        return !component(n).isEmpty();
    }

    /** A component as written. */
    String component(int n) {
        if (n > size) {
            return "";
        }
        String written = components[n - 1];
        return written == null ? "" : written;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** As it stands in a field. */
    String written() {
        return written('^');
    }

    private String written(char sign) {
        if (size == 1) {
            return component(1);
        }
        var out = new StringBuilder(64);
        for (int n = 1; n <= size; n++) {
            if (n > 1) {
                out.append(sign);
            }
            out.append(component(n));
        }
        return out.toString();
    }
}
