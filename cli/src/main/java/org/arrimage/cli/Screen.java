// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.PrintStream;
import java.util.ResourceBundle;

/**
 * What a command talks through: results on one stream, progress and remarks on the other, all in
 * one language. Colour only on a terminal.
 */
public final class Screen {

    /** How a word is shown. */
    public enum Tone {
        PLAIN(""),
        GOOD("32"),
        BAD("31"),
        WARNING("33"),
        QUIET("2"),
        STRONG("1");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    private final PrintStream out;
    private final PrintStream err;
    private final Language language;
    private final ResourceBundle texts;
    private final boolean colour;

    public Screen(PrintStream out, PrintStream err, Language language, boolean colour) {
        this.out = out;
        this.err = err;
        this.language = language;
        this.texts = language.texts("texts");
        this.colour = colour;
    }

    public Language language() {
        return language;
    }

    ResourceBundle texts() {
        return texts;
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    /** The text of {@code key}, with its {@code %s} places filled. */
    public String text(String key, Object... values) {
        return String.format(language.locale(), texts.getString(key), values);
    }

    /** One line of result. */
    public void print(String line) {
        out.println(line);
    }

    /** The text of {@code key} as a line of result. */
    public void say(String key, Object... values) {
        out.println(text(key, values));
    }

    /** The text of {@code key} as a remark: progress, a warning, an address. */
    public void remark(String key, Object... values) {
        err.println(text(key, values));
    }

    /** A remark that is already in the person's language. */
    public void remarkLine(String line) {
        err.println(line);
    }

    /** The machine form of a result. */
    public void json(Object value) {
        out.println(JsonHolder.PRETTY.writeValueAsString(value));
    }

    /** Whether colours show. */
    boolean colour() {
        return colour;
    }

    /** {@code word} in a tone, when colours show. */
    public String tone(Tone tone, String word) {
        return colour && tone != Tone.PLAIN
                ? "\u001b[" + tone.code + "m" + word + "\u001b[0m"
                : word;
    }

    /** Loaded only by commands that print JSON. */
    private static final class JsonHolder {
        static final JsonMapper PRETTY =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    }
}
