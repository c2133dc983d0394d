package no.fribyte.lbprov.simulator.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What the schema says about one parameter, or about one key of a property string. */
record Definition(
        String type,
        boolean optional,
        Optional<String> format,
        Optional<Pattern> pattern,
        Optional<Double> minimum,
        Optional<Double> maximum,
        Optional<Integer> maxLength,
        Optional<Integer> minLength,
        List<String> values,
        Optional<String> alias,
        boolean defaultKey,
        Optional<String> requires) {

    static Definition of(JsonNode node) {
        return new Definition(
                node.path("type").asString("string"),
                node.path("optional").asBoolean(false),
                text(node, "format"),
                text(node, "pattern").map(Definition::pattern),
                number(node, "minimum"),
                number(node, "maximum"),
                number(node, "maxLength").map(Double::intValue),
                number(node, "minLength").map(Double::intValue),
                values(node.path("enum")),
                text(node, "alias"),
                node.path("default_key").asBoolean(false),
                text(node, "requires"));
    }

    Definition withoutValue(String value) {
        List<String> left = values.stream().filter(each -> !each.equals(value)).toList();
        return new Definition(
                type,
                optional,
                format,
                pattern,
                minimum,
                maximum,
                maxLength,
                minLength,
                left,
                alias,
                defaultKey,
                requires);
    }

    static Map<String, Definition> all(JsonNode properties) {
        Map<String, Definition> all = new TreeMap<>();
        properties.properties().forEach(entry -> all.put(entry.getKey(), of(entry.getValue())));
        return all;
    }

    /** Perl takes {@code {,8}} for "at most 8", Java does not. */
    private static Pattern pattern(String perl) {
        return Pattern.compile(perl.replace("{,", "{0,"));
    }

    private static Optional<String> text(JsonNode node, String key) {
        return node.path(key).isString() ? Optional.of(node.path(key).asString()) : Optional.empty();
    }

    private static Optional<Double> number(JsonNode node, String key) {
        return node.path(key).isNumber() ? Optional.of(node.path(key).asDouble()) : Optional.empty();
    }

    private static List<String> values(JsonNode node) {
        List<String> values = new ArrayList<>();
        node.forEach(value -> values.add(value.asString()));
        return List.copyOf(values);
    }
}
