package no.fribyte.lbprov.simulator.api;

import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The part of a call that waits for a guest: it is done while others work on the world. */
record Afterwards(Supplier<JsonNode> rest) {
    static JsonNode of(Supplier<JsonNode> rest) {
        return JsonNodeFactory.instance.pojoNode(new Afterwards(rest));
    }
}
