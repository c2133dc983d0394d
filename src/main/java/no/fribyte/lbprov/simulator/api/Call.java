package no.fribyte.lbprov.simulator.api;

import tools.jackson.databind.JsonNode;

/** What one call does, after its caller and its parameters have been checked. */
@FunctionalInterface
interface Call {
    JsonNode answer(CallContext context);
}
