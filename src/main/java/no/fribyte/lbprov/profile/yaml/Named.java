package no.fribyte.lbprov.profile.yaml;

import static java.util.Objects.requireNonNull;

import no.fribyte.lbprov.problem.Where;

/**
 * A value under a name that the writer of the file chose.
 *
 * @param where the place of the name
 */
public record Named<V>(String name, Where where, V value) {
    public Named {
        requireNonNull(name, "name");
        requireNonNull(where, "where");
        requireNonNull(value, "value");
    }
}
