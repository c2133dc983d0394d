package no.fribyte.lbprov.profile.yaml;

import static java.util.Objects.requireNonNull;

/**
 * A key that a mapping may have: the reader asks by it, the example must show it, the schema describes it.
 *
 * @param description one sentence for the person who writes the file
 */
public record Key<T>(String name, Type<T> type, String description) {
    public Key {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(description, "description");
    }
}
