package no.fribyte.lbprov.simulator.guest;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/** What is wrong with a member, in the order in which it was found. */
final class Problems {
    /** One of them, as {@code status} prints it. */
    private record Problem(String part, String severity, String text) {}

    private final List<Problem> found = new ArrayList<>();

    void error(String part, String text) {
        found.add(new Problem(part, "error", text));
    }

    void warning(String part, String text) {
        found.add(new Problem(part, "warning", text));
    }

    void printTo(ArrayNode array) {
        for (Problem problem : found) {
            array.addObject()
                    .put("part", problem.part())
                    .put("severity", problem.severity())
                    .put("text", problem.text());
        }
    }
}
