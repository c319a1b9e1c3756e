// SPDX-License-Identifier: Apache-2.0
package org.arrimage.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

class RowsDigestTest {
    private static final Table TABLE =
            new Table("rooms", "bed", List.of(), false, List.of(), Optional.empty());
    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
    };

    @Test
    void isTheSameWhereverTheBytesAreCut() throws IOException {
        for (long seed = 1; seed <= 200; seed++) {
            var random = new Random(seed);
            byte[] stream = stream(rows(random));
            var whole = digest(stream, stream.length, random);

            var cut = digest(stream, 1 + random.nextInt(7), random);

            assertThat(cut).as("seed %d", seed).isEqualTo(whole);
        }
    }

    @Test
    void isTheSameInAnyOrderOfRows() throws IOException {
        var rows = rows(new Random(7));
        var other = new ArrayList<>(rows);
        Collections.reverse(other);

        assertThat(all(stream(other))).isEqualTo(all(stream(rows)));
    }

    @Test
    void changesWithOneBitAndWithWhereAFieldEnds() throws IOException {
        var one = all(stream(List.of(List.of(new byte[] {1, 2}, new byte[] {3}))));
        var bit = all(stream(List.of(List.of(new byte[] {1, 2}, new byte[] {2}))));
        var moved = all(stream(List.of(List.of(new byte[] {1}, new byte[] {2, 3}))));

        assertThat(List.of(one.digest(), bit.digest(), moved.digest())).doesNotHaveDuplicates();
        assertThat(one.rows()).isEqualTo(1);
    }

    @Test
    void refusesAStreamThatEndsInTheMiddle() throws IOException {
        byte[] stream = stream(rows(new Random(3)));
        var digest = new RowsDigest();
        digest.update(stream, 0, stream.length - 1);

        assertThatThrownBy(() -> digest.summary(TABLE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("rooms.bed");
    }

    private static TableSummary all(byte[] stream) throws IOException {
        return digest(stream, stream.length, new Random(0));
    }

    private static TableSummary digest(byte[] stream, int most, Random random) throws IOException {
        var digest = new RowsDigest();
        int at = 0;
        while (at < stream.length) {
            int length =
                    Math.min(
                            stream.length - at,
                            most == stream.length ? most : 1 + random.nextInt(most));
            digest.update(stream, at, length);
            at += length;
        }
        return digest.summary(TABLE);
    }

    private static List<List<byte[]>> rows(Random random) {
        var rows = new ArrayList<List<byte[]>>();
        for (int i = random.nextInt(20); i >= 0; i--) {
            var row = new ArrayList<byte[]>();
            for (int field = random.nextInt(4); field > 0; field--) {
                var bytes = new byte[random.nextInt(40)];
                random.nextBytes(bytes);
                row.add(bytes);
            }
            rows.add(row);
        }
        return rows;
    }

    private static byte[] stream(List<List<byte[]>> rows) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.write(SIGNATURE);
        out.writeInt(0);
        out.writeInt(0);
        for (List<byte[]> row : rows) {
            out.writeShort(row.size());
            for (byte[] field : row) {
                out.writeInt(field.length == 39 ? -1 : field.length);
                out.write(field, 0, field.length == 39 ? 0 : field.length);
            }
        }
        out.writeShort(-1);
        return bytes.toByteArray();
    }
}
