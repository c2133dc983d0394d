package no.fribyte.lbprov.simulator.api;

import java.util.stream.Collector;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The pieces that answers are built of. */
final class Doc {
    private Doc() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static JsonNode text(String value) {
        return JsonNodeFactory.instance.stringNode(value);
    }

    /** The answer of a call that has nothing to say. */
    static JsonNode nothing() {
        return JsonNodeFactory.instance.nullNode();
    }

    static Collector<JsonNode, ArrayNode, ArrayNode> toArray() {
        return Collector.of(Doc::array, ArrayNode::add, ArrayNode::addAll);
    }

    static int flag(boolean value) {
        return value ? 1 : 0;
    }
}
