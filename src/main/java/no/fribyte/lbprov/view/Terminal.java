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
 */
public record Terminal(PrintStream out, PrintStream err, boolean colourOut, boolean colourErr, boolean live) {
    public Terminal {
        requireNonNull(out, "out");
        requireNonNull(err, "err");
    }

    Style outStyle() {
        return new Style(colourOut);
    }

    Style errStyle() {
        return new Style(colourErr);
    }
}
