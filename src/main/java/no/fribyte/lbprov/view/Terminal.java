package no.fribyte.lbprov.view;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;

/**
 * Where output goes.
 *
 * @param out results
 * @param err progress and problems
 * @param colour whether {@code err} and {@code out} take ANSI colours
 * @param live whether {@code err} is a terminal whose lines can be rewritten
 */
public record Terminal(PrintStream out, PrintStream err, boolean colour, boolean live) {
    public Terminal {
        requireNonNull(out, "out");
        requireNonNull(err, "err");
    }

    Style style() {
        return new Style(colour);
    }
}
