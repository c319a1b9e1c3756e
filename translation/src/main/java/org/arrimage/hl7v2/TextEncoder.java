// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Optional;

/** Text to bytes, and what to do with characters the set does not have. */
final class TextEncoder {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Charset charset;
    private final Unwritable rule;
    private final MessageText message;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(2048);

    TextEncoder(Charset charset, Unwritable rule, MessageText message) {
        this.charset = charset;
        this.rule = rule;
        this.message = message;
    }

    /** Adds a line; false, and nothing added, when it cannot be written. */
    boolean add(CharSequence line) {
        // A letter and its accent apart would need two signs where the set has one.
        String text = Normalizer.normalize(line, Normalizer.Form.NFC);
        Optional<byte[]> plain = Characters.encode(text, charset);
        if (plain.isPresent()) {
            out.writeBytes(plain.get());
            return true;
        }
        Optional<byte[]> replaced = Characters.encode(replaced(text), charset);
        replaced.ifPresent(out::writeBytes);
        return replaced.isPresent();
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    boolean canWrite(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        return Characters.encode(composed, charset).isPresent()
                || Characters.encode(replaced(composed), charset).isPresent();
    }

    private String replaced(String text) {
        if (rule == Unwritable.REFUSE) {
            return text;
        }
        CharsetEncoder encoder = charset.newEncoder();
        var written = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(c -> {
                    String sign = Character.toString(c);
                    boolean lone = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
                    if (lone || encoder.canEncode(sign)) {
                        written.append(sign);
                    } else {
                        written.append(substitute(c, sign));
                    }
                });
        return written.toString();
    }

    private String substitute(int character, String sign) {
        char escape = message.escapeSign();
        if (rule == Unwritable.ESCAPE && escape != '\uFFFF') {
            byte[] utf8 = sign.getBytes(StandardCharsets.UTF_8);
            return escape + "X" + HEX.formatHex(utf8) + escape;
        }
        String plain = Transliteration.of(character);
        return plain.isEmpty() ? sign : message.escape(plain);
    }
}
