// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.hl7v2.Text;

import tools.jackson.databind.node.ObjectNode;

import java.util.function.Supplier;

/** One way of translating files. */
interface FileTranslation {

    /** How the names of the files it reads end. */
    String source();

    /** How the names of the files it writes end. */
    String target();

    /** What of a file is translated. */
    byte[] part(byte[] file);

    /** One translation, from bytes to bytes: what is measured. */
    Result translatePart(byte[] part);

    default Result translate(byte[] file) {
        return translatePart(part(file));
    }

    /** What came of it. */
    sealed interface Result {
        /**
         * @param bytes what goes to the target
         * @param lost how many places of the source they do not carry
         * @param report those places as a JSON object, made when it is asked for
         */
        record Done(byte[] bytes, int lost, Supplier<ObjectNode> report) implements Result {}

        /**
         * @param code what is wrong
         * @param text what is wrong and where
         * @param json the same for a program, made when it is asked for
         */
        record Refused(String code, Text text, Supplier<byte[]> json) implements Result {}
    }
}
