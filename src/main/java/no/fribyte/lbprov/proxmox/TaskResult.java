package no.fribyte.lbprov.proxmox;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a task ended. */
public sealed interface TaskResult {

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

        /** What it says itself, and the lines before that, which often say more. */
        public String reason() {
            Stream<String> lines = lastLines.stream().filter(line -> !line.equals("TASK ERROR: " + text));
            return Stream.concat(Stream.of(text), lines).collect(Collectors.joining("\n"));
        }
    }

    /** It ended without saying how: killed, or the node restarted. Observe again. */
    record Unknown(String text) implements TaskResult {}
}
