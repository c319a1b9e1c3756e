// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import picocli.CommandLine.Option;

/** The option of every command that prints a result. */
final class OutputOptions {

    @Option(names = "--json", descriptionKey = "option.json")
    boolean json;
}
