// SPDX-License-Identifier: Apache-2.0
package org.arrimage.translation;

import org.arrimage.hl7v2.Value;

/** Notes of pharmacy segments that are coded values or plain text (HL7 v2 chapter 2A, CWE). */
final class DrugNotes {
    private DrugNotes() {}

    /** One Annotation: the words, else the code. */
    static void add(Draft draft, Value cwe, Node owner) {
        String words = draft.text(cwe.component(2));
        String code = draft.text(cwe.component(1));
        String text = words.isEmpty() ? code : code.isEmpty() ? words : code + ": " + words;
        if (!text.isEmpty()) {
            owner.add("note", new Node().put("text", text));
        }
    }
}
