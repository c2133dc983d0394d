package no.fribyte.lbprov.process;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code kill -9} of the launcher at sampled calls, and the same command again; all calls are in {@code CrashMatrixIT}.
 * {@code -Dkill.seed=NUMBER} samples others.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KillIT {
    private static final long SEED = Long.getLong("kill.seed", 20_261_123L);

    /** Runs spend half of their time waiting. */
    private static final int AT_A_TIME = 2;

    @TempDir
    static Path folder;

    private static final Map<Sample, Future<Outcome>> OUTCOMES = new LinkedHashMap<>();

    private static List<String> shape = List.of();

    /** What a killed run and its repetition left. */
    private record Outcome(Answer killed, Answer again, Answer status, WorldOnDisk world) {}

    /** The commands, with how often each is killed, and how many of its calls are no GET. */
    enum Command {
        CREATE(7, 34, "create demo"),
        REBUILD(5, 34, "rebuild demo load-balancer-1 --yes"),
        DESTROY(3, 10, "destroy demo --confirm demo");

        private final int samples;
        private final int calls;
        private final String line;

        Command(int samples, int calls, String line) {
            this.samples = samples;
            this.calls = calls;
            this.line = line;
        }

        String[] line() {
            return line.split(" ", -1);
        }
    }

    /** Killed once that many of its calls were done that are no GET. */
    private record Sample(Command command, int calls) {}

    static List<Sample> samples() {
        Random random = new Random(SEED);
        List<Sample> samples = new ArrayList<>();
        for (Command command : Command.values()) {
            // the last calls only look how the pair is: by then the run may be over before it is killed
            random.ints(1, command.calls - 5)
                    .distinct()
                    .limit(command.samples)
                    .sorted()
                    .forEach(calls -> samples.add(new Sample(command, calls)));
        }
        return samples;
    }

    @BeforeAll
    static void a_pair_made_in_one_go_and_those_that_were_interrupted() throws Exception {
        try (Lbprov lbprov = Lbprov.in(undisturbed())) {
            Answer answer = lbprov.run("create", "demo");
            assertThat(answer.status()).as(answer.err()).isZero();
            shape = lbprov.world().shape();
        }
        assertThat(shape).contains("VM 200 on pluto, running: true", "VM 201 on fergus, running: true");
        List<Sample> samples = samples();
        System.out.printf("kill -9: %d samples, seed %d: %s%n", samples.size(), SEED, samples);
        ExecutorService runs = Executors.newFixedThreadPool(AT_A_TIME);
        for (Sample sample : samples) {
            OUTCOMES.put(sample, runs.submit(() -> killAndRepeat(sample)));
        }
        runs.shutdown();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void a_command_that_is_killed_and_run_again_ends_as_if_nothing_had_been(Sample sample) throws Exception {
        Outcome outcome = requireNonNull(OUTCOMES.get(sample)).get();

        assertThat(outcome.killed().status()).isEqualTo(128 + 9);
        assertThat(outcome.again().status()).as(outcome.again().err()).isZero();
        WorldOnDisk world = outcome.world();
        assertThat(world.seeds()).isEmpty();
        if (sample.command() == Command.DESTROY) {
            assertThat(world.vmsOf("demo")).isEmpty();
            assertThat(disks(world)).isEmpty();
            return;
        }
        assertThat(outcome.status().json().at("/pair/verdict").asString()).startsWith("healthy");
        assertThat(outcome.status().json().at("/pair/holders")).hasSize(1);
        assertThat(world.vmsOf("demo")).hasSize(2);
        assertThat(disks(world)).hasSize(2);
        if (sample.command() == Command.CREATE) {
            assertThat(world.shape()).isEqualTo(shape);
            assertThat(world.tasks("qmcreate")).as("no VM made twice").isEqualTo(2);
            assertThat(world.tasks("download")).as("no image fetched twice").isEqualTo(2);
            assertThat(world.tasks("qmstart")).isEqualTo(2);
        }
    }

    /** The template's is not ours. */
    private static List<String> disks(WorldOnDisk world) {
        return world.shape().stream()
                .filter(line -> line.startsWith("volume ") && line.contains("-disk-") && !line.contains("-9000-"))
                .toList();
    }

    private static Outcome killAndRepeat(Sample sample) throws Exception {
        Path home = Files.createDirectory(folder.resolve(sample.command() + "-" + sample.calls()));
        // keys are part of what has to be the same
        copy(sample.command() == Command.CREATE ? "vault" : "", home);
        try (Lbprov lbprov = Lbprov.in(home)) {
            long before = calls(lbprov);
            Run run = lbprov.start(sample.command().line());
            Lbprov.await(sample.toString(), () -> !run.isAlive() || calls(lbprov) >= before + sample.calls());
            Answer killed = run.kill();
            Answer again = lbprov.run(sample.command().line());
            // whether the second run still had something to do is a matter of luck
            Answer status = lbprov.run("status", "demo", "--output", "json");
            return new Outcome(killed, again, status, lbprov.world());
        }
    }

    private static Path undisturbed() {
        return folder.resolve("undisturbed");
    }

    /** A part of the undisturbed place, or all of it. */
    private static void copy(String part, Path home) throws IOException {
        Path from = undisturbed().resolve("state/lbprov/simulator").resolve(part);
        Path to = home.resolve("state/lbprov/simulator").resolve(part);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(requireNonNull(Files.isDirectory(file) ? copy : copy.getParent()));
                if (Files.isRegularFile(file)) {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private static long calls(Lbprov lbprov) {
        Path file = lbprov.world().folder().resolve("writes.jsonl");
        try (Stream<String> lines = Files.exists(file) ? Files.lines(file) : Stream.<String>empty()) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
