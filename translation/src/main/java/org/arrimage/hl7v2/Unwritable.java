// SPDX-License-Identifier: Apache-2.0
package org.arrimage.hl7v2;

/**
 * What to do with a character that the receiver's set cannot write. It is never a question mark.
 */
public enum Unwritable {
    /** The message is refused, and the place said. */
    REFUSE,
    /**
     * Its nearest plain letters are written: œ as oe, ’ as '; without any, the message is refused.
     */
    TRANSLITERATE,
    /** Its UTF-8 bytes are written as {@code \Xhh..\} (chapter 2, hexadecimal escape). */
    ESCAPE
}
