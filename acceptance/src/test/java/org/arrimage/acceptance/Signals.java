// SPDX-License-Identifier: Apache-2.0
package org.arrimage.acceptance;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Signals that Java cannot send by itself. */
final class Signals {

    private Signals() {}

    /** Sends to all at once; one that has ended meanwhile is passed over. */
    static void send(String name, List<ProcessHandle> processes)
            throws IOException, InterruptedException {
        String numbers =
                processes.stream()
                        .map(each -> Long.toString(each.pid()))
                        .collect(Collectors.joining(" "));
        if (!numbers.isEmpty()) {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + numbers)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }
}
