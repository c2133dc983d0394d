package no.fribyte.lbprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.simulator.fault.Fault;
import no.fribyte.lbprov.simulator.world.Vm;
import no.fribyte.lbprov.support.Death;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.Place;
import no.fribyte.lbprov.support.Result;
import no.fribyte.lbprov.support.TemplatePlace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command dies half-way, and the next one finishes its work, or leaves it to whom it belongs; the same command is in the crash matrix. */
class InterruptionIT {
    @TempDir
    private Path directory;

    private Lbprov lbprov;

    @BeforeEach
    void begin() {
        lbprov = Lbprov.in(directory);
    }

    @AfterEach
    void end() {
        lbprov.close();
    }

    private Place place() {
        return lbprov.place();
    }

    private void dies(int writes, String... command) {
        int before = place().writes().size();
        Death.after(before + writes, lbprov);
        lbprov.run(command).exits(1);
        lbprov.time().watch(() -> {});
        assertThat(place().writes()).hasSizeGreaterThanOrEqualTo(before + writes);
    }

    private void isWholeAgain() {
        assertThat(place().vms()).extracting(Vm::name).containsExactlyInAnyOrder("load-balancer-1", "load-balancer-2");
        assertThat(place().vms()).allMatch(vm -> place().marker(vm).state() == Marker.State.READY);
        assertThat(place().vms()).allMatch(vm -> place().marker(vm).lease().isEmpty());
        assertThat(place().volumes("iso")).isEmpty();
        assertThat(place().volumes("images"))
                .filteredOn(volume -> !volume.contains("900"))
                .hasSize(2);
        assertThat(place().holders()).containsExactly("load-balancer-1");
        lbprov.run("status", "demo").exits(0);
        assertThat(lbprov.run("create", "demo").exits(0).out()).startsWith("Nothing to do");
    }

    private long made(String path) {
        return place().writes().stream()
                .filter(write -> write.method().equals("POST") && write.path().matches(path))
                .count();
    }

    @ParameterizedTest(name = "after write {0}")
    @ValueSource(ints = {5, 6, 8})
    void a_create_from_templates_that_died_is_finished_by_the_next(int writes) {
        TemplatePlace.use(lbprov, "noble");
        dies(writes, "create", "demo");

        lbprov.run("create", "demo").exits(0);

        assertThat(made("/nodes/[^/]+/qemu/900[01]/clone")).isEqualTo(2);
        isWholeAgain();
    }

    @Test
    void create_puts_back_what_a_rebuild_drained_before_it_died() {
        lbprov.run("create", "demo").exits(0);
        dies(3, "rebuild", "demo", "load-balancer-1", "--yes");
        assertThat(place().holders()).containsExactly("load-balancer-2");

        lbprov.run("create", "demo").exits(0);

        isWholeAgain();
    }

    @Test
    void create_leaves_a_rebuild_that_died_to_rebuild() {
        lbprov.run("create", "demo").exits(0);
        dies(6, "rebuild", "demo", "load-balancer-1", "--yes");
        int writes = place().writes().size();

        assertThat(lbprov.run("create", "demo").exits(4).problems())
                .contains("Error: a rebuild of load-balancer-1 was begun and not finished")
                .contains("try: lbprov rebuild demo load-balancer-1 finishes it");
        assertThat(place().writes()).hasSize(writes);
        assertThat(place().holders()).containsExactly("load-balancer-2");
    }

    @Test
    void somebody_elses_work_is_respected_until_its_lease_ends() {
        dies(8, "create", "demo");
        lbprov.as("kari", "laptop");
        int writes = place().writes().size();

        assertThat(lbprov.run("create", "demo").exits(10).problems())
                .contains("someone else is working on load-balancer-1 why: ops@desk is at it since ");
        assertThat(place().writes()).hasSize(writes);
        // whatever the clock of the one who asks says: the node's counts
        lbprov.time().pass(Duration.ofMinutes(31));
        lbprov.run("create", "demo").exits(10);
        place().vms().forEach(vm -> place().ageLease(vm, Duration.ofMinutes(31)));
        lbprov.run("create", "demo").exits(0);
        isWholeAgain();
    }

    @Test
    void two_at_once_on_one_machine_are_kept_apart() {
        List<Result> others = new CopyOnWriteArrayList<>();
        AtomicBoolean begun = new AtomicBoolean();
        lbprov.time().watch(() -> {
            if (Thread.currentThread().getName().equals("lbprov-lane") && begun.compareAndSet(false, true)) {
                others.add(lbprov.run("create", "demo"));
            }
        });

        lbprov.run("create", "demo").exits(0);

        assertThat(others).hasSize(1);
        assertThat(others.get(0).exits(10).problems())
                .contains(
                        "Error: someone else is working on the pair demo why: on this machine: ops@desk is at it since ");
        isWholeAgain();
    }

    @Test
    void ctrl_c_ends_it_with_130_and_a_word_on_how_to_go_on() {
        Thread command = Thread.currentThread();
        AtomicBoolean pressed = new AtomicBoolean();
        lbprov.time().watch(() -> {
            if (Thread.currentThread() != command
                    && place().writes().size() >= 9
                    && pressed.compareAndSet(false, true)) {
                command.interrupt();
            }
        });

        Result result = lbprov.run("create", "demo").exits(130);

        assertThat(result.err()).endsWith("""
                        Error: interrupted
                          why: what runs on the nodes is left to end
                          try: run the same command again: it looks at what is there and goes on
                        """);
        // the process would end here, with the thread still marked as interrupted
        Thread.interrupted();
        lbprov.run("create", "demo").exits(0);
        isWholeAgain();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "/nodes/pluto/qemu",
                "/nodes/pluto/qemu/200/status/start",
                "/nodes/pluto/storage/local/download-url",
                "/nodes/pluto/storage/lbseed/upload"
            })
    void an_answer_that_was_lost_does_no_work_twice(String path) {
        place().faults().on("POST", path).is(new Fault.DropAfterWork());

        if (lbprov.run("create", "demo").exitCode() != 0) {
            lbprov.run("create", "demo").exits(0);
        }

        assertThat(made("/nodes/[^/]+/qemu")).isEqualTo(2);
        isWholeAgain();
    }

    @Test
    void a_task_that_fails_is_told_in_proxmoxs_words_and_the_next_run_goes_on() {
        place().faults()
                .on("POST", "/nodes/fergus/qemu/201/status/start")
                .is(new Fault.TaskFails("start failed: QEMU exited with code 1"));

        assertThat(lbprov.run("create", "demo").exits(5).problems())
                .contains("Error: cannot start VM 201 on fergus why: start failed: QEMU exited with code 1");
        assertThat(place().marker(place().vm("load-balancer-1")).state()).isEqualTo(Marker.State.READY);
        lbprov.run("create", "demo").exits(0);
        isWholeAgain();
    }
}
