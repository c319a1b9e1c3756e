// SPDX-License-Identifier: Apache-2.0
package org.arrimage.connector;

/** What the far end said. A refusal is an answer, not an exception. */
public sealed interface Receipt {

    /**
     * The far end took it.
     *
     * @param code MSA-1 or the HTTP status
     * @param answer the whole answer
     */
    record Taken(String code, byte[] answer) implements Receipt {}

    /** The far end refuses it for good (MSA-1 AR or CR, or an HTTP status of 4xx). */
    record Declined(String code, byte[] answer) implements Receipt {}

    /** The far end could not just now (MSA-1 AE or CE, HTTP 408, 429 or 5xx). */
    record Troubled(String code, byte[] answer) implements Receipt {}

    /** It was sent, and nothing understandable came back: the far end may have taken it. */
    record Unanswered(String cause) implements Receipt {}

    /** It was not sent: the far end cannot be reached. */
    record Unreached(String cause) implements Receipt {}
}
