// SPDX-License-Identifier: Apache-2.0
package org.arrimage.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Where key-encryption keys come from. */
sealed interface KeyOrigin permits KeyFolder, KeyOrigin.Given {

    /** More than a few KEKs in one text is a mistake. In characters. */
    int LONGEST_TEXT = 64 * 1024;

    /** The key of this number, if it is there; read anew at each call. */
    Optional<WrappingKey> find(int number);

    /**
     * The newest key whose number is greater than {@code number}: one that is there or, where keys
     * may be made, number + 1.
     */
    Optional<WrappingKey> after(int number, SecureRandom chance);

    /** The place of the key of this number, for a person. */
    String place(int number);

    /** As the setting names it. */
    String name();

    /**
     * The origin that a setting names.
     *
     * @param environment the variables of this process
     */
    static KeyOrigin of(String setting, Path data, Function<String, Optional<String>> environment) {
        if (setting.equals("data")) {
            return new KeyFolder(data.toAbsolutePath().normalize().resolve("keys"));
        }
        if (setting.startsWith("file:") && setting.length() > "file:".length()) {
            return new NamedFile(Path.of(setting.substring("file:".length())).toAbsolutePath());
        }
        if (setting.startsWith("env:") && setting.length() > "env:".length()) {
            return new Variable(setting.substring("env:".length()), environment);
        }
        // The value is not shown: somebody may have put the key itself there.
        throw new KeyUnavailable(
                "arrimage.keys.origin must be data, file:/path or env:NAME: where the key is, never"
                        + " the key itself.");
    }

    /** Keys that somebody else provides, all of them read anew at each call. */
    sealed interface Given extends KeyOrigin {

        /** The keys by number; empty when there are none. */
        NavigableMap<Integer, WrappingKey> all();

        @Override
        default Optional<WrappingKey> find(int number) {
            return Optional.ofNullable(all().get(number));
        }

        @Override
        default Optional<WrappingKey> after(int number, SecureRandom chance) {
            return newestAfter(all(), number);
        }
    }

    /** A file that somebody else provides; read anew at each call, since it may be replaced. */
    record NamedFile(Path file) implements Given {
        @Override
        public String place(int number) {
            return "line " + number + ":… of " + file;
        }

        @Override
        public String name() {
            return "file:" + file;
        }

        @Override
        public NavigableMap<Integer, WrappingKey> all() {
            if (!Files.exists(file)) {
                return new TreeMap<>();
            }
            try {
                if (Files.size(file) > LONGEST_TEXT) {
                    throw new KeyUnavailable(file + " is too long to hold keys only.");
                }
                return parse(Files.readString(file), file.toString());
            } catch (IOException e) {
                throw new KeyUnavailable("Cannot read the keys in " + file + ": " + e, e);
            }
        }
    }

    /** An environment variable of this process. */
    record Variable(String variable, Function<String, Optional<String>> environment)
            implements Given {
        @Override
        public String place(int number) {
            return "key " + number + ": of the environment variable " + variable;
        }

        @Override
        public String name() {
            return "env:" + variable;
        }

        @Override
        public NavigableMap<Integer, WrappingKey> all() {
            return parse(
                    environment.apply(variable).orElse(""), "the environment variable " + variable);
        }
    }

    private static Optional<WrappingKey> newestAfter(
            NavigableMap<Integer, WrappingKey> keys, int number) {
        return Optional.ofNullable(keys.tailMap(number, false).lastEntry())
                .map(Map.Entry::getValue);
    }

    /**
     * Keys separated by white space or commas.
     *
     * @param where for the message when one is unusable; the text itself is never shown
     */
    static NavigableMap<Integer, WrappingKey> parse(String text, String where) {
        var keys = new TreeMap<Integer, WrappingKey>();
        int entry = 0;
        for (String word : text.strip().split("[\\s,]+")) {
            if (word.isEmpty()) {
                continue;
            }
            entry++;
            int colon = word.indexOf(':');
            try {
                int number = colon < 0 ? 1 : Integer.parseInt(word.substring(0, colon));
                var key =
                        new WrappingKey(
                                number, Base64.getDecoder().decode(word.substring(colon + 1)));
                if (keys.putIfAbsent(number, key) != null) {
                    throw new KeyUnavailable(
                            "Key %d stands twice in %s. Leave the right one."
                                    .formatted(number, where));
                }
            } catch (IllegalArgumentException e) {
                throw new KeyUnavailable(
                        ("Entry %d of %s is not a key: expected NUMBER:BASE64 with 32 bytes, for"
                                        + " instance from openssl rand -base64 32.")
                                .formatted(entry, where));
            }
        }
        return keys;
    }
}
