package no.fribyte.lbprov.profile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.PairSecrets;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.render.Generation;
import no.fribyte.lbprov.render.MaskedSecrets;
import no.fribyte.lbprov.render.Renderer;
import no.fribyte.lbprov.render.Seed;
import no.fribyte.lbprov.render.TemplateSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * However a file is damaged, the answer is a pair that can be rendered, or problems: never an exception of another kind,
 * and never a long wait. {@code -Ddamage.rounds=N} says how often each file is damaged.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DamagedInputTest {
    private static final int ROUNDS = Integer.getInteger("damage.rounds", 60);
    private static final long LONGEST_CPU_NANOS = 2_000_000_000L;
    private static final int LARGEST = 256 << 10;
    private static final Path CHECKOUT = Path.of("");

    /** A file and the profile that is read with it. */
    private static final Map<String, String> FILES = new TreeMap<>(Map.of(
            "profiles/example.yaml", "example",
            "profiles/demo.yaml", "demo",
            "profiles/lab.yaml", "lab",
            "profiles/production.yaml", "production",
            "profiles/staging.yaml", "staging",
            "inventory/example.yaml", "example",
            "inventory/simulator.yaml", "demo",
            "inventory/lab.yaml", "lab",
            "inventory/fribyte.yaml", "production"));

    private static final Renderer RENDERER = new Renderer(new TemplateSource.Bundled(), "1.2.3");

    /** How a round ended. */
    private record Ending(Damage damage, boolean rendered, String fault, long cpuNanos) {}

    @TempDir
    private Path folder;

    @Test
    void a_damaged_file_is_rendered_or_refused_soon() throws IOException {
        for (Path file : shipped()) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.copy(file, folder.resolve(file));
        }
        List<Ending> endings = new ArrayList<>();
        for (String file : FILES.keySet()) {
            String whole = Files.readString(Path.of(file));
            for (int seed = 0; seed < ROUNDS; seed++) {
                endings.add(damage(new Damage(file, seed), whole));
            }
            Files.writeString(folder.resolve(file), whole);
        }

        tell(endings);
        assertThat(endings).filteredOn(ending -> !ending.fault().isEmpty()).isEmpty();
        assertThat(endings)
                .filteredOn(ending -> ending.cpuNanos() > LONGEST_CPU_NANOS)
                .isEmpty();
        // damage that nothing survives, or that nothing notices, would test little
        assertThat(endings.stream().filter(Ending::rendered).count())
                .isBetween(endings.size() / 10L, endings.size() * 9L / 10L);
    }

    /** As large as a file may be, in the shapes that a reader finds hardest. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "[",
                "a: ",
                "{a: 1}, ",
                "198.51.100.10, ",
                "- ",
                "- - x\n",
                "a: {b: c}\n",
                "'",
                "\"\\n",
                "9",
                "%",
                "# ",
                "! ",
                "&a "
            })
    void the_largest_file_is_refused_soon(String part) throws IOException {
        Files.createDirectories(folder.resolve("profiles"));
        for (String start : List.of("", "pair: ", "networks: [", "guest: {user: \"")) {
            String text = start + part.repeat((LARGEST - start.length()) / part.length());
            Files.writeString(folder.resolve("profiles/example.yaml"), text);

            Ending ending = read(new Damage("profiles/example.yaml", 0));

            assertThat(ending.fault()).isEmpty();
            assertThat(ending.rendered()).isFalse();
            assertThat(ending.cpuNanos()).as(start).isLessThan(LONGEST_CPU_NANOS);
        }
    }

    @Test
    void every_file_that_is_shipped_is_damaged() throws IOException {
        assertThat(shipped())
                .filteredOn(file -> file.toString().endsWith(".yaml"))
                .map(Path::toString)
                .containsExactlyInAnyOrderElementsOf(FILES.keySet());
    }

    private static List<Path> shipped() throws IOException {
        List<Path> shipped = new ArrayList<>();
        for (String name : List.of("profiles", "inventory")) {
            try (Stream<Path> files = Files.list(CHECKOUT.resolve(name))) {
                shipped.addAll(files.toList());
            }
        }
        return shipped;
    }

    private Ending damage(Damage damage, String whole) throws IOException {
        Files.writeString(folder.resolve(damage.file()), damage.to(whole));
        return read(damage);
    }

    private Ending read(Damage damage) {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long start = clock.getCurrentThreadCpuTime();
        boolean rendered = false;
        String fault = "";
        try {
            rendered = renderedOrRefused(requireNonNull(FILES.get(damage.file())));
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            fault = e + " at " + List.of(e.getStackTrace()).subList(0, Math.min(3, e.getStackTrace().length));
        }
        return new Ending(damage, rendered, fault, clock.getCurrentThreadCpuTime() - start);
    }

    private boolean renderedOrRefused(String profile) {
        Resolved resolved;
        try {
            resolved = new ProfileReader(Workspace.at(folder), BadInput.CLOCK).read(profile, Optional.empty());
        } catch (LbprovException e) {
            assertThat(e.problems()).anyMatch(Problem::isError).allSatisfy(DamagedInputTest::isOneLine);
            return false;
        }
        assertThat(resolved.warnings()).allSatisfy(DamagedInputTest::isOneLine);
        render(resolved.pair());
        return true;
    }

    /** A terminal shows it as it is, and a file cannot make it say something else. */
    private static void isOneLine(Problem problem) {
        assertThat(problem.line()).isNotBlank().matches(line -> line.chars().noneMatch(Character::isISOControl));
    }

    private static void render(Pair pair) {
        PairSecrets secrets = MaskedSecrets.of(pair);
        for (Member member : pair.members()) {
            Generation generation = RENDERER.generation(pair, member, secrets, 1);
            assertThat(Seed.iso(RENDERER.cloudInit(pair, member, secrets, generation, 1)))
                    .isNotEmpty();
        }
    }

    /** Where it can be read after a long run. */
    private static void tell(List<Ending> endings) throws IOException {
        Ending slowest = endings.stream()
                .max((a, b) -> Long.compare(a.cpuNanos(), b.cpuNanos()))
                .orElseThrow();
        String told = "damaged inputs: %d, rendered: %d, CPU: %d s, slowest: %d ms (%s)%n"
                .formatted(
                        endings.size(),
                        endings.stream().filter(Ending::rendered).count(),
                        endings.stream().mapToLong(Ending::cpuNanos).sum() / 1_000_000_000,
                        slowest.cpuNanos() / 1_000_000,
                        slowest.damage());
        Files.writeString(Path.of("target/damaged-inputs.txt"), told);
    }
}
