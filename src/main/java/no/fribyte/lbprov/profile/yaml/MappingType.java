package no.fribyte.lbprov.profile.yaml;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A mapping with known keys.
 *
 * @param reader makes the value; it gets by with whatever is missing, since the findings tell of it
 */
public record MappingType<T>(Shape shape, Function<Section, T> reader) implements Type<T> {
    public MappingType {
        requireNonNull(shape, "shape");
        requireNonNull(reader, "reader");
    }

    /** A mapping from names of the writer's choice. */
    public static <V> MappingType<List<Named<V>>> named(String what, Names<V> names) {
        return new MappingType<>(Shape.ofNames(what, names), section -> section.rest(names));
    }

    @Override
    public Optional<T> read(Yaml value, Findings findings) {
        if (value instanceof Yaml.Mapping mapping) {
            return Optional.of(reader.apply(new Section(mapping, shape, findings)));
        }
        findings.error(
                value.where(),
                "expected " + shape.what() + ", found " + value.described(),
                "it has to be a mapping of keys and values",
                "the keys indented on the following lines, or {key: value, ...}");
        return Optional.empty();
    }

    @Override
    public Map<String, Object> schema() {
        return shape.schema();
    }
}
