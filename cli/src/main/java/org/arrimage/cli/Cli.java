// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code arrimage} command: reads the words, finds the command, runs it, gives its exit code.
 */
@Command(name = "arrimage", mixinStandardHelpOptions = false, versionProvider = Version.class)
public final class Cli implements Runnable {

    @Option(
            names = "--lang",
            descriptionKey = "option.lang",
            paramLabel = "fr|en",
            scope = ScopeType.INHERIT)
    String lang = "";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            descriptionKey = "option.help",
            scope = ScopeType.INHERIT)
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true)
    boolean version;

    private final Screen screen;

    private Cli(Screen screen) {
        this.screen = screen;
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        boolean colour =
                isTerminal()
                        && !environment.containsKey("NO_COLOR")
                        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        Language language = Language.detect(args, environment);
        int code =
                run(
                        args,
                        new Screen(
                                stream(FileDescriptor.out),
                                stream(FileDescriptor.err),
                                language,
                                colour));
        System.exit(code);
    }

    /** Runs one command and returns its exit code. */
    static int run(String[] args, Screen screen) {
        return commandLine(args, screen).execute(args);
    }

    /**
     * All commands when help, completion or a guess at a misspelt word may need them; otherwise
     * only the one that is called.
     */
    static CommandLine commandLine(String[] args, Screen screen) {
        CommandLine root = new CommandLine(new Cli(screen));
        Commands.register(root, args, screen);
        root.setResourceBundle(screen.texts());
        root.setOut(writer(screen.out())).setErr(writer(screen.err()));
        root.setColorScheme(
                CommandLine.Help.defaultColorScheme(
                        screen.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setUsageHelpAutoWidth(true);
        var complaints = new Complaints(screen);
        root.setParameterExceptionHandler(complaints::unusableArguments);
        root.setExecutionExceptionHandler(complaints::failed);
        return root;
    }

    @Override
    public void run() {
        screen.print(Commands.overview(screen));
    }

    /**
     * Since Java 22 there is a console even without a terminal, unless the JDK lacks the module.
     */
    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    private static java.io.PrintWriter writer(PrintStream stream) {
        return new java.io.PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
