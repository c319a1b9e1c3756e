// SPDX-License-Identifier: Apache-2.0
package org.arrimage.fhir;

import org.arrimage.hl7v2.ProblemCode;

/** Carries a problem from where it is found to the answer. */
final class FhirFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient FhirProblem problem;

    FhirFailure(FhirProblem problem) {
        // No stack trace: the place in the bundle is what counts, and refusals must stay cheap.
        super(problem.code() + " at " + problem.where(), null, false, false);
        this.problem = problem;
    }

    FhirFailure(ProblemCode code, String path) {
        this(FhirProblem.at(code, path));
    }

    FhirProblem problem() {
        return problem;
    }
}
