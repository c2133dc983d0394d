package no.fribyte.lbprov.simulator.guest;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;

/** The last reading of a text, kept because a guest is asked far more often than its files change. */
final class Reading<T> {
    private final Function<String, T> parser;
    private String text = "";
    private Optional<T> read = Optional.empty();

    Reading(Function<String, T> parser) {
        this.parser = requireNonNull(parser, "parser");
    }

    T of(String current) {
        if (read.isPresent() && text.equals(current)) {
            return read.get();
        }
        T fresh = parser.apply(current);
        text = current;
        read = Optional.of(fresh);
        return fresh;
    }
}
