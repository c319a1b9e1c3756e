// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import java.nio.charset.StandardCharsets;

/** Requests that must be refused; an answer of 4xx or a closed connection is right. */
enum BadRequest {
    DEEP_JSON(Text.facts("[".repeat(200_000))),
    DEEP_JSON_CLOSED(Text.facts("{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000))),
    DEEP_YAML(Text.facts("organisations: " + "[".repeat(100_000))),
    INDENTED_YAML(Text.facts(Text.indented(2_000))),
    ALIAS_BOMB(Text.facts(Text.aliasBomb())),
    MANY_KEYS(Text.facts(Text.manyKeys(200_000))),
    LONG_SCALAR(Text.facts("organisations: \"" + "A".repeat(3_500_000) + "\"")),
    NUL_BYTES(Text.facts("organisations:\0\0\0")),
    NOT_UTF8(Text.request("POST", "/api/v1/facts", new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF})),
    DEEP_ROUTE(Text.request("PUT", "/api/v1/routes/x", Text.ascii("[".repeat(100_000)))),
    ROUTE_BOMB(Text.request("PUT", "/api/v1/routes/x", Text.ascii(Text.aliasBomb()))),
    CLOCK_OF_WORDS(Text.request("POST", "/api/v1/clock", Text.ascii("{\"at\":\"tomorrow\"}"))),
    POSITION_OF_WORDS(Text.request("POST", "/api/v1/parked/a/b/c/replay", new byte[0])),
    POSITION_TOO_LARGE(
            Text.request("POST", "/api/v1/parked/a/b/" + "9".repeat(40) + "/replay", new byte[0])),
    NO_IDENTIFIER(Text.request("GET", "/api/v1/quarantine/x/bytes", new byte[0])),
    COUNT_TOO_LARGE(Text.request("GET", "/api/v1/messages?latest=99999999999999", new byte[0])),
    CLIMBING_PATH(Text.request("PUT", "/api/v1/routes/..%2f..%2fetc%2fpasswd", Text.ascii("a"))),
    LONG_PATH(Text.request("GET", "/" + "a".repeat(100_000), new byte[0])),
    LONG_HEADER(Text.head("GET", "/api/v1/status", "X-Long: " + "a".repeat(100_000))),
    MANY_HEADERS(Text.head("GET", "/api/v1/status", "X-A: b\r\n".repeat(5_000) + "X-A: b")),
    NEGATIVE_LENGTH(Text.head("POST", "/api/v1/facts", "Content-Length: -1")),
    TWO_LENGTHS(Text.head("POST", "/api/v1/facts", "Content-Length: 1\r\nContent-Length: 2")),
    CHUNKED(
            Text.head("POST", "/api/v1/facts", "Transfer-Encoding: chunked")
                    + "1\r\na\r\n0\r\n\r\n"),
    TOO_LARGE(Text.head("POST", "/api/v1/facts", "Content-Length: 5000000")),
    FAR_TOO_LARGE(Text.head("POST", "/api/v1/facts", "Content-Length: 99999999999")),
    NOT_HTTP("\u000bMSH|^~\\&|SIH|HSM\r\u001c\r\r\n\r\n"),
    OTHER_HOST("GET /api/v1/status HTTP/1.1\r\nHost: example.org\r\n\r\n"),
    /** Right in itself; to be sent byte after byte. */
    SLOW(Text.request("POST", "/api/v1/facts", new byte[10_000])),
    NO_TOKEN("GET /api/v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");

    private final String text;

    BadRequest(String text) {
        this.text = text;
    }

    byte[] bytes(String token) {
        return text.replace("@TOKEN@", token).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** How they are put together. Letters are bytes: ISO 8859-1. */
    private static final class Text {

        private Text() {}

        static byte[] ascii(String text) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }

        static String facts(String body) {
            return request("POST", "/api/v1/facts", ascii(body));
        }

        static String request(String method, String path, byte[] body) {
            return head(method, path, "Content-Length: " + body.length)
                    + new String(body, StandardCharsets.ISO_8859_1);
        }

        static String head(String method, String path, String more) {
            return method
                    + " "
                    + path
                    + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer @TOKEN@\r\n"
                    + "Content-Type: application/yaml\r\nConnection: close\r\n"
                    + more
                    + "\r\n\r\n";
        }

        /** Nine aliases of nine aliases, nine deep: some hundred million nodes when resolved. */
        static String aliasBomb() {
            StringBuilder text = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
            for (int i = 1; i < 9; i++) {
                String nine = ("*a" + (i - 1) + ",").repeat(9);
                text.append(
                        "a%d: &a%d [%s]\n".formatted(i, i, nine.substring(0, nine.length() - 1)));
            }
            return text.toString();
        }

        static String manyKeys(int count) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < count; i++) {
                text.append('k').append(i).append(": 1\n");
            }
            return text.toString();
        }

        static String indented(int depth) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < depth; i++) {
                text.append(" ".repeat(i)).append("k:\n");
            }
            return text.toString();
        }
    }
}
