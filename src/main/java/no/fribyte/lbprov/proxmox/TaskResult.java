package no.fribyte.lbprov.proxmox;

import java.util.List;

/** How a task ended. */
public sealed interface TaskResult {

    /** It did its work, perhaps with warnings. */
    default boolean isSuccess() {
        return this instanceof Ok || this instanceof Warnings;
    }

    /** Without a complaint. */
    record Ok() implements TaskResult {}

    /** It did its work, but something is to be looked at, such as a disk that could not be freed. */
    record Warnings(List<String> lines) implements TaskResult {
        public Warnings {
            lines = List.copyOf(lines);
        }
    }

    /** It says itself that it failed; {@code lastLines} are the end of its log. */
    record Failed(String text, List<String> lastLines) implements TaskResult {
        public Failed {
            lastLines = List.copyOf(lastLines);
        }
    }

    /** It ended without saying how: killed, or the node restarted. Observe again. */
    record Unknown(String text) implements TaskResult {}
}
