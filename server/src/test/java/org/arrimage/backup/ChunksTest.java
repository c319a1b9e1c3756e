// SPDX-License-Identifier: Apache-2.0
package org.arrimage.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

class ChunksTest {
    private static final byte[] KEY = new byte[Chunks.KEY_BYTES];
    private static final byte[] HEADER = {1, 2, 3};

    @Test
    void givesBackWhatWasWrittenWhateverItsLength() throws IOException {
        for (int length :
                new int[] {0, 1, Chunks.LARGEST - 1, Chunks.LARGEST, Chunks.LARGEST + 1, 3 << 20}) {
            byte[] stream = bytes(length, length);

            assertThat(read(written(stream))).as("%d bytes", length).isEqualTo(stream);
        }
    }

    @Test
    void sealsWhatIsWrittenAndCompressesWhatCanBe() throws IOException {
        byte[] text =
                "MSH|^~\\&|SIH|HSM|"
                        .repeat(100_000)
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        byte[] file = written(text);

        assertThat(file).hasSizeLessThan(text.length / 50);
        assertThat(new String(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("HSM");
    }

    @Test
    void seesACutWhereverItIs() throws IOException {
        byte[] file = written(bytes(1, 5 << 19));
        var random = new Random(11);
        for (int i = 0; i < 200; i++) {
            int length = i == 0 ? file.length - 1 : random.nextInt(file.length);

            assertThatExceptionOfType(ArchiveException.class)
                    .as("cut at %d of %d", length, file.length)
                    .isThrownBy(() -> read(Arrays.copyOf(file, length)))
                    .withMessageContaining("chunk")
                    .matches(cut -> cut.kind() == ArchiveException.Kind.TRUNCATED);
        }
    }

    @Test
    void seesAnyBitThatChanged() throws IOException {
        byte[] file = written(bytes(2, 5 << 19));
        var random = new Random(12);
        for (int i = 0; i < 200; i++) {
            byte[] altered = file.clone();
            int at = i < 40 ? i : random.nextInt(file.length);
            altered[at] ^= (byte) (1 << random.nextInt(8));

            assertThatExceptionOfType(ArchiveException.class)
                    .as("byte %d", at)
                    .isThrownBy(() -> read(altered))
                    .withMessageContaining("at byte");
        }
    }

    @Test
    void seesChunksThatChangedPlaces() throws IOException {
        byte[] file = written(bytes(3, 3 << 20));
        int first = chunkLength(file, 0);
        int second = chunkLength(file, first);
        byte[] swapped = file.clone();
        System.arraycopy(file, first, swapped, 0, second);
        System.arraycopy(file, 0, swapped, second, first);

        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> read(swapped))
                .withMessageContaining("chunk 0, at byte 0, does not verify");
    }

    @Test
    void seesChunksThatWereLeftOutOrAddedAtTheEnd() throws IOException {
        byte[] file = written(bytes(4, 3 << 20));
        int first = chunkLength(file, 0);

        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> read(Arrays.copyOfRange(file, first, file.length)));
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> read(Arrays.copyOf(file, file.length + 1)))
                .withMessageContaining("after the last");
    }

    @Test
    void bindsChunksToTheirHeader() throws IOException {
        byte[] file = written(bytes(5, 1000));

        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> read(file, new byte[] {1, 2, 4}));
    }

    private static int chunkLength(byte[] file, int at) throws IOException {
        return 5 + new DataInputStream(new ByteArrayInputStream(file, at + 1, 4)).readInt();
    }

    private static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] written(byte[] stream) throws IOException {
        var file = new ByteArrayOutputStream();
        try (var out = new Chunks.Out(new DataOutputStream(file), KEY, HEADER)) {
            out.write(stream, 0, stream.length);
            out.finish();
        }
        return file.toByteArray();
    }

    private static byte[] read(byte[] file) throws IOException {
        return read(file, HEADER);
    }

    private static byte[] read(byte[] file, byte[] header) throws IOException {
        try (var in =
                new Chunks.In(
                        new DataInputStream(new ByteArrayInputStream(file)), KEY, header, 0)) {
            return in.readAllBytes();
        }
    }
}
