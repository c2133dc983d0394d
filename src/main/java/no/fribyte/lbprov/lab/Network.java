package no.fribyte.lbprov.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One network namespace: its interfaces by name, changed by batches of {@code ip}. */
record Network(String name) {
    static final Path ALL = Path.of("/run/netns");

    boolean exists() {
        return Files.exists(ALL.resolve(name));
    }

    void make() {
        if (!exists()) {
            Program.must(List.of("ip", "netns", "add", name));
            // the guests' packets pass below; the bridges themselves have nothing to say
            Program.must(inside("sh", "-c", """
                    for f in all default; do
                      [ ! -e /proc/sys/net/ipv6/conf/$f/disable_ipv6 ] || echo 1 > /proc/sys/net/ipv6/conf/$f/disable_ipv6
                    done"""));
        }
    }

    void remove() {
        if (exists()) {
            Program.must(List.of("ip", "netns", "delete", name));
        }
    }

    List<String> inside(String... command) {
        List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", name));
        words.addAll(List.of(command));
        return words;
    }

    /** Lines for {@code ip}, each a command of its own. */
    void batch(List<String> lines) {
        if (!lines.isEmpty()) {
            Program.must(List.of("ip", "-netns", name, "-batch", "-"), String.join("\n", lines) + "\n");
        }
    }

    Set<String> links() {
        String text = Program.must(List.of("ip", "-netns", name, "-brief", "link", "show"));
        return text.lines()
                .map(line -> line.split("[ @]", 2)[0])
                .filter(link -> !link.isEmpty())
                .collect(Collectors.toSet());
    }

    /** A switch that forwards from the first moment on, and everything to everybody. */
    static List<String> bridge(String link) {
        return List.of(
                "link add %s type bridge forward_delay 0 stp_state 0 mcast_snooping 0".formatted(link),
                "link set %s up".formatted(link));
    }
}
