package no.fribyte.lbprov.profile.yaml;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A list, or a single value in place of a list of one. */
public record ListType<T>(Type<T> item) implements Type<List<Placed<T>>> {
    public ListType {
        requireNonNull(item, "item");
    }

    /** The values that can be read; the findings tell of the others. */
    @Override
    public Optional<List<Placed<T>>> read(Yaml value, Findings findings) {
        List<Yaml> items = value instanceof Yaml.Sequence sequence ? sequence.items() : List.of(value);
        List<Placed<T>> read = new ArrayList<>();
        for (Yaml each : items) {
            if (!each.isAlias()) {
                item.read(each, findings).ifPresent(known -> read.add(new Placed<>(known, each.where())));
            }
        }
        return Optional.of(List.copyOf(read));
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("type", "array");
        list.put("items", item.schema());
        return Map.of("anyOf", List.of(item.schema(), list));
    }
}
