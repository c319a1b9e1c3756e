// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes down each expectation as the scenario reaches it. */
final class Ledger {

    private final List<Expectation> expectations = new ArrayList<>();
    private final Consumer<Expectation> told;

    /**
     * Starts empty.
     *
     * @param told told of each expectation at once
     */
    Ledger(Consumer<Expectation> told) {
        this.told = told;
    }

    /** Where an expectation belongs and what it says. */
    record About(String id, String useCase, String article, String fr, String en) {}

    void check(About about, boolean held, String detail) {
        var expectation =
                new Expectation(
                        about.id(),
                        about.useCase(),
                        about.article(),
                        new Expectation.Words(about.fr(), about.en()),
                        held,
                        detail);
        expectations.add(expectation);
        told.accept(expectation);
    }

    List<Expectation> expectations() {
        return List.copyOf(expectations);
    }
}
