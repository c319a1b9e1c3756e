// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import picocli.CommandLine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The commands by name, made only when called, since reading the annotations of all of them costs a
 * start its pace.
 */
final class Commands {

    private static final Map<String, Function<Screen, Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("serve", Serve::new);
        ALL.put("status", Status::new);
        ALL.put("doctor", Doctor::new);
        ALL.put("send", Send::new);
        ALL.put("rules", Rules::new);
        ALL.put("clearance", ClearanceCommand::new);
        ALL.put("completion", Completion::new);
    }

    private Commands() {}

    static void register(CommandLine root, String[] args, Screen screen) {
        for (String arg : args) {
            if (ALL.containsKey(arg) && !arg.equals("completion")) {
                root.addSubcommand(arg, ALL.get(arg).apply(screen));
                return;
            }
            if (arg.equals("completion") || arg.startsWith("-h") || arg.equals("--help")) {
                break;
            }
        }
        ALL.forEach((name, command) -> root.addSubcommand(name, command.apply(screen)));
    }

    /** What {@code arrimage} alone prints. */
    static String overview(Screen screen) {
        CommandLine root = Cli.commandLine(new String[0], screen);
        return root.getUsageMessage().stripTrailing();
    }
}
