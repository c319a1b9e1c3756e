// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import org.arrimage.cli.demo.DemoCommand;

import picocli.CommandLine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The commands by name, made only when called, since reading the annotations of all of them costs a
 * start its pace.
 */
final class Commands {

    private static final Map<String, Function<Screen, CommandLine>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("demo", screen -> new CommandLine(new DemoCommand(screen)));
        ALL.put("serve", screen -> new CommandLine(new Serve(screen)));
        ALL.put("status", screen -> new CommandLine(new Status(screen)));
        ALL.put("doctor", screen -> new CommandLine(new Doctor(screen)));
        ALL.put("send", screen -> new CommandLine(new Send(screen)));
        ALL.put("translate", screen -> new CommandLine(new Translate(screen)));
        ALL.put("rules", screen -> new CommandLine(new Rules(screen)));
        ALL.put("clearance", screen -> new CommandLine(new ClearanceCommand(screen)));
        ALL.put("import", screen -> new CommandLine(new ImportCommand(screen)));
        ALL.put("route", Commands::route);
        ALL.put("message", screen -> new CommandLine(new MessageCommand(screen)));
        ALL.put("hold", Commands::hold);
        ALL.put("backup", Commands::backup);
        ALL.put("restore", Commands::restore);
        ALL.put("keys", Commands::keys);
        ALL.put("bench", Commands::bench);
        ALL.put("completion", screen -> new CommandLine(new Completion(screen)));
    }

    private Commands() {}

    /**
     * Registers the command that is called, or all when help or completion may need them or no word
     * names one.
     */
    static void register(CommandLine root, String[] args, Screen screen) {
        Optional<String> called =
                Arrays.stream(args)
                        .filter(arg ->
                                ALL.containsKey(arg) || arg.equals("--help") || arg.equals("-h"))
                        .findFirst();
        ALL.forEach((name, command) -> {
            boolean wanted =
                    called.isEmpty()
                            || called.get().startsWith("-")
                            || called.get().equals("completion");
            if (wanted || called.get().equals(name)) {
                root.addSubcommand(name, command.apply(screen));
            }
        });
    }

    /** What {@code arrimage} alone prints. */
    static String overview(Screen screen) {
        CommandLine root = Cli.commandLine(new String[0], screen);
        return root.getUsageMessage().stripTrailing();
    }

    private static CommandLine route(Screen screen) {
        return new CommandLine(new RouteCommand(screen))
                .addSubcommand("validate", new RouteCommand.Validate(screen))
                .addSubcommand("activate", new RouteCommand.Activate(screen));
    }

    private static CommandLine hold(Screen screen) {
        return new CommandLine(new HoldCommand(screen))
                .addSubcommand("set", new HoldCommand.Set(screen))
                .addSubcommand("list", new HoldCommand.InForce(screen))
                .addSubcommand("release", new HoldCommand.Release(screen));
    }

    private static CommandLine backup(Screen screen) {
        return new CommandLine(new BackupCommand(screen))
                .addSubcommand("verify", new BackupVerify(screen));
    }

    private static CommandLine restore(Screen screen) {
        return new CommandLine(new RestoreCommand(screen))
                .addSubcommand("decisions", new RestoreDecisions(screen))
                .addSubcommand("decide", new RestoreDecide(screen));
    }

    private static CommandLine keys(Screen screen) {
        return new CommandLine(new KeysCommand(screen))
                .addSubcommand("status", new KeysCommand.Status(screen))
                .addSubcommand("rotate", new KeysCommand.Rotate(screen))
                .addSubcommand("backup", new KeysBackupCommand(screen))
                .addSubcommand("restore", new KeysRestoreCommand(screen));
    }

    private static CommandLine bench(Screen screen) {
        return new CommandLine(new Bench(screen))
                .addSubcommand("exchange", new BenchExchange(screen))
                .addSubcommand("translate", new BenchTranslate(screen));
    }
}
