package no.fribyte.lbprov.profile.yaml;

import static java.util.Objects.requireNonNull;

/**
 * The keys of a mapping that the writer of the file chooses.
 *
 * @param placeholder stands for such a key in documentation
 * @param name what a key must look like
 * @param value what stands under each
 */
public record Names<V>(String placeholder, TextType<String> name, Type<V> value) {
    public Names {
        requireNonNull(placeholder, "placeholder");
        requireNonNull(name, "name");
        requireNonNull(value, "value");
    }
}
