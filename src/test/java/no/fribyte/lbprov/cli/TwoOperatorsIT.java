package no.fribyte.lbprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.simulator.api.WriteLog;
import no.fribyte.lbprov.simulator.world.DemoWorld;
import no.fribyte.lbprov.simulator.world.Vm;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.Place;
import no.fribyte.lbprov.support.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two people begin on one pair: whenever the second comes, one of them does it all and the other is told who. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TwoOperatorsIT {
    /** Writes of a create from nothing, on a quiet place. */
    private static final int CREATE = 24;

    /** After as many, both members may be marked as ready. */
    private static final int LAST_MARK = CREATE - 5;

    @TempDir
    private Path directory;

    private Lbprov kari;

    @BeforeEach
    void begin() {
        kari = Lbprov.in(directory);
        kari.as("kari", "desk");
    }

    @AfterEach
    void end() {
        kari.close();
    }

    private Place place() {
        return kari.place();
    }

    /** Both commands' results, the first one's first. */
    private record Both(Result first, Result second) {
        Result winner() {
            return first.exitCode() == 0 ? first : second;
        }

        Result loser() {
            return first.exitCode() == 0 ? second : first;
        }
    }

    /** The second command runs from start to end, while the first one stands still after so many writes of its own. */
    private Both interrupted(int writes, Lbprov other, List<String> first, List<String> second) {
        int before = place().writes().size();
        List<Result> results = new CopyOnWriteArrayList<>();
        AtomicBoolean begun = new AtomicBoolean();
        kari.time().watch(() -> {
            if (Thread.currentThread().getName().equals("lbprov-lane")
                    && place().writes().size() >= before + writes
                    && begun.compareAndSet(false, true)) {
                results.add(other.run(second.toArray(String[]::new)));
            }
        });
        Result own = kari.run(first.toArray(String[]::new));
        kari.time().watch(() -> {});
        assertThat(results)
                .as("the second command's result, if the first one wrote that often: %s", own)
                .hasSize(1);
        return new Both(own, results.get(0));
    }

    private void isWhole() {
        assertThat(place().vms()).extracting(Vm::name).containsExactlyInAnyOrder("load-balancer-1", "load-balancer-2");
        assertThat(place().vms()).allMatch(vm -> place().marker(vm).state() == Marker.State.READY);
        assertThat(place().vms()).allMatch(vm -> place().marker(vm).lease().isEmpty());
        assertThat(place().volumes("iso")).isEmpty();
        assertThat(place().volumes("images"))
                .filteredOn(volume -> !volume.contains("900"))
                .hasSize(2);
        assertThat(place().holders()).hasSize(1);
        kari.run("status", "demo").exits(0);
        assertThat(kari.run("create", "demo").exits(0).out()).startsWith("Nothing to do");
    }

    private List<WriteLog.Entry> done(String method, String path) {
        return place().writes().stream()
                .filter(write -> write.method().equals(method) && write.path().matches(path) && write.status() == 200)
                .toList();
    }

    private static void names(Result loser, String who) {
        assertThat(loser.problems())
                .containsPattern("someone else (is working on|has worked on|has taken) (the pair|load-balancer)");
        if (!loser.problems().contains("has worked on")) {
            assertThat(loser.problems())
                    .containsPattern(who + " is at it since 20[0-9T:.-]+Z,")
                    .containsPattern("until (20[0-9T:.-]+Z|it ends) .process [0-9]+, run [0-9]+-[0-9a-f]{6}");
        }
    }

    private static Stream<Arguments> moments() {
        return Stream.of(
                        IntStream.range(0, CREATE).mapToObj(k -> Arguments.of(k, "cluster", "another")),
                        IntStream.range(0, CREATE).mapToObj(k -> Arguments.of(k, "standalone", "another")),
                        Stream.of(0, 3, 12, 21).map(k -> Arguments.of(k, "cluster", "the same")),
                        Stream.of(1, 8).map(k -> Arguments.of(k, "standalone", "the same")))
                .flatMap(each -> each);
    }

    @ParameterizedTest(name = "after write {0}, {1}, on {2} machine")
    @MethodSource("moments")
    void of_two_creates_one_makes_the_pair_and_the_other_names_it(int writes, String where, String machine) {
        if (where.equals("standalone")) {
            kari.simulating(options -> options.withWorld(DemoWorld.standalone()));
        }
        boolean same = machine.equals("the same");
        Lbprov ola = same ? kari : kari.elsewhere("ola", "laptop");

        Both both = interrupted(writes, ola, List.of("create", "demo"), List.of("create", "demo"));

        both.winner().exits(0);
        if (writes > LAST_MARK && both.loser().exitCode() == 0) {
            // only the verification was left: the second one came when it was over
            assertThat(both.second().out()).startsWith("Nothing to do");
            isWhole();
            return;
        }
        both.loser().exits(10);
        names(both.loser(), both.first().exitCode() == 0 ? "kari@desk" : "ola@laptop");
        assertThat(done("POST", "/nodes/[^/]+/qemu")).hasSize(2);
        assertThat(done("POST", ".*/storage/lbseed/upload")).hasSize(2);
        assertThat(done("POST", ".*/status/start")).hasSize(2);
        assertThat(done("DELETE", ".*/qemu/.*")).isEmpty();
        assertThat(done("DELETE", ".*/storage/.*")).hasSize(2);
        isWhole();
    }
}
