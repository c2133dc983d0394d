package no.fribyte.lbprov.ha;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import no.fribyte.lbprov.render.RealProgram;
import org.junit.jupiter.api.Test;

/**
 * What {@code make bench-ha} runs. Its name keeps it out of every build: it takes as long as it takes, and fails only
 * when it could not measure.
 */
class HighAvailabilityBench {
    private static final Path RESULT = Path.of("target", "bench-ha.md");

    /** Which events, in the order of the list; {@code all}, or names separated by commas. */
    private final String wanted = System.getProperty("ha.events", "all");

    private final int runs = Integer.getInteger("ha.n", 5);
    private final int baselineRuns = Integer.getInteger("ha.baseline", 1);
    private final int storms = Integer.getInteger("ha.storms", 1);
    private final long seed = Long.getLong("ha.seed", new Random().nextInt(1_000_000));

    @Test
    void measures_event_by_event() throws IOException {
        List<Event> events = new ArrayList<>(chosen());
        Optional<Figures> baseline = Optional.empty();
        if (baselineRuns > 0 && events.stream().anyMatch(Event::baseline)) {
            List<Event> theirs = events.stream().filter(Event::baseline).toList();
            baseline = Optional.of(run(Kind.HAND_MADE, theirs, baselineRuns));
        }
        Figures ours = run(Kind.RENDERED, events, runs);
        String text = versions() + "\n\n" + new ResultTable(ours, baseline).text();
        Files.writeString(RESULT, text);
        System.out.println("\n" + text);
        ours.problems().forEach(problem -> System.out.println("problem: " + problem));
        assertThat(ours.names()).isNotEmpty();
    }

    private List<Event> chosen() {
        List<String> names = List.of(wanted.split(",", -1));
        Stream<Event> some =
                Trials.all().stream().filter(event -> wanted.equals("all") || names.contains(event.name()));
        Stream<Event> weather = Stream.iterate(seed, number -> number + 1)
                .limit(wanted.equals("all") || names.contains("storm") ? storms : 0)
                .map(number -> new Storm(number, 60).event().once());
        return Stream.concat(some, weather).toList();
    }

    private static Figures run(Kind kind, List<Event> events, int runs) {
        try (Trials trials = new Trials(kind, HighAvailabilityBench::tell)) {
            for (Event event : events) {
                for (int i = 0; i < (event.repeated() ? runs : 1); i++) {
                    trials.run(event);
                }
            }
            return trials.figures();
        }
    }

    private static String versions() {
        return "%s, %s, %s, %s, WireGuard: %s; %d CPUs, %s"
                .formatted(
                        LocalDate.now(ZoneId.systemDefault()),
                        firstLine(RealProgram.named("haproxy").run("-v")),
                        firstLine(RealProgram.named("keepalived").run("--version")),
                        firstLine(RealProgram.named("nft").run("--version")),
                        firstLine(RealProgram.named("wireguard-go").run("--version")),
                        Runtime.getRuntime().availableProcessors(),
                        "Linux " + System.getProperty("os.version"));
    }

    private static String firstLine(RealProgram.Answer answer) {
        return answer.text().lines().findFirst().orElse("");
    }

    private static void tell(String text) {
        System.out.println(text);
    }
}
