// SPDX-License-Identifier: Apache-2.0
package org.arrimage.route;

import org.arrimage.rulebook.Text;

/** A route file that cannot be used: where in it, and what is expected there. */
public final class RouteProblem extends Exception {

    private final transient String path;
    private final transient Text text;

    RouteProblem(String path, String fr, String en) {
        super(path + ": " + en);
        this.path = path;
        this.text = new Text(fr, en);
    }

    /** Where in the file, as {@code destinations[0].send}. */
    public String path() {
        return path;
    }

    /** What is wrong and what is expected. */
    public Text text() {
        return text;
    }
}
