package no.fribyte.lbprov.simulator.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Parameters that passed their check. */
final class Params {
    private final Map<String, Object> values;

    Params(Map<String, Object> values) {
        this.values = new TreeMap<>(values);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String::valueOf);
    }

    String required(String name) {
        return text(name).orElseThrow(() -> ApiError.parameter(name, "property is missing and it is not optional"));
    }

    long number(String name, long otherwise) {
        return text(name).map(Long::parseLong).orElse(otherwise);
    }

    boolean flag(String name) {
        return text(name).filter("1"::equals).isPresent();
    }

    List<String> list(String name) {
        return values.get(name) instanceof List<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** The items of a list in a string. */
    List<String> items(String name) {
        return text(name).stream()
                .flatMap(text -> List.of(text.split("[\\s,;]+")).stream())
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** All but some: what is left of a create call is the configuration. */
    Map<String, String> without(List<String> names) {
        Map<String, String> rest = new TreeMap<>();
        values.forEach((name, value) -> {
            if (!names.contains(name)) {
                rest.put(name, String.valueOf(value));
            }
        });
        return rest;
    }
}
