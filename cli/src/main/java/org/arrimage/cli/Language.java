// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;

/** The language a person is spoken to in. French unless English is asked for. */
public enum Language {
    FRENCH("fr", Locale.CANADA_FRENCH),
    ENGLISH("en", Locale.CANADA);

    private final String code;
    private final Locale locale;

    Language(String code, Locale locale) {
        this.code = code;
        this.locale = locale;
    }

    /** {@code fr} or {@code en}. */
    public String code() {
        return code;
    }

    /** How numbers are written. */
    public Locale locale() {
        return locale;
    }

    /** One of two texts. */
    public String choose(String french, String english) {
        return this == FRENCH ? french : english;
    }

    /** {@code en…} is English, anything else French. */
    static Language of(String tag) {
        return tag.toLowerCase(Locale.ROOT).startsWith("en") ? ENGLISH : FRENCH;
    }

    /**
     * From {@code --lang}, then ARRIMAGE_LANG, LC_ALL and LANG; the first that is not empty
     * decides.
     */
    static Language detect(String[] args, Map<String, String> environment) {
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--lang") && i + 1 < args.length) {
                return of(args[i + 1]);
            }
            if (args[i].startsWith("--lang=")) {
                return of(args[i].substring("--lang=".length()));
            }
        }
        for (String name : new String[] {"ARRIMAGE_LANG", "LC_ALL", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                return of(value);
            }
        }
        return FRENCH;
    }

    /** The texts of this language, from {@code <base>_<code>.properties} beside this class. */
    public ResourceBundle texts(String base) {
        String name = base + "_" + code + ".properties";
        try (var in = Language.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no texts " + name);
            }
            return new PropertyResourceBundle(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
