// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.demo;

/**
 * One thing the scenario expects, and whether it held.
 *
 * @param id stable name
 * @param useCase UC1 to UC5, or empty when it concerns no one case
 * @param article id in the catalogue of directives; empty when none
 * @param what the expectation, in both languages
 * @param detail what was observed, with identifiers only
 */
public record Expectation(
        String id, String useCase, String article, Words what, boolean held, String detail) {

    /** A sentence in both languages. */
    public record Words(String fr, String en) {}
}
