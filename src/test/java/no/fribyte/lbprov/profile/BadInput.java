package no.fribyte.lbprov.profile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.profile.rule.Rule;

/** A bad profile or inventory of the test resources, and the problems that are expected beside it. */
record BadInput(Path file) {
    static final Path ROOT = Path.of("src/test/resources/profiles");

    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T00:00:00Z"));

    static List<BadInput> all() {
        return Stream.of("bad", "bad-inventory")
                .flatMap(folder -> list(ROOT.resolve(folder)))
                .filter(file -> file.toString().endsWith(".yaml"))
                .sorted()
                .map(BadInput::new)
                .collect(Collectors.toList());
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Path expectation() {
        return Path.of(file.toString().replaceAll("yaml$", "txt"));
    }

    /** Every problem on its line, warnings marked. */
    String problems(List<Rule> rules) {
        ProfileReader reader = new ProfileReader(Workspace.at(ROOT), CLOCK, rules);
        boolean inventory = file.startsWith(ROOT.resolve("bad-inventory"));
        List<Problem> problems;
        try {
            problems = inventory
                    ? reader.read(ROOT.resolve("base.yaml").toString(), Optional.of(file.toString()))
                            .warnings()
                    : reader.read(file.toString(), Optional.empty()).warnings();
        } catch (LbprovException e) {
            problems = e.problems();
        }
        return problems.stream()
                .map(problem -> (problem.isError() ? "" : "warning: ") + problem.line() + "\n")
                .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
