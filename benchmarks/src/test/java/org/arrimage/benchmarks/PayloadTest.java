// SPDX-License-Identifier: Apache-2.0
package org.arrimage.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.DeflaterOutputStream;

class PayloadTest {

    private static final byte[] CONTROL = "R00C000S0000000".getBytes(US_ASCII);

    @Test
    void sendsAnAdmissionOfAboutAKilobyte() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(next(Payload.ADT, i)).hasSizeBetween(800, 1_200);
        }
    }

    @Test
    void sendsFiftyObservationsInAboutSixKilobytes() {
        byte[] message = next(Payload.ORU, 0);

        assertThat(message).hasSizeBetween(5_300, 6_700);
        assertThat(new String(message, UTF_8).split("\rOBX\\|")).hasSize(51);
    }

    @Test
    void sendsADocumentThatHardlyCompresses() throws Exception {
        byte[] message = next(Payload.PDF, 0);

        assertThat(message).hasSizeBetween(195_000, 205_000);
        assertThat(compressed(message)).isGreaterThan(150_000);
    }

    @ParameterizedTest
    @EnumSource
    void writesWholeMessages(Payload payload) {
        String message = new String(next(payload, 7), UTF_8);

        assertThat(message)
                .startsWith("MSH|^~\\&|ADMISSION|HOPITAL-SAINT-LUC-EST|ARRIMAGE|RESEAU|202611")
                .contains("|" + payload.type() + "|R00C000S0000000|P|2.5.1|")
                .contains("\rPID|1||100007^^^HSLE^MR~")
                .endsWith("\r");
        assertThat(message.contains("\rEVN||202611")).isEqualTo(payload == Payload.ADT);
    }

    @Test
    void varyAsARealFlowDoes() throws Exception {
        Set<String> different = new HashSet<>();
        var flow = new ByteArrayOutputStream();
        for (int i = 0; i < 1_000; i++) {
            byte[] message = next(Payload.ADT, i);
            different.add(new String(message, UTF_8));
            flow.writeBytes(message);
        }

        assertThat(different).hasSize(1_000);
        assertThat(compressed(flow.toByteArray())).isGreaterThan(flow.size() / 6);
    }

    @Test
    void givesAPatientTheSameName() {
        assertThat(name(next(Payload.ADT, 3))).isEqualTo(name(next(Payload.ADT, 3)));
        assertThat(name(next(Payload.ADT, 3))).isNotEqualTo(name(next(Payload.ADT, 4)));
    }

    @Test
    void givesAlwaysTheSameSample() {
        assertThat(Payload.ADT.sample()).isEqualTo(Payload.ADT.sample());
    }

    private static byte[] next(Payload payload, int patient) {
        byte[] room = new byte[payload.pool().largest()];
        return Arrays.copyOf(room, payload.pool().write(room, 0, CONTROL, patient));
    }

    private static String name(byte[] message) {
        String text = new String(message, UTF_8);
        int pid = text.indexOf("\rPID|");
        return text.substring(pid, text.indexOf('\r', pid + 1));
    }

    private static int compressed(byte[] bytes) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        }
        return out.size();
    }
}
