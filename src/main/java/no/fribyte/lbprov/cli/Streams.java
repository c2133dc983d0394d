package no.fribyte.lbprov.cli;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * The process's streams.
 *
 * @param terminals which of them are terminals
 */
public record Streams(InputStream in, PrintStream out, PrintStream err, Terminals terminals) {
    /** Which streams a person sits at. */
    public record Terminals(boolean in, boolean out, boolean err) {
        /** As the launcher found them: it says {@code i}, {@code o} and {@code e}, for Java itself cannot tell on every release. */
        static Terminals of(String letters) {
            return new Terminals(letters.contains("i"), letters.contains("o"), letters.contains("e"));
        }
    }

    public Streams {
        requireNonNull(in, "in");
        requireNonNull(out, "out");
        requireNonNull(err, "err");
        requireNonNull(terminals, "terminals");
    }
}
