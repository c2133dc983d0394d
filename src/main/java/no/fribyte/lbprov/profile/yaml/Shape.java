package no.fribyte.lbprov.profile.yaml;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All keys of one kind of mapping.
 *
 * @param what the mapping is, with its article, for messages
 */
public record Shape(String what, List<Key<?>> keys, Optional<Names<?>> names) {
    public Shape {
        requireNonNull(what, "what");
        keys = List.copyOf(keys);
        requireNonNull(names, "names");
    }

    public static Shape of(String what, Key<?>... keys) {
        return new Shape(what, List.of(keys), Optional.empty());
    }

    /** A mapping from names of the writer's choice to values of one type. */
    public static Shape ofNames(String what, Names<?> names) {
        return new Shape(what, List.of(), Optional.of(names));
    }

    public Shape with(Names<?> more) {
        return new Shape(what, keys, Optional.of(more));
    }

    boolean has(String key) {
        return keys.stream().anyMatch(known -> known.name().equals(key));
    }

    List<String> keyNames() {
        return keys.stream().map(Key::name).collect(Collectors.toList());
    }

    Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Key<?> key : keys) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", key.description());
            property.putAll(JsonSchema.orNothing(key.type().schema()));
            properties.put(key.name(), property);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        if (!properties.isEmpty()) {
            schema.put("properties", properties);
        }
        if (names.isPresent()) {
            schema.put("propertyNames", Map.of("pattern", names.get().name().pattern()));
            schema.put(
                    "additionalProperties",
                    JsonSchema.orNothing(names.get().value().schema()));
        } else {
            schema.put("additionalProperties", false);
        }
        return schema;
    }
}
