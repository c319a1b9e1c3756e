// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import org.arrimage.hl7v2.ProblemCode;
import org.arrimage.hl7v2.Text;

/**
 * What is wrong or odd in a bundle, and where. Holds a code and a place, never content, so it may
 * be logged, stored and sent back.
 *
 * @param code what
 * @param path the element, for instance {@code Bundle.entry[1].resource.name[0].family}
 * @param line line of the JSON text, from 1; 0 when only the path is known
 * @param column column of the JSON text, from 1; 0 when only the path is known
 */
public record FhirProblem(ProblemCode code, String path, int line, int column) {

    /** One known by its path. */
    static FhirProblem at(ProblemCode code, String path) {
        return new FhirProblem(code, path, 0, 0);
    }

    /** The path, with line and column when they are known. */
    public String where() {
        return line == 0 ? path : path + " (" + line + ':' + column + ')';
    }

    /** What is wrong and where, for a person. */
    public Text text() {
        return new Text(
                code.text().fr() + " (" + where() + ")", code.text().en() + " (" + where() + ")");
    }
}
