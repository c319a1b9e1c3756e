// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Who assigns an identifier: the FHIR system as the three parts of an HD (HL7 v2 chapter 2A, HD),
 * the inverse of how such a system is made from an HD.
 */
final class Authorities {
    static final String NAME = "urn:arrimage:authority:";

    private Authorities() {}

    /** Name, universal id and its type. */
    static Parts of(Writing writing, String system) {
        String agreed = writing.settings().authorities().getOrDefault(system, "");
        if (!agreed.isEmpty()) {
            var parts = new Parts();
            int n = 1;
            for (String part : agreed.split("&", 3)) {
                parts.put(n++, part);
            }
            return parts;
        }
        if (system.startsWith("urn:oid:")) {
            return universal(system.substring(8), "ISO");
        }
        if (system.startsWith("urn:uuid:")) {
            return universal(system.substring(9), "UUID");
        }
        if (system.startsWith(NAME)) {
            return Parts.of(word(system.substring(NAME.length())));
        }
        return system.isEmpty() ? Parts.NONE : universal(system, "URI");
    }

    static Parts universal(String id, String type) {
        return new Parts().put(2, id).put(3, type);
    }

    /** A word that was made fit for a URI, as it was. */
    static String word(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        var bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            int high = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 1), 16) : -1;
            int low = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 2), 16) : -1;
            if (c == '%' && high >= 0 && low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
