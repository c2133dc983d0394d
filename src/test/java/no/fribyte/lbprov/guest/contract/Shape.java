package no.fribyte.lbprov.guest.contract;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What two documents have to agree in whatever they say: the keys and types at every place. */
final class Shape {
    private Shape() {}

    /** One line for each place and the type of what is there; the elements of an array share a place. */
    static Set<String> of(JsonNode document) {
        Set<String> places = new TreeSet<>();
        collect("", document, places);
        return places;
    }

    private static void collect(String place, JsonNode node, Set<String> places) {
        places.add(place + ": " + node.getNodeType());
        node.properties().forEach(entry -> collect(place + "/" + entry.getKey(), entry.getValue(), places));
        if (node.isArray()) {
            node.forEach(element -> collect(place + "/*", element, places));
        }
    }
}
