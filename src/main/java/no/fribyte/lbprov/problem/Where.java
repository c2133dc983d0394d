package no.fribyte.lbprov.problem;

import static java.util.Objects.requireNonNull;

/**
 * The place in an input file that a problem is about.
 *
 * @param file the file as the user named it
 * @param line 1-based
 * @param column 1-based
 * @param path JSON pointer of the value, such as {@code /members/lb-1/node}; empty when the file as a whole is meant
 */
public record Where(String file, int line, int column, String path) {
    public Where {
        requireNonNull(file, "file");
        requireNonNull(path, "path");
    }

    @Override
    public String toString() {
        String place = "%s:%d:%d".formatted(file, line, column);
        return path.isEmpty() ? place : place + ": " + path;
    }
}
