package no.fribyte.lbprov.profile.draft;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.profile.yaml.Findings;
import no.fribyte.lbprov.profile.yaml.Placed;
import no.fribyte.lbprov.profile.yaml.Type;
import no.fribyte.lbprov.profile.yaml.Yaml;

/** Keeps the place of a scalar under a chosen name, where {@code Named} only keeps that of the name. */
record PlacedType<T>(Type<T> type) implements Type<Placed<T>> {
    PlacedType {
        requireNonNull(type, "type");
    }

    @Override
    public Optional<Placed<T>> read(Yaml value, Findings findings) {
        return type.read(value, findings).map(known -> new Placed<>(known, value.where()));
    }

    @Override
    public Map<String, Object> schema() {
        return type.schema();
    }
}
