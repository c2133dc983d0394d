package no.fribyte.lbprov.simulator.guest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the documents of a seed leniently, as cloud-init does: what is not there is empty. */
final class Yaml {
    private static final YAMLMapper MAPPER = YAMLMapper.builder().build();

    private Yaml() {}

    /** Throws Jackson's exception when the text is no YAML. */
    static JsonNode parse(String text) {
        JsonNode node = MAPPER.readTree(text);
        return node == null || node.isMissingNode() || node.isNull() ? JsonNodeFactory.instance.objectNode() : node;
    }

    static String write(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    static Optional<String> text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asString()) : Optional.empty();
    }

    /** The scalars of a list. */
    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : list) {
            if (item.isValueNode()) {
                texts.add(item.asString());
            }
        }
        return texts;
    }
}
