package no.fribyte.lbprov.proxmox;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Puts dots in the place of secrets: of known texts anywhere, and of values whose name says what they are. */
final class Mask {
    private static final String DOTS = "••••";
    private static final Set<String> SECRET_NAMES = Set.of("input-data", "sshkeys", "cipassword", "password");
    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> secrets;

    Mask(Set<String> secrets) {
        // the longest first: one secret may be a part of another
        this.secrets = secrets.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    String text(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, DOTS);
        }
        return masked;
    }

    JsonNode named(JsonNode node) {
        if (node.isString()) {
            return StringNode.valueOf(text(node.asString()));
        }
        if (node.isArray()) {
            ArrayNode masked = JSON.createArrayNode();
            node.values().forEach(value -> masked.add(named(value)));
            return masked;
        }
        if (node.isObject()) {
            ObjectNode masked = JSON.createObjectNode();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                boolean secret = SECRET_NAMES.contains(field.getKey());
                masked.set(field.getKey(), secret ? StringNode.valueOf(DOTS) : named(field.getValue()));
            }
            return masked;
        }
        return node;
    }
}
