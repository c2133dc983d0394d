package no.fribyte.lbprov.profile.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes the schema that gives editors completion, from the same declaration that the reader uses. */
public final class JsonSchema {
    private JsonSchema() {}

    public static String document(String title, Type<?> root) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        document.put("title", title);
        document.putAll(root.schema());
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                        .build()
                        .writeValueAsString(document)
                + "\n";
    }

    /** The same, and null too: in a profile that extends another, null removes the key. */
    static Map<String, Object> orNothing(Map<String, Object> schema) {
        Map<String, Object> nothing = Map.of("type", "null");
        Map<String, Object> nullable = new LinkedHashMap<>(schema);
        if (schema.get("type") instanceof String type) {
            nullable.put("type", List.of(type, "null"));
        } else if (schema.get("anyOf") instanceof List<?> choices) {
            List<Object> more = new ArrayList<>(choices);
            more.add(nothing);
            nullable.put("anyOf", more);
        } else {
            return Map.of("anyOf", List.of(schema, nothing));
        }
        return nullable;
    }
}
