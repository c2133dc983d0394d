package no.fribyte.lbprov.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a file is damaged, the answer is a pair or problems, never an exception of another kind. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DamagedInputTest {
    private static final int ROUNDS = Integer.getInteger("damage.rounds", 100);

    private static final List<String> VALUES = List.of(
            "",
            "~",
            "null",
            "true",
            "0",
            "-1",
            "99999999999",
            "1.5",
            "x",
            "\"\"",
            "[]",
            "{}",
            "[[]]",
            "{a: b}",
            "[1, x]",
            "198.51.100.10",
            "198.51.100.0/24",
            "10.0.0.0/8",
            "\"::\"",
            "\"::/0\"",
            "0.0.0.0/0",
            "203.0.113.11/32",
            "2GiB",
            "1s",
            "vpn",
            "public",
            "inside",
            "web",
            "edge-1",
            "pve-2",
            "both",
            "*a",
            "&a 1",
            "!t 1",
            "|",
            "'",
            "\t",
            "#",
            "{",
            "\"a\\nb\"",
            "\"a\\0b\"");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"profiles/example.yaml", "inventory/example.yaml"})
    void a_damaged_file_is_resolved_or_refused(String damaged) throws IOException {
        for (String file : List.of("profiles/example.yaml", "inventory/example.yaml", "inventory/example-ca.pem")) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.copy(Path.of(file), folder.resolve(file));
        }
        List<String> lines = Files.readAllLines(Path.of(damaged));
        for (int seed = 0; seed < ROUNDS; seed++) {
            Files.write(folder.resolve(damaged), damage(lines, new SplittableRandom(seed)));

            assertThat(problems())
                    .as("seed %s", seed)
                    .allSatisfy(
                            problem -> assertThat(problem.line()).isNotBlank().doesNotContain("\n"));
        }
    }

    private List<Problem> problems() {
        try {
            return new ProfileReader(Workspace.at(folder), BadInput.CLOCK)
                    .read("example", Optional.empty())
                    .warnings();
        } catch (LbprovException e) {
            assertThat(e.problems()).anyMatch(Problem::isError);
            return e.problems();
        }
    }

    private static List<String> damage(List<String> lines, SplittableRandom random) {
        List<String> damaged = new ArrayList<>(lines);
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            int at = random.nextInt(damaged.size());
            String line = damaged.get(at);
            String value = VALUES.get(random.nextInt(VALUES.size()));
            switch (random.nextInt(5)) {
                case 0 -> damaged.remove(at);
                case 1 -> damaged.add(at, line);
                case 2 -> damaged.set(at, line.replaceFirst("[a-z0-9-]+:", Matcher.quoteReplacement("\"a\\n~/b\":")));
                case 3 ->
                    damaged.set(at, line.replaceFirst(": [^#{\\[]+", ": " + Matcher.quoteReplacement(value + " ")));
                default -> damaged.set(at, line.replaceFirst(":.*$", ": " + Matcher.quoteReplacement(value)));
            }
        }
        return damaged;
    }
}
