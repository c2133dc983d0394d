package no.fribyte.lbprov.process;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code kill -9} in the middle of creating a pair, and the same command again. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KillIT {
    private static final String FIRST = "load-balancer-1";
    private static final String SECOND = "load-balancer-2";

    /** Runs spend half of their time waiting. */
    private static final int AT_A_TIME = 2;

    @TempDir
    static Path folder;

    private static final Map<Moment, Future<Outcome>> OUTCOMES = new EnumMap<>(Moment.class);

    private static List<String> shape = List.of();

    /** What a killed run and its repetition left. */
    private record Outcome(Answer killed, Answer again, WorldOnDisk world) {}

    /** The moment: the first line of the journal of this member and step that tells of this event. */
    enum Moment {
        THE_DOWNLOAD_RUNS(FIRST, "task", "download"),
        THE_SEED_IS_UPLOADED(SECOND, "done", "upload seed"),
        THE_VM_IS_BEING_MADE(FIRST, "task", "create VM"),
        THE_VM_IS_MADE(SECOND, "done", "create VM"),
        THE_VM_IS_BEING_STARTED(FIRST, "task", "start VM"),
        THE_GUEST_BOOTS(SECOND, "started", "follow the first boot"),
        THE_MEMBER_HAS_PROVED_ITSELF(FIRST, "done", "prove"),
        THE_SEED_IS_EJECTED(SECOND, "done", "eject"),
        THE_SEED_IS_WIPED(FIRST, "done", "wipe"),
        THE_MEMBER_IS_UNDRAINED(FIRST, "done", "let VM");

        private final String lane;
        private final String event;
        private final String step;

        Moment(String lane, String event, String step) {
            this.lane = lane;
            this.event = event;
            this.step = step;
        }

        boolean isIn(String journal) {
            return journal.lines()
                    .anyMatch(line -> line.endsWith("}")
                            && line.contains("\"lane\":\"" + lane + "\"")
                            && line.contains("\"step\":\"" + step)
                            && line.contains("\"event\":\"" + event + "\""));
        }
    }

    @BeforeAll
    static void a_pair_made_in_one_go_and_those_that_were_interrupted() throws Exception {
        try (Lbprov lbprov = Lbprov.in(undisturbed())) {
            Answer answer = lbprov.run("create", "demo");
            assertThat(answer.status()).as(answer.err()).isZero();
            shape = lbprov.world().shape();
        }
        assertThat(shape).contains("VM 200 on pluto, running: true", "VM 201 on fergus, running: true");
        ExecutorService runs = Executors.newFixedThreadPool(AT_A_TIME);
        for (Moment moment : Moment.values()) {
            OUTCOMES.put(moment, runs.submit(() -> killAndRepeat(moment)));
        }
        runs.shutdown();
    }

    @ParameterizedTest
    @EnumSource
    void a_create_that_is_killed_and_run_again_ends_with_the_same_healthy_pair(Moment moment) throws Exception {
        Outcome outcome = requireNonNull(OUTCOMES.get(moment)).get();

        assertThat(outcome.killed().status()).isEqualTo(128 + 9);
        assertThat(outcome.again().status()).as(outcome.again().err()).isZero();
        assertThat(outcome.again().json().at("/pair/verdict").asString()).startsWith("healthy");
        assertThat(outcome.again().json().at("/pair/holders")).hasSize(1);
        WorldOnDisk world = outcome.world();
        assertThat(world.shape()).isEqualTo(shape);
        assertThat(world.vmsOf("demo")).containsExactlyInAnyOrder(200, 201);
        assertThat(world.seeds()).isEmpty();
        assertThat(world.tasks("qmcreate")).as("no VM made twice").isEqualTo(2);
        assertThat(world.tasks("download")).as("no image fetched twice").isEqualTo(2);
        assertThat(world.tasks("qmstart")).isEqualTo(2);
    }

    private static Outcome killAndRepeat(Moment moment) throws Exception {
        Path home = Files.createDirectory(folder.resolve(moment.name()));
        useTheSameVault(home);
        try (Lbprov lbprov = Lbprov.in(home)) {
            Run run = lbprov.start("create", "demo");
            Lbprov.await(moment.toString(), () -> !run.isAlive() || moment.isIn(journal(lbprov)));
            Answer killed = run.kill();
            Answer again = lbprov.run("create", "demo", "--output", "json");
            return new Outcome(killed, again, lbprov.world());
        }
    }

    private static Path undisturbed() {
        return folder.resolve("undisturbed");
    }

    /** Keys are part of what has to be the same. */
    private static void useTheSameVault(Path home) throws IOException {
        Path from = undisturbed().resolve("state/lbprov/simulator/vault");
        Path to = Files.createDirectories(home.resolve("state/lbprov/simulator/vault"));
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static String journal(Lbprov lbprov) {
        Path file = lbprov.state().resolve("journal/demo.jsonl");
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
