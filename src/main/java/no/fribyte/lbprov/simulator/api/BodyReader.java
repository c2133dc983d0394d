package no.fribyte.lbprov.simulator.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.fribyte.lbprov.simulator.access.Percent;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads parameters from forms, query strings and JSON bodies. */
final class BodyReader {
    private final JsonMapper mapper = JsonMapper.builder().build();

    /**
     * A form splits at semicolons too, and takes nothing that follows a second equals sign; a field without a value is
     * as good as none, and one that comes several times is an array.
     */
    static Map<String, Object> form(String text) {
        Map<String, List<String>> fields = new TreeMap<>();
        for (String pair : text.split("[&;]", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            String[] parts = pair.split("=", -1);
            if (parts.length > 1 && !parts[1].isEmpty()) {
                fields.computeIfAbsent(Percent.decode(parts[0], true), key -> new ArrayList<>())
                        .add(Percent.decode(parts[1], true));
            }
        }
        Map<String, Object> parameters = new TreeMap<>();
        fields.forEach((name, values) -> parameters.put(name, values.size() == 1 ? values.get(0) : values));
        return parameters;
    }

    Map<String, Object> json(byte[] body) {
        try {
            JsonNode root = mapper.readTree(new String(body, UTF_8));
            if (!root.isObject()) {
                throw ApiError.notImplemented("JSON body is not an object");
            }
            Map<String, Object> parameters = new TreeMap<>();
            root.properties().forEach(entry -> {
                if (!entry.getValue().isNull()) {
                    parameters.put(entry.getKey(), value(entry.getValue()));
                }
            });
            return parameters;
        } catch (JacksonException e) {
            throw ApiError.notImplemented("malformed JSON string");
        }
    }

    private static Object value(JsonNode node) {
        if (node.isArray()) {
            List<String> items = new ArrayList<>();
            node.forEach(item -> items.add(item.asString()));
            return items;
        }
        if (node.isObject()) {
            return Map.of();
        }
        return node.isBoolean() ? (Object) node.asBoolean() : node.asString();
    }
}
