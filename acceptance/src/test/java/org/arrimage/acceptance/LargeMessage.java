// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import org.arrimage.mllp.MllpClient;
import org.arrimage.mllp.Pieces;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * A message with a document in OBX-5.5, made while it is written, so that nobody holds it.
 *
 * @param controlId MSH-10; the same gives the same document
 * @param type MSH-9
 * @param application MSH-5
 * @param bytes of the document
 */
record LargeMessage(String controlId, String type, String application, int bytes)
        implements Pieces {

    private static final int BLOCK = 64 * 1024;
    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    static LargeMessage of(String controlId, int megabytes) {
        return new LargeMessage(controlId, "ADT^A08^ADT_A01", "ARRIMAGE", megabytes << 20);
    }

    /** As it is after the route's edit. */
    LargeMessage edited() {
        return new LargeMessage(controlId, type, "CLINIQUE", bytes);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(
                text(
                        "MSH|^~\\&|SIH|HSM|%s|SNDE|20260302080000||%s|%s|P|2.5.1|||||CAN|UNICODE UTF-8\r"
                                        .formatted(application, type, controlId)
                                + "EVN|A08|20260302080000\r"
                                + "PID|1||P%s^^^HSM^MR||Côté^Zoé||19800510|F\r".formatted(controlId)
                                + "OBR|1||R1^LAB|PDF^Rapport|||20260302080000|||||||||||||||20260302080000|||F\r"
                                + "OBX|1|TX|NOTE^Note||é||||||F\r"
                                + "OBX|2|ED|PDF^Rapport||^application^pdf^Base64^"));
        writeDocument(out);
        out.write(text("||||||F\rOBX|3|TX|NOTE^Note||fin é||||||F\r"));
    }

    private void writeDocument(OutputStream out) throws IOException {
        SplittableRandom chance = new SplittableRandom(controlId.hashCode());
        byte[] block = new byte[BLOCK];
        for (int left = bytes; left > 0; left -= BLOCK) {
            int length = Math.min(left, BLOCK);
            for (int i = 0; i < length; ) {
                long letters = chance.nextLong();
                for (int k = 0; k < 10 && i < length; k++, letters >>>= 6) {
                    block[i++] = (byte) LETTERS.charAt((int) (letters & 63));
                }
            }
            out.write(block, 0, length);
        }
    }

    /** SHA-256 of the whole. */
    String digest() throws IOException {
        MessageDigest sha = sha256();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha)) {
            writeTo(out);
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    /** Sends it over a connection of its own and gives the answer. */
    String sendTo(int port) throws IOException {
        var to = MllpClient.Settings.to("127.0.0.1", port).answeringWithin(Duration.ofSeconds(120));
        try (MllpClient client = MllpClient.plain(to)) {
            client.send(this);
            return new String(client.receive(), StandardCharsets.UTF_8);
        }
    }

    /** SHA-256 of a message that a test holds. */
    static String digest(String message) {
        return HexFormat.of().formatHex(sha256().digest(message.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
