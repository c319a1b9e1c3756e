// SPDX-License-Identifier: Apache-2.0
package org.arrimage.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Says in the person's language what is wrong with the arguments, or what failed, and what to do.
 */
final class Complaints {

    private final Screen screen;

    Complaints(Screen screen) {
        this.screen = screen;
    }

    /** Arguments that cannot be used: exit code 2. */
    int unusableArguments(CommandLine.ParameterException e, String[] args) {
        screen.remarkLine(screen.tone(Screen.Tone.BAD, "arrimage: ") + sentence(e));
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            if (!near.isEmpty()) {
                screen.remark("error.near", String.join(", ", near));
            }
        }
        screen.remark("error.help", e.getCommandLine().getCommandSpec().qualifiedName());
        return Exit.UNUSABLE;
    }

    /** A command that could not do its work. */
    int failed(Exception e, CommandLine commandLine, CommandLine.ParseResult parsed) {
        screen.remarkLine(screen.tone(Screen.Tone.BAD, "arrimage: ") + sentence(e));
        if (System.getenv("ARRIMAGE_DEBUG") != null) {
            e.printStackTrace(screen.err());
        }
        return e instanceof Failure failure
                ? failure.exitCode()
                : isInput(e) ? Exit.UNUSABLE : Exit.OURS;
    }

    private String sentence(Exception e) {
        return switch (e) {
            case Failure failure -> failure.sentence();
            case UncheckedIOException wrapped when wrapped.getCause() != null ->
                    sentence(wrapped.getCause());
            case NoSuchFileException missing -> screen.text("error.noFile", missing.getFile());
            case AccessDeniedException denied -> screen.text("error.denied", denied.getFile());
            case ConnectException refused ->
                    screen.text("error.connect", String.valueOf(refused.getMessage()));
            default ->
                    screen.text("error.ours", e.getClass().getSimpleName() + ": " + e.getMessage());
        };
    }

    private static boolean isInput(Exception e) {
        Throwable root =
                e instanceof UncheckedIOException wrapped && wrapped.getCause() != null
                        ? wrapped.getCause()
                        : e;
        return root instanceof NoSuchFileException || root instanceof AccessDeniedException;
    }

    private String sentence(CommandLine.ParameterException e) {
        return switch (e) {
            case CommandLine.UnmatchedArgumentException unmatched ->
                    screen.text("error.unmatched", String.join(" ", unmatched.getUnmatched()));
            case CommandLine.MissingParameterException missing ->
                    screen.text("error.missing", names(missing.getMissing()));
            case CommandLine.MutuallyExclusiveArgsException exclusive ->
                    screen.text("error.exclusive", String.valueOf(exclusive.getMessage()));
            case CommandLine.OverwrittenOptionException twice ->
                    screen.text("error.twice", name(twice.getOverwritten()));
            default -> {
                ArgSpec argument = e.getArgSpec();
                yield argument == null
                        ? screen.text("error.arguments", String.valueOf(e.getMessage()))
                        : screen.text(
                                "error.value",
                                String.valueOf(e.getValue()),
                                name(argument),
                                String.valueOf(e.getMessage()));
            }
        };
    }

    private static String names(List<ArgSpec> arguments) {
        return arguments.stream().map(Complaints::name).collect(Collectors.joining(", "));
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
