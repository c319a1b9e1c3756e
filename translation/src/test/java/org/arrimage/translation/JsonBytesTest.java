// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.nio.charset.StandardCharsets;
import java.util.Random;

class JsonBytesTest {

    @Test
    void writesWhatAParserReadsBack() {
        var random = new Random(20261104);
        for (int i = 0; i < 2000; i++) {
            String text = text(random);
            byte[] json = new Node().put("a", text).put("b", "é").toJson();

            try (var parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
                parser.nextToken();
                parser.nextToken();
                assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_STRING);
                assertThat(parser.getString()).isEqualTo(text);
            }
        }
    }

    @Test
    void keepsNumbersListsAndTruth() {
        Node node =
                new Node()
                        .number("n", "5.10")
                        .put("yes", true)
                        .add("list", "x")
                        .add("list", new Node().put("k", "v"))
                        .put("nothing", "")
                        .put("empty", new Node())
                        .add("none", "");

        assertThat(new String(node.toJson(), StandardCharsets.UTF_8))
                .isEqualTo("{\"n\":5.10,\"yes\":true,\"list\":[\"x\",{\"k\":\"v\"}]}");
    }

    private static String text(Random random) {
        var text = new StringBuilder("a");
        for (int i = 0; i < random.nextInt(40); i++) {
            int kind = random.nextInt(4);
            int codePoint =
                    switch (kind) {
                        case 0 -> random.nextInt(0x80);
                        case 1 -> 0x80 + random.nextInt(0x780);
                        case 2 -> 0x800 + random.nextInt(0xC000);
                        default -> 0x10000 + random.nextInt(0x10000);
                    };
            text.appendCodePoint(codePoint);
        }
        return text.toString();
    }
}
