package no.fribyte.lbprov.view;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;

/**
 * Where output goes.
 *
 * @param out results
 * @param err progress and problems
 * @param colourOut whether {@code out} takes ANSI colours
 * @param colourErr whether {@code err} does
 * @param live whether {@code err} is a terminal whose lines can be rewritten
 * @param command by which lbprov was started, as a shell takes it
 */
public record Terminal(
        PrintStream out, PrintStream err, boolean colourOut, boolean colourErr, boolean live, String command) {
    public Terminal {
        requireNonNull(out, "out");
        requireNonNull(err, "err");
        requireNonNull(command, "command");
    }

    Style outStyle() {
        return new Style(colourOut, command);
    }

    Style errStyle() {
        return new Style(colourErr, command);
    }
}
