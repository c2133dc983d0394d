package no.fribyte.lbprov.simulator.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Rows of a longer list, and how long it is as a whole. */
record Paged(JsonNode rows, int total) {
    static JsonNode of(JsonNode rows, int total) {
        return JsonNodeFactory.instance.pojoNode(new Paged(rows, total));
    }
}
