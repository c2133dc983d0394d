package no.fribyte.lbprov.step;

import static no.fribyte.lbprov.step.StepWorld.ONE;
import static no.fribyte.lbprov.step.StepWorld.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.guest.Expectation;
import no.fribyte.lbprov.plan.Demo;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.run.Entry;
import no.fribyte.lbprov.simulator.fault.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the steps ask and tell members, and what they say when an answer is not the one to hope for. */
class GuestStepsTest {
    private static final String AGENT = "/nodes/pluto/qemu/200/agent";
    private static final Fault SILENCE = new Fault.Refuse(500, "QEMU guest agent is not running");

    @TempDir
    Path directory;

    private StepWorld world;

    @BeforeEach
    void open() {
        world = new StepWorld(directory, new Demo());
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void pair() {
        world.whole(Demo.ONE).whole(Demo.TWO);
    }

    private void silence(String node, int id) {
        world.faults()
                .on("POST", "/nodes/%s/qemu/%d/agent/*".formatted(node, id))
                .always()
                .is(SILENCE);
    }

    private static Problem first(LbprovException failure) {
        return failure.problems().get(0);
    }

    @Test
    void a_first_boot_that_is_over_is_shown_stage_by_stage() {
        world.before(FollowFirstBoot.class);
        world.faults().on("POST", AGENT + "/ping").times(3).is(SILENCE);

        world.run(new FollowFirstBoot(ONE));

        assertThat(world.texts(Entry.Kind.PROGRESS))
                .startsWith("first boot: no guest agent yet (0 s)", "first boot: no guest agent yet (1 s)");
    }

    @Test
    void a_guest_whose_agent_never_answers_is_given_up_after_the_limit() {
        world.before(FollowFirstBoot.class);
        silence("pluto", 200);
        Instant begin = world.now();

        LbprovException failure = world.failure(new FollowFirstBoot(ONE));

        assertThat(first(failure).summary()).isEqualTo("the guest agent of lb-1 (VM 200 on pluto) never answered");
        assertThat(world.waited(begin))
                .isBetween(StepWorld.LIMITS.agent(), StepWorld.LIMITS.agent().plusSeconds(3));
    }

    @Test
    void a_vm_that_stops_in_its_first_boot_is_told_at_once() {
        world.before(StartVm.class);

        assertThat(first(world.failure(new FollowFirstBoot(ONE))).line())
                .startsWith("lb-1 (VM 200 on pluto) stopped during its first boot; the VM is not running any more");
    }

    @Test
    void an_agent_that_is_restarted_during_the_first_boot_is_waited_for() {
        world.before(FollowFirstBoot.class);
        world.faults().on("GET", AGENT + "/file-read").times(2).is(SILENCE);

        world.run(new FollowFirstBoot(ONE));

        assertThat(world.texts(Entry.Kind.PROGRESS))
                .containsExactly(
                        "first boot: lb-1 has not answered for 0 s: QEMU guest agent is not running",
                        "first boot: lb-1 has not answered for 1 s: QEMU guest agent is not running");
    }

    @Test
    void a_vm_that_is_switched_off_during_its_first_boot_is_told() {
        world.before(FollowFirstBoot.class);
        world.faults().on("GET", AGENT + "/file-read").always().is(SILENCE);
        world.faults().on("POST", AGENT + "/ping").call(2).is(new Fault.Refuse(500, "VM 200 is not running"));
        world.faults()
                .on("GET", "/nodes/pluto/qemu/200/status/current")
                .is(new Fault.Refuse(500, "Configuration file 'nodes/pluto/qemu-server/200.conf' does not exist"));

        assertThat(first(world.failure(new FollowFirstBoot(ONE))).summary())
                .isEqualTo("lb-1 (VM 200 on pluto) stopped during its first boot");
    }

    @Test
    void a_first_boot_that_never_ends_is_given_up_after_the_limit() {
        world.before(FollowFirstBoot.class);
        world.faults()
                .on("GET", AGENT + "/file-read")
                .always()
                .is(new Fault.Refuse(500, "guest-file-open failed: No such file or directory"));
        Instant begin = world.now();

        LbprovException failure = world.failure(new FollowFirstBoot(ONE));

        assertThat(first(failure).why()).contains("after 20 s it is still at: cloud-init");
        assertThat(world.waited(begin))
                .isBetween(
                        StepWorld.LIMITS.firstBoot(),
                        StepWorld.LIMITS.firstBoot().plusSeconds(3));
    }

    @Test
    void a_first_boot_that_failed_is_told_with_its_reason_and_its_log() {
        world.close();
        world = new StepWorld(directory.resolve("bad"), new Demo().haproxy("nonsense on"));
        world.before(FollowFirstBoot.class);

        LbprovException failure = world.failure(new FollowFirstBoot(ONE));

        assertThat(failure.status()).isEqualTo(ExitStatus.STEP_FAILED);
        assertThat(first(failure).summary()).isEqualTo("the first boot of lb-1 (VM 200 on pluto) failed");
        assertThat(first(failure).why())
                .hasValueSatisfying(why -> assertThat(why)
                        .startsWith("stage services: haproxy refuses /etc/haproxy/haproxy.cfg\n")
                        .contains("nonsense"));
    }

    @Test
    void a_first_boot_of_long_ago_is_over_as_well() {
        world.whole(Demo.ONE);
        world.run(new StopVm(ONE));
        world.run(new StartVm(ONE));

        world.run(new FollowFirstBoot(ONE));

        assertThat(world.writes())
                .containsExactly(
                        "POST /nodes/pluto/qemu/200/status/shutdown", "POST /nodes/pluto/qemu/200/status/start");
    }

    @Test
    void a_first_boot_whose_report_went_with_a_restart_is_over() {
        world.before(ProveMember.class);
        world.run(new StopVm(ONE));
        world.run(new StartVm(ONE));

        world.run(new FollowFirstBoot(ONE));

        assertThat(world.texts(Entry.Kind.WARNING)).isEmpty();
    }

    @Test
    void a_fresh_member_proves_itself_drained_and_nobody_is_told_that_the_seed_is_still_there() {
        world.before(ProveMember.class);

        world.run(world.step(ProveMember.class));

        assertThat(world.texts(Entry.Kind.WARNING)).noneMatch(text -> text.contains("cloud-init"));
    }

    @Test
    void a_backend_that_is_down_is_a_warning_only() {
        world.before(ProveMember.class);
        world.simulator().guests().lan().backendDown("198.51.100.21");

        world.run(world.step(ProveMember.class));

        assertThat(world.texts(Entry.Kind.WARNING)).anyMatch(text -> text.contains("no server of 1 is up"));
    }

    @Test
    void a_fresh_member_that_is_not_drained_has_not_proved_itself() {
        world.before(ProveMember.class);
        world.run(new Undrain(ONE));
        ProveMember fresh = world.step(ProveMember.class);

        assertThat(first(world.failure(fresh)).why())
                .hasValueSatisfying(why -> assertThat(why).contains("it did not start drained"));
        world.run(new ProveMember(ONE, fresh.expectation(), ProveMember.Beginning.SERVING));
    }

    @Test
    void a_fresh_member_with_another_host_key_has_not_proved_itself() {
        world.before(ProveMember.class);
        Expectation real = world.step(ProveMember.class).expectation();
        Expectation other = new Expectation(
                real.pair(),
                real.member(),
                real.hash(),
                real.virtualIps(),
                real.services(),
                real.publicKey(),
                Optional.of("ssh-ed25519 AAAAother"));

        assertThat(first(world.failure(new ProveMember(ONE, other, ProveMember.Beginning.FIRST)))
                        .why())
                .contains("its SSH host key is not the one in the vault");
    }

    @Test
    void a_member_that_does_not_become_healthy_is_told_with_everything_that_is_wrong() {
        world.before(ProveMember.class);
        world.simulator().guests().lan().stopService(world.disk(200), "haproxy");
        ProveMember prove = world.step(ProveMember.class);
        Expectation more = new Expectation(
                "demo",
                "lb-1",
                prove.expectation().hash(),
                Set.of("198.51.100.99"),
                Set.of(),
                prove.expectation().publicKey(),
                prove.expectation().hostKey());
        Instant begin = world.now();

        LbprovException failure = world.failure(new ProveMember(ONE, more, ProveMember.Beginning.FIRST));

        assertThat(first(failure).summary()).isEqualTo("lb-1 (VM 200 on pluto) did not prove that it can serve");
        assertThat(first(failure).why())
                .hasValueSatisfying(why -> assertThat(why.lines())
                        .contains("haproxy: haproxy does not run")
                        .contains("its virtual IPs are 198.51.100.10, not 198.51.100.99"));
        assertThat(world.waited(begin))
                .isBetween(StepWorld.LIMITS.proof(), StepWorld.LIMITS.proof().plusSeconds(3));
        assertThat(world.texts(Entry.Kind.PROGRESS)).anyMatch(text -> text.startsWith("not yet: "));
    }

    @Test
    void a_member_that_does_not_answer_has_not_proved_itself() {
        world.before(ProveMember.class);
        silence("pluto", 200);

        Instant begin = world.now();
        assertThat(first(world.failure(world.step(ProveMember.class))).why())
                .contains("lb-1 has not answered for 6 s: QEMU guest agent is not running");
        assertThat(world.waited(begin))
                .isBetween(
                        StepWorld.LIMITS.silence(), StepWorld.LIMITS.silence().plusSeconds(3));
    }

    @Test
    void the_seed_is_wiped_only_behind_the_marker_that_keeps_cloud_init_still() {
        world.before(DisableCloudInit.class);
        assertThat(world.failure(new WipeSeed(ONE)).problems().get(0).summary())
                .isEqualTo("cannot wipe-seed lb-1 (VM 200 on pluto)");

        world.run(new DisableCloudInit(ONE));
        world.run(new WipeSeed(ONE));
        world.run(new WipeSeed(ONE));

        assertThat(world.status(ONE).cloudInitDisabled()).isTrue();
        assertThat(world.status(ONE).seedCopies()).isFalse();
    }

    @Test
    void undrained_means_that_it_may_hold_the_virtual_ips() {
        world.before(Undrain.class);
        assertThat(world.status(ONE).drained()).isTrue();

        world.run(new Undrain(ONE));
        world.run(new Undrain(ONE));

        assertThat(world.status(ONE).drained()).isFalse();
        assertThat(world.status(ONE).holds()).isTrue();
    }

    @Test
    void a_drain_hands_the_virtual_ips_over_and_may_be_asked_twice() {
        pair();
        HandOver drain = new HandOver(ONE, TWO);
        assertThat(world.status(ONE).holds()).isTrue();

        world.run(drain);
        world.run(drain);

        assertThat(world.status(ONE).drained()).isTrue();
        assertThat(world.status(ONE).holdsAny()).isFalse();
        assertThat(world.status(TWO).holds()).isTrue();
    }

    @Test
    void a_partner_that_cannot_take_the_virtual_ips_keeps_the_drain_from_ending() {
        pair();
        world.simulator().guests().lan().stopService(world.disk(201), "haproxy");
        Instant begin = world.now();

        LbprovException failure = world.failure(new HandOver(ONE, TWO));

        assertThat(first(failure).summary()).isEqualTo("the virtual IPs did not move to lb-2");
        assertThat(world.waited(begin))
                .isBetween(
                        StepWorld.LIMITS.handOver(), StepWorld.LIMITS.handOver().plusSeconds(3));
        assertThat(world.status(ONE).holds()).isTrue();
    }

    @Test
    void a_drain_has_not_ended_while_both_hold_the_virtual_ips() {
        pair();
        world.simulator().guests().lan().cut(world.disk(200));

        assertThat(first(world.failure(new HandOver(ONE, TWO))).why())
                .contains("4 s after the drain it does not hold all of them alone");
    }

    @Test
    void a_member_that_is_silent_and_holds_nothing_needs_no_drain() {
        pair();
        world.run(new HandOver(ONE, TWO));
        silence("pluto", 200);

        world.run(new HandOver(ONE, TWO));

        assertThat(world.status(TWO).holds()).isTrue();
    }

    @Test
    void a_member_that_is_silent_for_a_moment_is_drained_all_the_same() {
        pair();
        world.faults().on("POST", AGENT + "/exec").times(2).is(SILENCE);

        world.run(new HandOver(ONE, TWO));

        assertThat(world.status(ONE).drained()).isTrue();
        assertThat(world.status(TWO).holds()).isTrue();
    }

    @Test
    void a_member_that_holds_the_virtual_ips_and_stays_silent_is_left_to_the_stop() {
        pair();
        silence("pluto", 200);
        Instant begin = world.now();

        world.run(new HandOver(ONE, TWO));

        assertThat(world.texts(Entry.Kind.WARNING))
                .anyMatch(text -> text.contains("lb-1 (VM 200 on pluto) does not answer, so it cannot be drained"));
        assertThat(world.waited(begin)).isGreaterThanOrEqualTo(StepWorld.LIMITS.silence());
    }

    @Test
    void a_partner_that_falls_silent_keeps_the_drain_from_ending() {
        pair();
        silence("fergus", 201);

        LbprovException failure = world.failure(new HandOver(ONE, TWO));

        assertThat(first(failure).why()).contains("lb-2 has not answered for 6 s: QEMU guest agent is not running");
        assertThat(world.status(ONE).drained()).isFalse();
    }

    @Test
    void a_command_is_given_up_when_nobody_hears_it() {
        world.before(Undrain.class);
        silence("pluto", 200);

        assertThat(first(world.failure(new Undrain(ONE))).line())
                .startsWith("lb-1 (VM 200 on pluto) does not answer; lb-1 has not answered for 6 s: ");
    }

    @Test
    void silence_does_not_use_up_the_time_for_the_proof() {
        world.before(ProveMember.class);
        world.simulator().guests().lan().stopService(world.disk(200), "haproxy");
        world.faults().on("POST", AGENT + "/exec").call(2).times(4).is(SILENCE);
        Instant begin = world.now();

        LbprovException failure = world.failure(world.step(ProveMember.class));

        assertThat(first(failure).why())
                .hasValueSatisfying(why -> assertThat(why).contains("haproxy does not run"));
        assertThat(world.waited(begin))
                .isBetween(
                        StepWorld.LIMITS.proof().plusSeconds(4),
                        StepWorld.LIMITS.proof().plusSeconds(8));
    }

    @Test
    void a_drain_that_proxmox_refuses_is_told() {
        pair();
        // the first question is for the status, the second tells it to drain
        world.faults().on("POST", AGENT + "/exec").call(2).is(new Fault.Refuse(403, "Permission check failed"));

        assertThat(first(world.failure(new HandOver(ONE, TWO))).line()).contains("Permission check failed");
        assertThat(world.status(ONE).drained()).isFalse();
    }

    @Test
    void a_healthy_pair_is_verified_without_a_wait() {
        pair();
        Instant begin = world.now();

        world.run(world.verifying());
        world.run(world.verifying());

        assertThat(world.waited(begin)).isZero();
        assertThat(world.writes()).isEmpty();
    }

    @Test
    void two_holders_are_a_split_brain() {
        pair();
        world.simulator().guests().lan().cut(world.disk(200));

        LbprovException failure = world.failure(world.verifying());

        assertThat(failure.status()).isEqualTo(ExitStatus.SPLIT_BRAIN);
        assertThat(first(failure).summary()).isEqualTo("lb-1 and lb-2 hold the virtual IPs at the same time");
    }

    @Test
    void without_a_holder_the_pair_is_down() {
        pair();
        List.of(200, 201).forEach(id -> world.simulator().guests().lan().stopService(world.disk(id), "keepalived"));
        Instant begin = world.now();

        LbprovException failure = world.failure(world.verifying());

        assertThat(failure.status()).isEqualTo(ExitStatus.NO_HOLDER);
        assertThat(first(failure).summary()).isEqualTo("no member holds the virtual IPs");
        assertThat(world.waited(begin))
                .isBetween(StepWorld.LIMITS.proof(), StepWorld.LIMITS.proof().plusSeconds(3));
    }

    @Test
    void one_sick_or_silent_member_makes_the_pair_unhealthy() {
        pair();
        world.simulator().guests().lan().stopService(world.disk(201), "haproxy");
        LbprovException sick = world.failure(world.verifying());
        assertThat(sick.status()).isEqualTo(ExitStatus.UNHEALTHY);
        assertThat(first(sick).summary()).isEqualTo("lb-2 is not healthy");

        silence("fergus", 201);
        LbprovException silent = world.failure(world.verifying());
        assertThat(silent.status()).isEqualTo(ExitStatus.UNHEALTHY);
        assertThat(first(silent).summary()).isEqualTo("lb-2 does not answer");
    }

    @Test
    void steps_ask_for_the_rights_that_they_use() {
        assertThat(new Undrain(ONE).rights())
                .containsExactly(new Right(
                        Demo.PLUTO, List.of("/vms/200", "/pool/lb"), Set.of("VM.Monitor|VM.GuestAgent.Unrestricted")));
        assertThat(world.verifying().rights()).hasSize(2);
        assertThat(world.creating(Demo.ONE)).allSatisfy(step -> {
            if (!(step instanceof DeleteVolume)) {
                assertThat(step.rights()).as(step.title()).isNotEmpty();
            }
        });
    }
}
