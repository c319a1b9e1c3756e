// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Changes, in a class file, whose method a reference names, and nothing else: no instruction moves,
 * so no frame has to be computed again. JVMS §4.4.
 */
final class ConstantPool {

    private static final int COUNT_AT = 8;
    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int METHOD = 10;
    private static final String INSTEAD = "org/arrimage/acceptance/SkewedTime";

    private final ByteBuffer file;
    private final int count;
    private final int[] at;
    private final int end;

    private ConstantPool(byte[] bytes) {
        file = ByteBuffer.wrap(bytes);
        count = file.getChar(COUNT_AT);
        at = new int[count];
        int next = COUNT_AT + 2;
        for (int i = 1; i < count; i++) {
            at[i] = next;
            next += size(next);
            // A long or a double takes the place of two.
            i += file.get(at[i]) == 5 || file.get(at[i]) == 6 ? 1 : 0;
        }
        end = next;
    }

    /** The class that reads the skewed clock, or null when this one reads none. */
    static byte[] redirected(byte[] bytes) {
        ConstantPool pool = new ConstantPool(bytes.clone());
        boolean any = false;
        for (int i = 1; i < pool.count; i++) {
            any |= pool.readsTheClock(i) && pool.redirect(i);
        }
        return any ? pool.withTheClassAdded() : null;
    }

    private boolean readsTheClock(int entry) {
        if (at[entry] == 0 || file.get(at[entry]) != METHOD) {
            return false;
        }
        String owner = text(file.getChar(at[file.getChar(at[entry] + 1)] + 1));
        String name = text(file.getChar(at[file.getChar(at[entry] + 3)] + 1));
        return owner.equals("java/lang/System") && name.equals("currentTimeMillis")
                || owner.equals("jdk/internal/misc/VM") && name.equals("getNanoTimeAdjustment");
    }

    private boolean redirect(int entry) {
        file.putChar(at[entry] + 1, (char) (count + 1));
        return true;
    }

    private String text(int entry) {
        byte[] letters = new byte[file.getChar(at[entry] + 1)];
        file.get(at[entry] + 3, letters);
        return new String(letters, StandardCharsets.UTF_8);
    }

    /** Two entries at the end of the pool: the name, then the class. */
    private byte[] withTheClassAdded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(file.capacity() + 64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(file.array(), 0, COUNT_AT);
            out.writeShort(count + 2);
            out.write(file.array(), COUNT_AT + 2, end - COUNT_AT - 2);
            out.writeByte(UTF8);
            out.writeUTF(INSTEAD);
            out.writeByte(CLASS);
            out.writeShort(count);
            out.write(file.array(), end, file.capacity() - end);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private int size(int offset) {
        return switch (file.get(offset)) {
            case UTF8 -> 3 + file.getChar(offset + 1);
            case CLASS, 8, 16, 19, 20 -> 3;
            case 15 -> 4;
            case 3, 4, 9, METHOD, 11, 12, 17, 18 -> 5;
            case 5, 6 -> 9;
            default -> throw new IllegalArgumentException("unknown constant " + file.get(offset));
        };
    }
}
