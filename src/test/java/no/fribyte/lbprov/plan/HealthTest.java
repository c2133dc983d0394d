package no.fribyte.lbprov.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.guest.MemberHealth;
import no.fribyte.lbprov.guest.MemberHealth.Reach;
import no.fribyte.lbprov.guest.PairHealth;
import no.fribyte.lbprov.guest.Statuses;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.problem.ExitStatus;
import org.junit.jupiter.api.Test;

class HealthTest {
    private static PairHealth health(Seen seen) {
        return Health.of(new Demo().pair(), seen.make());
    }

    private static MemberHealth one(Seen seen) {
        return health(seen).members().get(0);
    }

    @Test
    void a_pair_that_says_so_is_healthy() {
        PairHealth health = health(Seen.pair());

        assertThat(health.exitStatus()).isEqualTo(ExitStatus.OK);
        assertThat(health.virtualIps()).containsExactly(Statuses.VIRTUAL_IP);
        assertThat(health.members().get(0).vm()).contains(new VmId(200));
        assertThat(health.members().get(0).marker()).isEqualTo("ready");
    }

    @Test
    void a_member_is_held_against_its_own_marker() {
        Seen seen = new Seen().vm(Seen.Vm.one().generation(5, "new")).says(Statuses.of("lb-1"));

        assertThat(one(seen).unmet()).containsExactly("its generation is not the one it was made with");
    }

    @Test
    void of_two_vms_the_one_that_runs_is_asked() {
        Seen.Vm old = Seen.Vm.one().is(Marker.State.RETIRED);
        Seen.Vm successor = Seen.Vm.one().id(202).incarnation(2).is(Marker.State.BUILDING);

        assertThat(one(new Seen().vm(old.stopped()).vm(successor)).vm()).contains(new VmId(202));
        assertThat(one(new Seen().vm(Seen.Vm.one()).vm(successor.stopped())).vm())
                .contains(new VmId(200));
        assertThat(one(new Seen().vm(old.stopped()).vm(successor.stopped())).marker())
                .isEqualTo("building");
    }

    @Test
    void a_member_that_does_not_answer_is_silent_for_a_reason() {
        MemberHealth member = one(new Seen().vm(Seen.Vm.one()).silent(Demo.ONE, "the guest agent does not answer"));

        assertThat(member.reason()).isEqualTo("the guest agent does not answer");
        assertThat(member.reach()).isEqualTo(Reach.SILENT);
        assertThat(member.isHealthy()).isFalse();
        assertThat(member.running()).isTrue();
    }

    @Test
    void a_member_without_a_vm_is_absent_unless_its_node_could_not_be_read() {
        assertThat(one(new Seen()))
                .isEqualTo(new MemberHealth(
                        Demo.ONE,
                        Demo.PLUTO,
                        Optional.empty(),
                        Reach.ABSENT,
                        "absent",
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
        MemberHealth hidden = one(new Seen().silentNode(Demo.PLUTO));
        assertThat(hidden.reach()).isEqualTo(Reach.UNREACHABLE);
        assertThat(hidden.marker()).isEqualTo("unknown");
        assertThat(hidden.reason()).isEqualTo("node pluto cannot be read");
        assertThat(one(new Seen().silentNode(Demo.FERGUS)).reach()).isEqualTo(Reach.ABSENT);
    }

    @Test
    void a_vm_that_was_listed_and_not_read_is_named_wherever_it_is() {
        MemberHealth moving = one(new Seen().silentVm(Demo.FERGUS, 205, "lb-1"));

        assertThat(moving.reach()).isEqualTo(Reach.UNREACHABLE);
        assertThat(moving.vm()).contains(new VmId(205));
        assertThat(moving.node()).isEqualTo(Demo.FERGUS);
        assertThat(moving.reason()).isEqualTo("VM 205 (lb-1) on fergus cannot be read");
        assertThat(one(new Seen().silentNode(Demo.FERGUS).silentVm(Demo.FERGUS, 205, "lb-1"))
                        .reason())
                .isEqualTo("node fergus cannot be read");
        assertThat(one(new Seen().silentVm(Demo.FERGUS, 205, "lb-2")).reach()).isEqualTo(Reach.ABSENT);
    }

    @Test
    void a_stopped_vm_holds_nothing_unless_a_second_one_is_out_of_sight() {
        Seen stopped = new Seen().vm(Seen.Vm.one().stopped());

        assertThat(one(stopped).reach()).isEqualTo(Reach.STOPPED);
        assertThat(one(stopped.silentVm(Demo.PLUTO, 205, "lb-1")).reach()).isEqualTo(Reach.UNREACHABLE);
    }

    @Test
    void a_vm_that_is_not_ours_is_no_member() {
        assertThat(one(new Seen().vm(Seen.Vm.one().copiedTo(300))).vm()).isEmpty();
    }
}
