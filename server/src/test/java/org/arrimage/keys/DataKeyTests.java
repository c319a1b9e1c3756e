// SPDX-License-Identifier: Apache-2.0
package org.arrimage.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

class DataKeyTests {

    private static final byte[] PLAIN = "MSH|^~\\&|fictif".getBytes(StandardCharsets.UTF_8);

    /** Java itself refuses to seal twice with one key and one nonce: each test has its own salt. */
    private static final AtomicInteger SALT = new AtomicInteger();

    private final DataKey key = DataKey.made(7, secret(1), SALT.incrementAndGet());

    @Test
    void opensWhatItSealedFromAnyPlaceInAnArray() {
        byte[] around = ByteBuffer.allocate(PLAIN.length + 5).position(3).put(PLAIN).array();

        byte[] sealed = key.seal(around, 3, PLAIN.length, 42);
        byte[] shifted = ByteBuffer.allocate(sealed.length + 9).position(4).put(sealed).array();

        assertThat(sealed).hasSize(PLAIN.length + DataKey.OVERHEAD);
        assertThat(key.open(sealed, 0, sealed.length, 42)).isEqualTo(PLAIN);
        assertThat(key.open(shifted, 4, sealed.length, 42)).isEqualTo(PLAIN);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("MSH");
    }

    @Test
    void opensValuesOfEverySizeAroundAndFarPastOneCipherBlock() {
        var random = new Random(3);
        for (int size : new int[] {0, 1, 15, 16, 17, 4_096, 65_536, 1_048_577}) {
            byte[] plain = new byte[size];
            random.nextBytes(plain);

            byte[] sealed = key.seal(plain, 0, size, size);

            assertThat(key.open(sealed, 0, sealed.length, size)).isEqualTo(plain);
        }
    }

    @Test
    void refusesAValueOfWhichAnyOneByteWasChanged() {
        byte[] sealed = key.seal(PLAIN, 0, PLAIN.length, 42);

        for (int place = 0; place < sealed.length; place++) {
            byte[] changed = sealed.clone();
            changed[place] ^= 0x01;
            assertThatExceptionOfType(Tampered.class)
                    .as("byte %d", place)
                    .isThrownBy(() -> key.open(changed, 0, changed.length, 42));
        }
    }

    @Test
    void refusesAValueThatWasCutAnywhere() {
        byte[] sealed = key.seal(PLAIN, 0, PLAIN.length, 42);

        for (int length = 0; length < sealed.length; length++) {
            int cut = length;
            assertThatExceptionOfType(Tampered.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> key.open(sealed, 0, cut, 42));
        }
    }

    @Test
    void refusesAValueInAnotherContextOrUnderAnotherKey() {
        byte[] sealed = key.seal(PLAIN, 0, PLAIN.length, 42);
        DataKey other = DataKey.made(8, secret(2), 1);

        assertThatExceptionOfType(Tampered.class)
                .isThrownBy(() -> key.open(sealed, 0, sealed.length, 43))
                .withMessageContaining("data key 7");
        assertThatExceptionOfType(Tampered.class)
                .isThrownBy(() -> other.open(sealed, 0, sealed.length, 42));
    }

    @Test
    void neverUsesANonceTwiceHoweverManyThreadsSeal() throws Exception {
        Set<ByteBuffer> nonces = new HashSet<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<byte[]> sealing = () -> key.seal(PLAIN, 0, PLAIN.length, 1);

            for (Future<byte[]> sealed :
                    threads.invokeAll(java.util.Collections.nCopies(20_000, sealing))) {
                nonces.add(ByteBuffer.wrap(sealed.get(), 0, 12).slice());
                assertThat(key.open(sealed.get(), 0, sealed.get().length, 1)).isEqualTo(PLAIN);
            }
        }

        assertThat(nonces).hasSize(20_000);
        assertThat(key.sealed()).isEqualTo(20_000);
    }

    @Test
    void sealsNothingWithAKeyItOnlyReadBack() {
        DataKey again = DataKey.readBack(7, secret(1));
        byte[] sealed = key.seal(PLAIN, 0, PLAIN.length, 42);

        assertThat(again.open(sealed, 0, sealed.length, 42)).isEqualTo(PLAIN);
        assertThatIllegalStateException()
                .isThrownBy(() -> again.seal(PLAIN, 0, PLAIN.length, 42))
                .withMessageContaining("only opens");
    }

    private static SecretKey secret(int seed) {
        byte[] bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        return new SecretKeySpec(bytes, "AES");
    }
}
