package no.fribyte.lbprov.proxmox;

import java.util.List;
import java.util.Locale;
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
        private static final List<String> FULL =
                List.of("no space left on device", "insufficient free space", "out of space", "disk quota exceeded");

        public Failed {
            lastLines = List.copyOf(lastLines);
        }

        /** What it says itself, and the lines before that, which often say more. */
        public String reason() {
            Stream<String> lines = lastLines.stream().filter(line -> !line.equals("TASK ERROR: " + text));
            return Stream.concat(Stream.of(text), lines).collect(Collectors.joining("\n"));
        }

        /** What to do about it, as far as its words tell. */
        public String cure() {
            String words = reason().toLowerCase(Locale.ROOT);
            if (FULL.stream().anyMatch(words::contains)) {
                return "free space on that storage, or give the node another one in the inventory; then run this again";
            }
            if (text.startsWith("VM is locked (")) {
                return "wait until what locked it has ended, then run this again; if nothing runs any more: qm unlock with the"
                        + " VM's number";
            }
            return "the whole log of the task is in the Proxmox VE web interface; mend the cause and run this again";
        }
    }

    /** It ended without saying how: killed, or the node restarted. Observe again. */
    record Unknown(String text) implements TaskResult {}
}
