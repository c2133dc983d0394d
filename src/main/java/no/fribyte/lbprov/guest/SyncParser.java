package no.fribyte.lbprov.guest;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads what the status of a member says of its sync service. */
final class SyncParser {
    private SyncParser() {}

    /** Nothing from a member that does not know the service yet. */
    static Optional<Sync> parse(JsonNode node) {
        if (!node.isObject()) {
            return Optional.empty();
        }
        JsonNode healthy = node.path("healthy");
        return Optional.of(new Sync(
                node.path("active").asBoolean(false),
                healthy.isBoolean() ? Optional.of(healthy.asBoolean()) : Optional.empty(),
                node.path("degraded").asStringOpt(),
                partner(node.path("partner"))));
    }

    private static Optional<Sync.Partner> partner(JsonNode node) {
        if (!node.isObject()) {
            return Optional.empty();
        }
        return Optional.of(new Sync.Partner(
                node.path("heardAge").asLong(0),
                node.path("healthy").asBoolean(false),
                node.path("generation").asInt(0),
                node.path("incarnation").asInt(0)));
    }
}
