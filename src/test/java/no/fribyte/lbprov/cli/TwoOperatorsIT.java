package no.fribyte.lbprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.simulator.api.WriteLog;
import no.fribyte.lbprov.simulator.fault.Fault;
import no.fribyte.lbprov.simulator.guest.GuestTiming;
import no.fribyte.lbprov.simulator.world.DemoWorld;
import no.fribyte.lbprov.simulator.world.Timing;
import no.fribyte.lbprov.simulator.world.Vm;
import no.fribyte.lbprov.simulator.world.WorldSpec;
import no.fribyte.lbprov.support.Death;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.Place;
import no.fribyte.lbprov.support.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two people begin on one pair: whenever the second comes, one of them does it all and the other is told who. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TwoOperatorsIT {
    /** Writes of a create from nothing, on a quiet place. */
    private static final int CREATE = 24;

    /** After one more, one member may be done, and the other one's lane goes on while the second command looks. */
    private static final int LAST_MARK = CREATE / 2 + 1;

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

    private static final String ONE = "load-balancer-1";
    private static final String TWO = "load-balancer-2";

    private static Stream<Arguments> commands() {
        List<String> create = List.of("create", "demo");
        List<String> rebuildOne = List.of("rebuild", "demo", ONE, "--yes");
        List<String> rebuildTwo = List.of("rebuild", "demo", TWO, "--yes");
        List<String> destroy = List.of("destroy", "demo", "--confirm", "demo");
        List<String> destroyTwo = List.of("destroy", "demo", "--member", TWO, "--confirm", "demo");
        return Stream.of(
                        commands(rebuildOne, rebuildTwo, 1, 2, 3, 6, 9, 13, 16),
                        commands(rebuildOne, create, 2, 4, 7, 9, 12, 15),
                        commands(rebuildOne, destroy, 1, 5, 8, 11, 14, 16),
                        commands(rebuildTwo, rebuildTwo, 1, 2, 10, 17),
                        commands(destroyTwo, rebuildOne, 1, 2),
                        commands(destroy, create, 1, 2),
                        commands(destroy, destroy, 1, 2))
                .flatMap(each -> each);
    }

    private static Stream<Arguments> commands(List<String> first, List<String> second, int... writes) {
        return IntStream.of(writes).mapToObj(k -> Arguments.of(k, first, second));
    }

    /** From the first lease on the first one has the pair, whatever either of them is about to do to it. */
    @ParameterizedTest(name = "after write {0} of {1}: {2}")
    @MethodSource("commands")
    void whoever_has_marked_the_first_vm_has_the_pair(int writes, List<String> first, List<String> second) {
        kari.run("create", "demo").exits(0);
        int before = place().writes().size();
        Lbprov ola = kari.elsewhere("ola", "laptop");

        Both both = interrupted(writes, ola, first, second);

        both.first().exits(0);
        names(both.second().exits(10), "kari@desk");
        assertThat(place().writes().subList(before, place().writes().size()))
                .filteredOn(
                        write -> write.params().getOrDefault("description", "").contains("ola@laptop"))
                .as("what the second one wrote")
                .isEmpty();
        assertThat(place().vms()).allMatch(vm -> place().marker(vm).lease().isEmpty());
        if (first.get(0).equals("rebuild")) {
            isWhole();
        }
    }

    @Test
    void whoever_plans_first_and_writes_later_is_told_what_happened_meanwhile() {
        kari.run("create", "demo").exits(0);
        Lbprov ola = kari.elsewhere("ola", "laptop");

        Both both =
                interrupted(0, ola, List.of("rebuild", "demo", ONE, "--yes"), List.of("rebuild", "demo", TWO, "--yes"));

        both.second().exits(0);
        assertThat(both.first().exits(10).problems())
                .contains("someone else has worked on load-balancer-2 since this was planned");
        assertThat(done("POST", "/nodes/[^/]+/qemu")).hasSize(3);
        isWhole();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"cluster", "standalone"})
    void of_two_claims_that_do_not_collide_the_later_in_order_leaves(String where) throws Exception {
        if (where.equals("standalone")) {
            kari.simulating(options -> options.withWorld(DemoWorld.standalone()));
        } else {
            kari.workspace()
                    .edit(
                            "profiles/demo.yaml",
                            "  load-balancer-2: {node: fergus,",
                            "  load-balancer-2: {node: fergus, vmid: 231,");
        }
        Lbprov ola = kari.elsewhere("ola", "laptop");
        if (!where.equals("standalone")) {
            ola.workspace()
                    .edit(
                            "profiles/demo.yaml",
                            "  load-balancer-2: {node: fergus,",
                            "  load-balancer-2: {node: fergus, vmid: 231,");
        }
        CountDownLatch planned = new CountDownLatch(2);
        kari.time().watch(meeting(TWO, planned, 40));
        ola.time().watch(meeting(ONE, planned, 0));

        ExecutorService threads = Executors.newFixedThreadPool(2);
        Future<Result> first = threads.submit(() -> kari.run("create", "demo"));
        Future<Result> second = threads.submit(() -> ola.run("create", "demo", "--member", TWO));
        Both both = new Both(first.get(), second.get());
        threads.shutdown();
        kari.time().watch(() -> {});

        both.first().exits(0);
        names(both.second().exits(10), "kari@desk");
        assertThat(done("POST", "/nodes/[^/]+/qemu")).hasSize(3);
        assertThat(done("DELETE", "/nodes/fergus/qemu/[0-9]+")).hasSize(1);
        assertThat(done("POST", ".*/storage/lbseed/upload")).hasSize(2);
        isWhole();
    }

    private Runnable meeting(String other, CountDownLatch planned, int milliseconds) {
        String own = other.equals(ONE) ? TWO : ONE;
        return meeting(() -> isMade(own), () -> isMade(other), planned, milliseconds);
    }

    @Test
    void whoever_leaves_takes_both_its_vms_away() throws Exception {
        Lbprov ola = kari.elsewhere("ola", "laptop");
        pin(kari, 240, 241);
        pin(ola, 242, 243);
        CountDownLatch planned = new CountDownLatch(2);
        kari.time().watch(meeting(240, 242, planned, 40));
        ola.time().watch(meeting(242, 240, planned, 0));

        ExecutorService threads = Executors.newFixedThreadPool(2);
        Future<Result> first = threads.submit(() -> kari.run("create", "demo"));
        Future<Result> second = threads.submit(() -> ola.run("create", "demo"));
        Both both = new Both(first.get(), second.get());
        threads.shutdown();
        kari.time().watch(() -> {});

        both.first().exits(0);
        names(both.second().exits(10), "kari@desk");
        assertThat(done("POST", "/nodes/[^/]+/qemu")).hasSize(4);
        assertThat(done("DELETE", "/nodes/[^/]+/qemu/[0-9]+"))
                .extracting(WriteLog.Entry::path)
                .containsExactlyInAnyOrder("/nodes/pluto/qemu/242", "/nodes/fergus/qemu/243");
        assertThat(done("POST", ".*/storage/lbseed/upload")).hasSize(2);
        isWhole();
    }

    private static void pin(Lbprov operator, int first, int second) {
        String profile = "profiles/demo.yaml";
        operator.workspace().edit(profile, "-1: {node: pluto,", "-1: {node: pluto, vmid: %d,".formatted(first));
        operator.workspace().edit(profile, "-2: {node: fergus,", "-2: {node: fergus, vmid: %d,".formatted(second));
    }

    private Runnable meeting(int own, int other, CountDownLatch planned, int milliseconds) {
        return meeting(() -> isMade(own), () -> isMade(other), planned, milliseconds);
    }

    /** Begins when both have planned, and looks only once the other one's VM is there; who is first gives time to leave. */
    private Runnable meeting(BooleanSupplier own, BooleanSupplier other, CountDownLatch planned, int milliseconds) {
        AtomicBoolean begun = new AtomicBoolean();
        return () -> {
            if (!Thread.currentThread().getName().equals("lbprov-lane")) {
                return;
            }
            if (begun.compareAndSet(false, true)) {
                planned.countDown();
            }
            await(() -> planned.getCount() == 0);
            await(() -> !own.getAsBoolean()
                    || other.getAsBoolean()
                    || !done("DELETE", ".*/qemu/.*").isEmpty());
            if (own.getAsBoolean() && done("POST", ".*/upload").isEmpty()) {
                sleep(milliseconds);
            }
        };
    }

    private boolean isMade(int id) {
        return place().vms().stream().anyMatch(vm -> vm.vmid() == id);
    }

    private static void await(BooleanSupplier end) {
        for (int i = 0; i < 2000 && !end.getAsBoolean(); i++) {
            sleep(5);
        }
    }

    private boolean isMade(String name) {
        return place().vms().stream().anyMatch(vm -> vm.name().equals(name));
    }

    private static void sleep(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest(name = "after write {0}")
    @ValueSource(ints = {3, 4, 7, 11, 15, 18})
    void who_slept_longer_than_the_lease_writes_nothing_any_more(int writes) {
        Lbprov ola = kari.elsewhere("ola", "laptop");
        AtomicInteger end = new AtomicInteger();
        AtomicBoolean begun = new AtomicBoolean();
        kari.time().watch(() -> {
            if (isBetweenCalls() && place().writes().size() >= writes && begun.compareAndSet(false, true)) {
                // the other lane's thread cannot be made to sleep as well: it is told that it did
                kari.time().watch(() -> standStill(end));
                kari.time().pass(Duration.ofMinutes(31));
                outlive(ola);
                end.set(place().writes().size());
            }
        });

        Result asleep = kari.run("create", "demo");
        kari.time().watch(() -> {});

        assertThat(asleep.exits(10).problems()).contains("someone else has");
        assertThat(place().writes().subList(end.get(), place().writes().size()))
                .filteredOn(write -> write.status() == 200)
                .as("what was written after the other one had finished")
                .isEmpty();
        isWhole();
    }

    /** A renewal of the other lane may still be under way when the leases are made old. */
    private void outlive(Lbprov ola) {
        Result took;
        int rest = 3;
        do {
            place().vms().stream()
                    .filter(vm -> place().marker(vm).lease().isPresent())
                    .forEach(vm -> place().ageLease(vm, Duration.ofMinutes(31)));
            took = ola.run("create", "demo");
        } while (took.exitCode() == 10 && --rest > 0);
        took.exits(0);
    }

    /** Nobody can take back a write that has left the last check behind it. */
    private static boolean isBetweenCalls() {
        return Thread.currentThread().getName().equals("lbprov-lane")
                && Arrays.stream(Thread.currentThread().getStackTrace())
                        .noneMatch(frame -> frame.getClassName().endsWith(".Transport"));
    }

    private static void standStill(AtomicInteger end) {
        if (isBetweenCalls()) {
            await(() -> end.get() > 0);
        }
    }

    @Test
    void a_long_run_renews_its_lease() {
        AtomicBoolean begun = new AtomicBoolean();
        kari.time().watch(() -> {
            if (isBetweenCalls() && place().writes().size() >= 5 && begun.compareAndSet(false, true)) {
                place().ageLease(place().vm(ONE), Duration.ofMinutes(15));
                kari.time().pass(Duration.ofMinutes(15));
            }
        });

        kari.run("create", "demo", "--member", ONE).exits(0);

        assertThat(done("PUT", "/nodes/pluto/qemu/200/config"))
                .filteredOn(write -> write.params().containsKey("digest"))
                .extracting(write -> MarkerText.read(write.params().getOrDefault("description", "")))
                .filteredOn(MarkerText.Reading.Found.class::isInstance)
                .extracting(
                        reading -> ((MarkerText.Reading.Found) reading).marker().lease())
                .filteredOn(Optional::isPresent)
                .as("leases that the run wrote to a VM that it has had from the start")
                .hasSize(1)
                .allMatch(lease -> lease.get().until().isAfter(Instant.now().plus(Duration.ofMinutes(25))));
    }

    @Test
    void a_long_run_renews_the_lease_on_the_member_that_it_does_not_work_on() {
        kari.run("create", "demo").exits(0);
        kari.run("destroy", "demo", "--member", TWO, "--confirm", "demo", "--yes")
                .exits(0);
        int before = done("PUT", "/nodes/pluto/qemu/200/config").size();
        AtomicBoolean begun = new AtomicBoolean();
        int writes = place().writes().size();
        kari.time().watch(() -> {
            if (isBetweenCalls() && place().writes().size() >= writes + 4 && begun.compareAndSet(false, true)) {
                place().ageLease(place().vm(ONE), Duration.ofMinutes(15));
                kari.time().pass(Duration.ofMinutes(15));
            }
        });

        kari.run("create", "demo", "--member", TWO).exits(0);

        // taken, renewed at least once, given up
        assertThat(done("PUT", "/nodes/pluto/qemu/200/config")).hasSizeGreaterThanOrEqualTo(before + 3);
    }

    @Test
    void a_vm_that_is_made_for_longer_than_a_lease_is_renewed_is_not_taken_for_lost() {
        Duration zero = Duration.ZERO;
        Duration create = Duration.ofMinutes(12);
        Timing slow = new Timing(zero, create, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero);
        kari.simulating(options -> options.withWorld(withRightsOnAllVms(DemoWorld.cluster()))
                .withTiming(slow, GuestTiming.instant())
                .withClock(kari.time()));

        kari.run("create", "demo").exits(0);

        isWhole();
    }

    /** With rights on a pool alone, nothing is seen of a VM that is being made: it is put there in the end. */
    private static WorldSpec withRightsOnAllVms(WorldSpec world) {
        List<WorldSpec.Acl> acls = world.acls().stream()
                .flatMap(acl -> acl.path().startsWith("/pool/")
                        ? Stream.of(acl, new WorldSpec.Acl("/vms", acl.who(), acl.role(), true))
                        : Stream.of(acl))
                .toList();
        return new WorldSpec(
                world.cluster(),
                world.nodes(),
                world.pools(),
                world.roles(),
                world.users(),
                acls,
                world.templates(),
                world.images());
    }

    @Test
    void a_run_that_is_known_to_be_dead_is_taken_over_by_its_name() {
        Death.after(10, kari);
        kari.run("create", "demo").exits(1);
        kari.time().watch(() -> {});
        Lbprov ola = kari.elsewhere("ola", "laptop");
        String run = place().marker(place().vm(ONE)).lease().orElseThrow().run();

        assertThat(ola.run("create", "demo").exits(10).problems())
                .contains(
                        "try: wait for that run to end; if you know that it is dead, you need not: --take-over " + run);
        assertThat(ola.run("create", "demo", "--take-over", "another-run")
                        .exits(10)
                        .problems())
                .contains("run " + run);
        assertThat(ola.run("create", "demo", "--take-over", run).exits(0).err())
                .doesNotContain("nothing was taken over");
        assertThat(ola.run("create", "demo", "--take-over", run).exits(0).err())
                .contains("no VM of the pair is held by run " + run + ": nothing was taken over");

        isWhole();
    }

    @Test
    void a_run_that_failed_keeps_nobody_waiting() {
        place().faults()
                .on("POST", "/nodes/fergus/qemu/201/status/start")
                .is(new Fault.TaskFails("start failed: QEMU exited with code 1"));
        kari.run("create", "demo").exits(5);

        assertThat(place().vms()).allMatch(vm -> place().marker(vm).lease().isEmpty());
        kari.elsewhere("ola", "laptop").run("create", "demo").exits(0);
        isWhole();
    }

    @Test
    void a_lease_that_cannot_be_given_up_is_a_warning_and_ends_by_itself() {
        kari.run("create", "demo").exits(0);
        place().powerOff(place().vm(ONE));
        place().faults()
                .on("PUT", "/nodes/fergus/qemu/201/config")
                .call(2)
                .is(new Fault.Refuse(500, "unable to open file - no space left"));

        Result result = kari.run("create", "demo").exits(0);

        assertThat(result.problems())
                .contains("still says that this run works on it")
                .contains("no space left");
        assertThat(place().marker(place().vm(TWO)).lease()).isPresent();
        place().ageLease(place().vm(TWO), Duration.ofMinutes(31));
        assertThat(kari.elsewhere("ola", "laptop")
                        .run("create", "demo")
                        .exits(0)
                        .out())
                .startsWith("Nothing to do");
    }
}
