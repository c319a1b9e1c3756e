// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The separate backup of keys: a JSON file of which everything secret is sealed by AES-256-GCM
 * under a key made from a passphrase (PBKDF2-HMAC-SHA256). A checksum tells a damaged file from a
 * wrong passphrase.
 */
final class KeyBackup {

    /** As OWASP advises for PBKDF2-HMAC-SHA256; half a second of one processor. */
    static final int ITERATIONS = 600_000;

    /** A file that asks for more keeps the machine busy for nothing. */
    private static final int MOST_ITERATIONS = 10_000_000;

    private static final String FORMAT = "arrimage-keys-1";
    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Screen screen;

    KeyBackup(Screen screen) {
        this.screen = screen;
    }

    /**
     * Seals key files.
     *
     * @param madeAt told to whoever looks at the file
     */
    String seal(
            SortedMap<String, String> keys, String madeAt, char[] passphrase, SecureRandom chance) {
        byte[] salt = new byte[SALT_BYTES];
        byte[] nonce = new byte[NONCE_BYTES];
        chance.nextBytes(salt);
        chance.nextBytes(nonce);
        ObjectNode file = JSON.createObjectNode();
        file.put("format", FORMAT);
        file.put("madeAt", madeAt);
        file.put("keys", String.join(" ", keys.keySet()));
        file.put("derivation", "PBKDF2-HMAC-SHA256");
        file.put("iterations", ITERATIONS);
        file.put("salt", base64(salt));
        file.put("nonce", base64(nonce));
        try {
            Cipher cipher =
                    cipher(Cipher.ENCRYPT_MODE, passphrase, ITERATIONS, salt, nonce, header(file));
            byte[] plain = JSON.writeValueAsBytes(keys);
            file.put("sealed", base64(cipher.doFinal(plain)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot seal a backup", e);
        }
        file.put("sha256", checksum(file));
        return JSON.writeValueAsString(file) + "\n";
    }

    /**
     * The key files of a backup.
     *
     * @param name of the file, for what is said when it cannot be used
     */
    SortedMap<String, String> open(String text, String name, char[] passphrase) {
        JsonNode file = undamaged(text, name);
        int iterations = file.path("iterations").asInt(0);
        try {
            Cipher cipher =
                    cipher(
                            Cipher.DECRYPT_MODE,
                            passphrase,
                            iterations,
                            bytes(file, "salt"),
                            bytes(file, "nonce"),
                            header(file));
            return content(JSON.readTree(cipher.doFinal(bytes(file, "sealed"))), name);
        } catch (AEADBadTagException e) {
            throw Failure.no(screen.text("keys.wrongPassphrase", name));
        } catch (GeneralSecurityException | IllegalArgumentException | JacksonException e) {
            throw damaged(name, "sealed");
        }
    }

    private JsonNode undamaged(String text, String name) {
        JsonNode file;
        try {
            file = JSON.readTree(text);
        } catch (JacksonException e) {
            var place = e.getLocation();
            throw Failure.unusable(
                    screen.text(
                            "keys.notJson",
                            name,
                            place == null ? 1 : place.getLineNr(),
                            place == null ? 1 : place.getColumnNr()));
        }
        if (!file.path("format").asString("").equals(FORMAT)) {
            throw Failure.unusable(screen.text("keys.notABackup", name, FORMAT));
        }
        if (!file.path("sha256").asString("").equals(checksum(file))) {
            throw damaged(name, "sha256");
        }
        int iterations = file.path("iterations").asInt(0);
        if (iterations < ITERATIONS || iterations > MOST_ITERATIONS) {
            throw damaged(name, "iterations");
        }
        return file;
    }

    private SortedMap<String, String> content(JsonNode node, String name) {
        SortedMap<String, String> keys = new TreeMap<>();
        node.propertyStream()
                .forEach(key -> {
                    String text = key.getValue().asString("");
                    // The name becomes a path: only names of our own.
                    if (!KeyFiles.isName(key.getKey()) || !KeyFiles.isKey(text)) {
                        throw damaged(name, "sealed");
                    }
                    keys.put(key.getKey(), text);
                });
        return keys;
    }

    private Failure damaged(String name, String field) {
        return Failure.unusable(screen.text("keys.damagedBackup", name, field));
    }

    private static Cipher cipher(
            int mode, char[] passphrase, int iterations, byte[] salt, byte[] nonce, byte[] header)
            throws GeneralSecurityException {
        var words = new PBEKeySpec(passphrase, salt, iterations, 256);
        byte[] key =
                SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                        .generateSecret(words)
                        .getEncoded();
        words.clearPassword();
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(header);
        return cipher;
    }

    /** What is not secret is authenticated all the same. */
    private static byte[] header(JsonNode file) {
        var header = new StringBuilder();
        for (String field :
                new String[] {"format", "madeAt", "keys", "derivation", "iterations", "salt"}) {
            header.append(file.path(field).asString("")).append('\n');
        }
        return header.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String checksum(JsonNode file) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(header(file));
            for (String field : new String[] {"nonce", "sealed"}) {
                digest.update(
                        (file.path(field).asString("") + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static byte[] bytes(JsonNode file, String field) {
        return Base64.getDecoder().decode(file.path(field).asString(""));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
