package no.fribyte.lbprov.profile.yaml;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A word for the usual case, or a mapping that says more. */
public record TextOrMapping<T>(Type<? extends T> text, Type<? extends T> mapping) implements Type<T> {
    public TextOrMapping {
        requireNonNull(text, "text");
        requireNonNull(mapping, "mapping");
    }

    @Override
    public Optional<T> read(Yaml value, Findings findings) {
        Type<? extends T> type = value instanceof Yaml.Mapping ? mapping : text;
        return type.read(value, findings).map(Function.identity());
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("anyOf", List.of(text.schema(), mapping.schema()));
    }
}
