package no.fribyte.lbprov.simulator.api;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The format of a property string: {@code key=value} pairs, one of them perhaps without its key. */
record PropertyFormat(Schema schema, Map<String, Definition> definitions) {
    /** What is wrong with a property string, ending in a newline. */
    Optional<String> check(String text, String path) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            if (part.isBlank()) {
                continue;
            }
            int mark = part.indexOf('=');
            if (mark == 0 || mark == part.length() - 1) {
                return Optional.of("missing key in comma-separated list property\n");
            }
            Optional<String> key = mark < 0 ? defaultKey() : Optional.of(part.substring(0, mark));
            if (key.isEmpty()) {
                return Optional.of("value without key, but schema does not define a default key\n");
            }
            Optional<String> wrong = put(values, key.get(), part.substring(mark + 1));
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return error(ParameterCheck.errors(schema, definitions, values, path + "."));
    }

    private Optional<String> put(Map<String, Object> values, String key, String value) {
        Definition definition = definitions.get(key);
        if (definition == null) {
            return Optional.of("invalid key in comma-separated list property: " + key + "\n");
        }
        String name = definition.alias().orElse(key);
        if (values.containsKey(name)) {
            return Optional.of("duplicate key in comma-separated list property: " + name + "\n");
        }
        if (!name.equals(key)) {
            // virtio=MAC: the key itself is the value of the default key
            defaultKey().filter(main -> !main.equals(name)).ifPresent(main -> values.put(main, key));
            definition = definitions.getOrDefault(name, definition);
        }
        values.put(name, definition.type().equals("boolean") ? flag(value) : value);
        return Optional.empty();
    }

    private Optional<String> defaultKey() {
        return definitions.entrySet().stream()
                .filter(entry -> entry.getValue().defaultKey())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String flag(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "1", "on", "yes", "true" -> "1";
            case "0", "off", "no", "false" -> "0";
            default -> value;
        };
    }

    /** How errors within a property string look from outside. */
    static Optional<String> error(Map<String, String> errors) {
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder("format error\n");
        errors.forEach(
                (path, error) -> text.append(path).append(": ").append(error).append('\n'));
        return Optional.of(text.toString());
    }
}
