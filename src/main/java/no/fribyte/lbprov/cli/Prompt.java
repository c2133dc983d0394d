package no.fribyte.lbprov.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Asks a person. Where there is none, the answer is no. */
final class Prompt {
    private final Streams streams;
    private final boolean yes;

    Prompt(Streams streams, boolean yes) {
        this.streams = streams;
        this.yes = yes;
    }

    boolean agrees(List<String> reasons) {
        if (yes) {
            return true;
        }
        if (!streams.terminals().in()) {
            return false;
        }
        reasons.forEach(reason -> streams.err().println("  " + reason));
        streams.err().print("Go on? [y/N] ");
        streams.err().flush();
        String answer = line().strip().toLowerCase(Locale.ROOT);
        return answer.equals("y") || answer.equals("yes");
    }

    /** A secret: on a terminal without an echo. */
    @SuppressWarnings(
            "SystemConsoleNull") // whether it is a terminal is asked before; null is for JDK 17 with stdout in a pipe
    String secret(String question) {
        if (!streams.terminals().in()) {
            return line();
        }
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("%s", question);
        return typed == null ? "" : new String(typed);
    }

    /** Whether a person types the name of what is to be deleted. */
    boolean names(String pair, List<String> reasons) {
        if (!streams.terminals().in()) {
            return false;
        }
        reasons.forEach(reason -> streams.err().println("  " + reason));
        streams.err().print("Type the name of the pair to delete it: ");
        streams.err().flush();
        return line().strip().equals(pair);
    }

    /** One line of input, empty at its end. */
    String line() {
        try {
            String line = new BufferedReader(new InputStreamReader(streams.in(), StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
