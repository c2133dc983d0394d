package no.fribyte.lbprov.profile.yaml;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;
import no.fribyte.lbprov.problem.Where;

/** A value that was read, and where it was written. */
public record Placed<T>(T value, Where where) {
    public Placed {
        requireNonNull(value, "value");
        requireNonNull(where, "where");
    }

    public <R> Placed<R> map(Function<T, R> change) {
        return new Placed<>(change.apply(value), where);
    }
}
