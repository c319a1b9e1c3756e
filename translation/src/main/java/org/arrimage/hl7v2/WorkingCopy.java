// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import org.arrimage.hl7v2.Separators.Level;

import java.util.Arrays;
import java.util.Optional;

/** A message under change: only the segments touched are rewritten, the rest is copied once. */
final class WorkingCopy {
    private static final int NAME_LENGTH = 3;

    private final Hl7Message message;
    private final Separators signs;
    private byte[][] rewritten = {};

    WorkingCopy(Hl7Message message) {
        this.message = message;
        this.signs = message.separators();
    }

    Hl7Message message() {
        return message;
    }

    /** How deep a path goes. */
    static Level level(FieldPath path) {
        if (path.subcomponent() > 0) {
            return Level.SUBCOMPONENT;
        }
        if (path.component() > 0) {
            return Level.COMPONENT;
        }
        return path.repetition() > 0 ? Level.REPETITION : Level.FIELD;
    }

    /** The bytes at a path as they now are; nothing when the segment or the part is absent. */
    Optional<byte[]> get(FieldPath path) {
        int index = message.find(path.segment(), path.occurrence());
        if (index < 0) {
            return Optional.empty();
        }
        byte[] segment = segment(index);
        Level deepest = level(path);
        long part = Scan.pack(NAME_LENGTH, segment.length);
        int separator = signs.field();
        int n = path.segment().equals("MSH") ? path.field() : path.field() + 1;
        for (Level level = Level.FIELD; ; level = level.next()) {
            part = Scan.part(segment, Scan.start(part), Scan.end(part), separator, n);
            if (part == Scan.ABSENT || Scan.start(part) == Scan.end(part)) {
                return Optional.empty();
            }
            if (level == deepest) {
                return Optional.of(Arrays.copyOfRange(segment, Scan.start(part), Scan.end(part)));
            }
            separator = signs.below(level);
            n = number(path, level.next());
        }
    }

    /** Replaces the bytes at a path, adding the separators that are missing before it. */
    void put(FieldPath path, byte[] value) {
        int index = message.find(path.segment(), path.occurrence());
        if (index < 0) {
            return;
        }
        byte[] segment = segment(index);
        // MSH-1 is the first separator, so MSH counts its fields one further (chapter 2, MSH).
        int n = path.segment().equals("MSH") ? path.field() : path.field() + 1;
        byte[] changed = replace(segment, NAME_LENGTH, segment.length, n, path, Level.FIELD, value);
        if (rewritten.length == 0) {
            rewritten = new byte[message.segmentCount()][];
        }
        rewritten[index] = changed;
    }

    /** The whole message as it now is. */
    byte[] toBytes() {
        if (rewritten.length == 0) {
            return message.bytes();
        }
        SegmentIndex bounds = message.index();
        byte[] source = message.bytes();
        int length = source.length;
        for (int i = 0; i < rewritten.length; i++) {
            if (rewritten[i] != null) {
                length += rewritten[i].length - (bounds.end(i) - bounds.start(i));
            }
        }
        byte[] out = new byte[length];
        int copied = 0;
        int at = 0;
        for (int i = 0; i < rewritten.length; i++) {
            if (rewritten[i] != null) {
                int before = bounds.start(i) - copied;
                System.arraycopy(source, copied, out, at, before);
                at += before;
                System.arraycopy(rewritten[i], 0, out, at, rewritten[i].length);
                at += rewritten[i].length;
                copied = bounds.end(i);
            }
        }
        System.arraycopy(source, copied, out, at, source.length - copied);
        return out;
    }

    private byte[] segment(int index) {
        if (rewritten.length > 0 && rewritten[index] != null) {
            return rewritten[index];
        }
        SegmentIndex bounds = message.index();
        return Arrays.copyOfRange(message.bytes(), bounds.start(index), bounds.end(index));
    }

    /** Replaces part n of {@code [from, to)}, or a part inside it when the path goes deeper. */
    private byte[] replace(
            byte[] bytes, int from, int to, int n, FieldPath path, Level level, byte[] value) {
        int separator = level == Level.FIELD ? signs.field() : above(level);
        int parts = 1;
        for (int i = from; i < to; i++) {
            if (bytes[i] == separator) {
                parts++;
            }
        }
        if (parts < n) {
            byte[] padded = pad(bytes, to, n - parts, separator);
            return replace(padded, from, to + n - parts, n, path, level, value);
        }
        long part = Scan.part(bytes, from, to, separator, n);
        if (level == level(path)) {
            return splice(bytes, Scan.start(part), Scan.end(part), value);
        }
        Level next = level.next();
        return replace(
                bytes, Scan.start(part), Scan.end(part), number(path, next), path, next, value);
    }

    /** The sign that separates parts of this level. */
    private int above(Level level) {
        return switch (level) {
            case FIELD -> signs.field();
            case REPETITION -> signs.repetition();
            case COMPONENT -> signs.component();
            case SUBCOMPONENT -> signs.subcomponent();
        };
    }

    private static int number(FieldPath path, Level level) {
        return switch (level) {
            case FIELD -> path.field();
            case REPETITION -> Math.max(1, path.repetition());
            case COMPONENT -> path.component();
            case SUBCOMPONENT -> path.subcomponent();
        };
    }

    private static byte[] pad(byte[] bytes, int at, int count, int separator) {
        byte[] padding = new byte[count];
        Arrays.fill(padding, (byte) separator);
        return splice(bytes, at, at, padding);
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] value) {
        byte[] out = new byte[bytes.length - (to - from) + value.length];
        System.arraycopy(bytes, 0, out, 0, from);
        System.arraycopy(value, 0, out, from, value.length);
        System.arraycopy(bytes, to, out, from + value.length, bytes.length - to);
        return out;
    }
}
