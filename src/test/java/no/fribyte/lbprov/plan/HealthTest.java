package no.fribyte.lbprov.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import no.fribyte.lbprov.guest.PairHealth;
import no.fribyte.lbprov.guest.PairHealth.MemberHealth;
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

        assertThat(member.silence()).isEqualTo("the guest agent does not answer");
        assertThat(member.isHealthy()).isFalse();
        assertThat(member.running()).isTrue();
    }

    @Test
    void a_member_without_a_vm_is_absent_or_not_seen() {
        assertThat(one(new Seen()))
                .isEqualTo(new MemberHealth(
                        Demo.ONE,
                        Demo.PLUTO,
                        java.util.Optional.empty(),
                        false,
                        "absent",
                        java.util.Optional.empty(),
                        "",
                        List.of()));
        assertThat(one(new Seen().silentNode(Demo.PLUTO)).silence()).isEqualTo("node pluto cannot be read");
        assertThat(one(new Seen().silentNode(Demo.FERGUS)).silence()).isEmpty();
    }

    @Test
    void a_vm_that_is_not_ours_is_no_member() {
        assertThat(one(new Seen().vm(Seen.Vm.one().copiedTo(300))).vm()).isEmpty();
    }
}
