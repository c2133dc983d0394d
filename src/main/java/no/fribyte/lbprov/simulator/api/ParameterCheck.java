package no.fribyte.lbprov.simulator.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks parameters against the schema, with the texts of PVE::JSONSchema. */
final class ParameterCheck {
    private final Schema schema;
    private final Map<String, String> errors = new TreeMap<>();

    private ParameterCheck(Schema schema) {
        this.schema = schema;
    }

    /** The parameters in the form that the schema wants; a 400 with all errors when they cannot be. */
    static Params check(Schema schema, PveVersion version, CallSchema call, Map<String, Object> raw) {
        Map<String, Object> values = new TreeMap<>();
        raw.forEach((name, value) ->
                values.put(name, shaped(value, call.parameters().get(name), version)));
        ParameterCheck check = new ParameterCheck(schema);
        check.object(call.parameters(), values, "");
        if (!check.errors.isEmpty()) {
            throw ApiError.parameters(check.errors);
        }
        return new Params(values);
    }

    /** A single value for an array is wrapped; an array for a list in a string is joined. */
    private static Object shaped(Object value, @Nullable Definition definition, PveVersion version) {
        if (definition == null) {
            return value;
        }
        if (definition.type().equals("array")) {
            return value instanceof List ? value : List.of(value);
        }
        boolean list =
                definition.format().filter(format -> format.endsWith("-list")).isPresent();
        if (list && value instanceof List<?> items) {
            return items.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
        if (definition.type().equals("boolean") && value instanceof Boolean flag && version.takesJsonBooleans()) {
            return flag ? "1" : "0";
        }
        return value;
    }

    /** The errors of a set of values, by path. */
    static Map<String, String> errors(
            Schema schema, Map<String, Definition> definitions, Map<String, Object> values, String path) {
        ParameterCheck check = new ParameterCheck(schema);
        check.object(definitions, values, path);
        return check.errors;
    }

    private void object(Map<String, Definition> definitions, Map<String, Object> values, String path) {
        definitions.forEach((name, definition) -> {
            Object value = values.get(name);
            if (value != null) {
                value(definition, value, path + name);
                definition
                        .requires()
                        .filter(other -> !values.containsKey(other))
                        .ifPresent(other ->
                                add(path + other, "missing property - '" + path + name + "' requires this property"));
            } else if (!definition.optional() && definition.alias().isEmpty()) {
                add(path + name, "property is missing and it is not optional");
            }
        });
        for (String name : values.keySet()) {
            if (!definitions.containsKey(name)) {
                add(
                        path + name,
                        "property is not defined in schema and the schema does not allow additional properties");
            }
        }
    }

    private void add(String path, String text) {
        errors.merge(path, text, (a, b) -> a + "\\n" + b);
    }

    private void value(Definition definition, Object value, String path) {
        if (definition.type().equals("array")) {
            return;
        }
        if (value instanceof List || value instanceof Map || value instanceof Boolean) {
            String got = value instanceof List ? "ARRAY" : value instanceof Map ? "HASH" : "JSON::PP::Boolean";
            add(path, "type check ('" + definition.type() + "') failed - got " + got);
            return;
        }
        scalar(definition, String.valueOf(value), path).ifPresent(text -> add(path, text));
    }

    private Optional<String> scalar(Definition definition, String value, String path) {
        boolean typed = switch (definition.type()) {
            case "boolean" -> value.equals("0") || value.equals("1");
            case "integer" -> value.matches("[+-]?\\d+");
            case "number" -> isNumber(value);
            default -> true;
        };
        if (!typed) {
            return Optional.of("type check ('" + definition.type() + "') failed - got '" + value + "'");
        }
        Optional<String> wrong = definition.format().flatMap(format -> format(format, value, path));
        if (wrong.isPresent()) {
            return wrong.map(text -> "invalid format - " + text);
        }
        if (definition
                .pattern()
                .filter(pattern -> !pattern.matcher(value).matches())
                .isPresent()) {
            return Optional.of("value does not match the regex pattern");
        }
        return limits(definition, value).or(() -> values(definition, value));
    }

    private static Optional<String> limits(Definition definition, String value) {
        if (definition.maxLength().filter(max -> value.length() > max).isPresent()) {
            return Optional.of("value may only be " + definition.maxLength().get() + " characters long");
        }
        if (definition.minLength().filter(min -> value.length() < min).isPresent()) {
            return Optional.of(
                    "value must be at least " + definition.minLength().get() + " characters long");
        }
        if (!isNumber(value)) {
            return Optional.empty();
        }
        double number = Double.parseDouble(value);
        if (definition.maximum().filter(max -> number > max).isPresent()) {
            return Optional.of("value must have a maximum value of "
                    + plain(definition.maximum().get()));
        }
        if (definition.minimum().filter(min -> number < min).isPresent()) {
            return Optional.of("value must have a minimum value of "
                    + plain(definition.minimum().get()));
        }
        return Optional.empty();
    }

    private static Optional<String> values(Definition definition, String value) {
        if (definition.values().isEmpty() || definition.values().contains(value)) {
            return Optional.empty();
        }
        return Optional.of("value '%s' does not have a value in the enumeration '%s'"
                .formatted(value, String.join(", ", definition.values())));
    }

    private Optional<String> format(String format, String value, String path) {
        return format.startsWith("#")
                ? new PropertyFormat(schema, schema.format(format.substring(1))).check(value, path)
                : Formats.check(format, value, path);
    }

    private static boolean isNumber(String value) {
        return value.matches("[+-]?(\\d+\\.\\d+|\\d+\\.|\\.\\d+|\\d+)([eE][+-]?\\d+)?");
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
