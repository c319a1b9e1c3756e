// SPDX-License-Identifier: Apache-2.0
package org.arrimage.rulebook;

import java.util.List;

/**
 * One sentence of the directives that can be judged: facts in, verdict out, nothing else.
 *
 * @param <F> the only things this rule may look at
 */
public interface Rule<F extends Record> {

    /** Every article this rule may answer with. */
    List<Citation> citations();

    Verdict judge(F facts);
}
