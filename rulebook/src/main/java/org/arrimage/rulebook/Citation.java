// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.util.Arrays;
import java.util.List;

/**
 * The place a conclusion comes from.
 *
 * @param article id of the catalogue, for instance {@code SNDE-5.1}, {@code CYB-NOTE-1} or a
 *     default reading such as {@code AMB-16}
 * @param document name of the directive's text, for instance {@code SNDE-interconnexion}
 * @param lines lines of that text, for instance {@code 90-94}
 */
public record Citation(String article, String document, String lines) {

    /**
     * The citations of articles that the rulebook holds.
     *
     * @throws IllegalArgumentException when one of them is not in the rulebook
     */
    static List<Citation> of(String... articles) {
        return Arrays.stream(articles).map(Obligations::cite).toList();
    }
}
