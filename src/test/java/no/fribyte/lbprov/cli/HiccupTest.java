package no.fribyte.lbprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.simulator.fault.Fault;
import no.fribyte.lbprov.simulator.fault.Faults;
import no.fribyte.lbprov.simulator.guest.GuestTiming;
import no.fribyte.lbprov.simulator.world.Timing;
import no.fribyte.lbprov.simulator.world.WorldSpec;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.Result;
import no.fribyte.lbprov.support.TemplatePlace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody answers for a moment, or an answer is lost: it is asked again. What does not pass by waiting is told at once. */
class HiccupTest {
    private static final String AGENT = "/nodes/*/qemu/*/agent/";
    private static final Fault NO_AGENT = new Fault.Refuse(500, "QEMU guest agent is not running");
    private static final Fault NO_ANSWER = new Fault.Refuse(596, "Connection timed out");

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

    private Faults faults() {
        return lbprov.place().faults();
    }

    /** On each node every third call, so that repetitions of one or two calls get through. */
    private void everyThird(String method, String call, int first, Fault fault) {
        for (String node : List.of("pluto", "fergus")) {
            for (int number = first; number < first + 15; number += 3) {
                faults().on(method, "/nodes/%s/qemu/*/agent/%s".formatted(node, call))
                        .call(number)
                        .is(fault);
            }
        }
    }

    private void assertHoldsNow(String member) {
        faults().clear();
        assertThat(lbprov.place().holders()).containsExactly(member);
    }

    @Test
    void an_agent_that_is_away_for_a_moment_does_not_end_a_first_boot() {
        everyThird("GET", "file-read", 2, NO_AGENT);

        lbprov.run("create", "demo").exits(0);

        assertHoldsNow("load-balancer-1");
    }

    @Test
    void a_node_that_is_away_for_a_moment_does_not_end_a_first_boot() {
        faults().on("POST", AGENT + "ping").times(3).is(NO_ANSWER);
        faults().on("GET", AGENT + "file-read").call(2).times(3).is(NO_ANSWER);

        lbprov.run("create", "demo").exits(0);

        assertHoldsNow("load-balancer-1");
    }

    @Test
    void whatever_is_asked_of_a_new_member_is_asked_again() {
        everyThird("POST", "exec", 1, NO_AGENT);

        lbprov.run("create", "demo").exits(0);

        assertHoldsNow("load-balancer-1");
        assertThat(lbprov.place().vms())
                .allMatch(vm -> !lbprov.place().status(vm).drained())
                .allMatch(vm -> lbprov.place().status(vm).cloudInitDisabled());
    }

    @Test
    void a_command_whose_answer_is_lost_is_given_again() {
        everyThird("POST", "exec", 1, new Fault.AnswerAfterWork(596, "Connection timed out"));

        lbprov.run("create", "demo").exits(0);

        assertHoldsNow("load-balancer-1");
    }

    @Test
    void a_rebuild_bears_silence_and_keeps_its_successor() {
        lbprov.run("create", "demo").exits(0);
        everyThird("POST", "exec", 2, NO_AGENT);
        everyThird("GET", "file-read", 2, NO_AGENT);

        Result result =
                lbprov.run("rebuild", "demo", "load-balancer-1", "--yes").exits(0);

        assertThat(result.err()).doesNotContain("taking back");
        assertThat(lbprov.place().marker(lbprov.place().vm("load-balancer-1")).incarnation())
                .isEqualTo(2);
        faults().clear();
        lbprov.run("status", "demo").exits(0);
    }

    @Test
    void an_agent_that_stays_away_ends_the_first_boot_with_its_reason() {
        faults().on("GET", "/nodes/fergus/qemu/*/agent/file-read")
                .call(2)
                .always()
                .is(NO_AGENT);

        Result result = lbprov.run("create", "demo").exits(5);

        assertThat(result.problems())
                .contains("Error: load-balancer-2 (VM 201 on fergus) stopped answering during its first boot why: ")
                .contains("QEMU guest agent is not running");
    }

    @Test
    void an_agent_that_stays_away_ends_the_proof_with_its_reason() {
        faults().on("POST", "/nodes/fergus/qemu/*/agent/exec").always().is(NO_AGENT);

        Result result = lbprov.run("create", "demo").exits(5);

        assertThat(result.problems())
                .contains("Error: load-balancer-2 (VM 201 on fergus) did not prove that it can serve why: ")
                .contains("QEMU guest agent is not running");
        assertThat(lbprov.place().marker(lbprov.place().vm("load-balancer-2")).state())
                .isEqualTo(Marker.State.BUILDING);
    }

    @Test
    void a_missing_right_ends_the_proof_at_once() {
        faults().on("POST", "/nodes/*/qemu/*/agent/exec")
                .always()
                .is(new Fault.Refuse(403, "Permission check failed (/vms/201, VM.GuestAgent.Unrestricted)"));

        Result result = lbprov.run("create", "demo").exits(4);

        assertThat(result.problems())
                .contains("Error: cannot run /usr/local/sbin/lbprov-guest in VM")
                .contains("VM.GuestAgent.Unrestricted on /vms/201");
    }

    @Test
    void an_agent_that_is_away_at_the_end_is_no_pair_without_a_holder() {
        lbprov.run("create", "demo").exits(0);
        lbprov.run("destroy", "demo", "--member", "load-balancer-2", "--confirm", "demo")
                .exits(0);
        // the first member, which holds the virtual IPs, is away for as long as anybody waits
        faults().on("POST", "/nodes/pluto/qemu/*/agent/exec").always().is(NO_AGENT);

        Result result = lbprov.run("create", "demo").exits(6);

        assertThat(result.problems()).contains("Error: load-balancer-1 does not answer why: ");
    }

    @Test
    void a_clone_whose_answer_is_lost_is_waited_for() {
        TemplatePlace.use(lbprov, "noble");
        lbprov.simulating(options -> options.withTiming(copying(150), GuestTiming.instant()));
        faults().on("POST", "/nodes/*/qemu/*/clone").times(2).is(new Fault.DropAfterWork());

        lbprov.run("create", "demo").exits(0);

        assertThat(lbprov.place().vms()).hasSize(2);
        assertHoldsNow("load-balancer-1");
    }

    private static Timing copying(int millis) {
        return Timing.demo().times(millis / (double) Timing.demo().copyVm().toMillis());
    }

    @Test
    void a_task_that_failed_is_told_with_the_end_of_its_log() {
        faults().on("POST", "/nodes/fergus/qemu/*/status/start").is(new Fault.TaskFails("start failed"));

        Result result = lbprov.run("create", "demo").exits(5);

        assertThat(result.problems())
                .contains("start VM 201 on fergus why: start failed")
                .doesNotContain("TASK ERROR");
    }

    @Test
    void the_right_to_change_a_node_does_not_let_it_download() {
        replaceRole("LbprovNode", "Sys.Audit", "Sys.Modify");

        Result result = lbprov.run("create", "demo").exits(4);

        assertThat(result.problems()).contains("lacks Sys.AccessNetwork on /nodes/pluto");
        assertThat(lbprov.place().writes()).isEmpty();
    }

    @Test
    void the_right_to_change_everything_lets_it_download() {
        replaceRole("LbprovNode", "Sys.Audit");
        replaceRole("LbprovRead", "Sys.Audit", "Sys.Modify");

        lbprov.run("create", "demo").exits(0);
    }

    private void replaceRole(String name, String... privileges) {
        lbprov.simulating(options -> {
            WorldSpec world = options.world();
            List<WorldSpec.Role> roles = world.roles().stream()
                    .map(role -> role.name().equals(name) ? new WorldSpec.Role(name, List.of(privileges)) : role)
                    .toList();
            return options.withWorld(new WorldSpec(
                    world.cluster(),
                    world.nodes(),
                    world.pools(),
                    roles,
                    world.users(),
                    world.acls(),
                    world.templates(),
                    world.images()));
        });
    }
}
