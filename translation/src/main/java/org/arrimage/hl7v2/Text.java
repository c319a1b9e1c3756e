// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

/**
 * A sentence for a person, in both languages. Never holds anything taken from a message.
 *
 * @param fr French
 * @param en English
 */
public record Text(String fr, String en) {
    public Text {
        if (fr.isBlank() || en.isBlank()) {
            throw new IllegalArgumentException("a text needs both languages");
        }
    }
}
