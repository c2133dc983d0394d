package no.fribyte.lbprov.plan;

import static no.fribyte.lbprov.plan.Titles.refusal;
import static no.fribyte.lbprov.plan.Titles.titles;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.guest.Statuses;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.step.MarkReady;
import no.fribyte.lbprov.step.ProveMember;
import no.fribyte.lbprov.step.RemoveSuccessor;
import no.fribyte.lbprov.step.Restore;
import no.fribyte.lbprov.step.Retire;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.VerifyPair;
import org.junit.jupiter.api.Test;

/** A rebuild that goes on where an earlier one ended has the same stages, and the same undo. */
class ResumeRebuildTest {
    private static final String PARTNER = """
            the partner proves that it serves
              lb-2
                prove that VM 201 on fergus can serve
            """;
    private static final String HAND_OVER = """
                drain lb-1, so that lb-2 holds the virtual IPs
            """;
    private static final String DELETE_OLD = """
            delete the old VM
              lb-1
                delete VM 200 on pluto and its disk
            """;

    private static Plan rebuild(Demo demo, Seen seen) {
        return new Planner(demo.desired(), seen.make()).rebuild(Demo.ONE);
    }

    private static Plan rebuild(Seen seen) {
        return rebuild(new Demo(), seen);
    }

    private static <S extends Step> S only(Plan plan, Class<S> kind) {
        return Titles.only(plan.allSteps(), kind);
    }

    private static Seen.Vm retired() {
        return Seen.Vm.one().is(Marker.State.RETIRED).lease(Demo.LEASE).stopped();
    }

    private static Seen.Vm begun() {
        return Seen.Vm.one().id(202).incarnation(2).is(Marker.State.BUILDING);
    }

    private static Seen seen(Seen.Vm old, Seen.Vm successor) {
        return new Seen().vm(old).vm(successor).vm(Seen.Vm.two()).free();
    }

    /** How the successor, which is VM 202, has to prove itself. */
    private static ProveMember.Beginning beginning(Plan plan) {
        return plan.steps().stream()
                .filter(ProveMember.class::isInstance)
                .map(ProveMember.class::cast)
                .filter(step -> step.vm().id().toString().equals("202"))
                .map(ProveMember::beginning)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_successor_in_its_first_boot_is_followed_even_when_every_vmid_is_used() {
        assertThat(titles(rebuild(seen(retired(), begun())))).isEqualTo(PARTNER + """
                build the successor
                  lb-1
                    follow the first boot of VM 202 on pluto
                    prove that VM 202 on pluto can serve
                    disable cloud-init in VM 202 on pluto
                    eject the seed from VM 202 on pluto
                    wipe cloud-init's copies of the seed in VM 202 on pluto
                    delete seed lbseed:iso/lbprov_demo_lb-1_2.iso on pluto
                    undo
                      remove the failed successor VM 202 on pluto
                      delete seed lbseed:iso/lbprov_demo_lb-1_2.iso on pluto
                      bring VM 200 on pluto back into service
                put it into service
                  lb-1
                    let VM 202 on pluto take the virtual IPs
                    verify that exactly one member holds the virtual IPs, and all is healthy
                    mark VM 202 on pluto as ready
                """ + DELETE_OLD);
    }

    @Test
    void the_undo_of_a_resumed_rebuild_makes_the_retired_vm_the_member_again() {
        Plan plan = rebuild(seen(retired(), begun()));

        assertThat(only(plan, Restore.class).marker())
                .isEqualTo(Seen.Vm.one().marker().with(Optional.empty()));
        assertThat(only(plan, Restore.class).start()).isTrue();
        assertThat(((Marker) only(plan, RemoveSuccessor.class).marker()).incarnation())
                .isEqualTo(2);
        assertThat(plan.steps()).noneMatch(Retire.class::isInstance);
    }

    @Test
    void a_successor_that_was_never_started_is_completed_before_the_old_vm_retires() {
        Plan plan = rebuild(seen(Seen.Vm.one(), begun().stopped()));

        assertThat(titles(plan)).startsWith(PARTNER + HAND_OVER + """
                build the successor
                  lb-1
                    upload seed lbprov_demo_lb-1_2.iso to lbseed on pluto
                    put the seed into VM 202 on pluto
                    grow the disk of VM 202 on pluto to 10GiB
                    retire VM 200 on pluto, to be kept until its successor works
                    stop VM 200 on pluto
                    start VM 202 on pluto
                    follow the first boot of VM 202 on pluto
                """);
        assertThat(only(plan, Retire.class).marker().lease()).contains(Demo.LEASE);
        assertThat(beginning(plan)).isEqualTo(ProveMember.Beginning.BESIDE_PARTNER);
    }

    @Test
    void an_old_vm_that_is_retired_but_still_runs_hands_over_and_stops() {
        Plan plan = rebuild(seen(Seen.Vm.one().is(Marker.State.RETIRED), begun().stopped()));

        assertThat(titles(plan))
                .startsWith(PARTNER + HAND_OVER)
                .contains("    stop VM 200 on pluto\n    start VM 202 on pluto\n")
                .doesNotContain("retire VM 200");
    }

    @Test
    void a_successor_begun_with_other_files_is_made_anew_and_verified_as_such() {
        Plan plan = rebuild(seen(retired(), begun().generation(5, "old")));

        assertThat(titles(plan)).startsWith(PARTNER + """
                build the successor
                  lb-1
                    stop VM 202 on pluto
                    delete VM 202 on pluto and its disk
                    delete seed lbseed:iso/lbprov_demo_lb-1_2.iso on pluto
                    download ubuntu-24.04-abababababababab.qcow2 to local on pluto
                    create VM 202 on pluto with 2 cores, 2GiB memory
                    upload seed lbprov_demo_lb-1_3.iso to lbseed on pluto
                    put the seed into VM 202 on pluto
                    grow the disk of VM 202 on pluto to 10GiB
                    start VM 202 on pluto
                """);
        VerifyPair.Part part = only(plan, VerifyPair.class).parts().get(0);
        assertThat(part.vm()).isEqualTo(only(plan, MarkReady.class).vm());
        assertThat(part.expectation().hash()).isEqualTo(Statuses.HASH);
        assertThat(((Marker) only(plan, RemoveSuccessor.class).marker()).incarnation())
                .isEqualTo(3);
        assertThat(beginning(plan)).isEqualTo(ProveMember.Beginning.BESIDE_PARTNER);
    }

    @Test
    void a_successor_whose_first_boot_failed_or_with_other_hardware_is_made_anew() {
        assertThat(titles(rebuild(seen(retired(), begun()).failedBoot(202))))
                .contains("delete VM 202 on pluto and its disk")
                .contains("create VM 202 on pluto")
                .contains("upload seed lbprov_demo_lb-1_3.iso");
        assertThat(titles(rebuild(new Demo().recipe("more memory"), seen(retired(), begun()))))
                .contains("delete VM 202 on pluto and its disk")
                .contains("create VM 202 on pluto");
    }

    @Test
    void a_successor_that_somebody_added_to_is_not_deleted_with_the_rest() {
        assertThat(refusal(
                        () -> rebuild(seen(retired(), begun().snapshot("mine")).failedBoot(202))))
                .isEqualTo("lb-1 (VM 202 on pluto) has snapshots that lbprov did not make; mine\n");
        assertThat(refusal(() -> rebuild(seen(retired(), begun().locked("backup")))))
                .isEqualTo("lb-1 (VM 202 on pluto) is locked (backup); Proxmox is working on it\n");
    }

    @Test
    void a_successor_that_is_ready_is_verified_before_the_old_vm_goes() {
        Plan plan = rebuild(seen(retired(), begun().is(Marker.State.READY)));

        assertThat(titles(plan)).isEqualTo(PARTNER + """
                put it into service
                  lb-1
                    let VM 202 on pluto take the virtual IPs
                    verify that exactly one member holds the virtual IPs, and all is healthy
                """ + DELETE_OLD);
        assertThat(only(plan, VerifyPair.class).parts())
                .map(part -> part.vm().id().toString())
                .containsExactly("202", "201");
    }

    @Test
    void three_vms_that_claim_to_be_one_member_are_for_a_human() {
        Seen three = seen(retired(), begun()).vm(Seen.Vm.one().id(203).incarnation(3));

        assertThat(refusal(() -> rebuild(three))).startsWith("3 VMs claim to be lb-1");
    }

    @Test
    void a_successor_that_serves_already_is_never_taken_back_whatever_the_profile_asks_by_now() {
        Seen serving = seen(retired(), begun()).says(Statuses.of("lb-1"));

        for (Demo demo : List.of(new Demo(), new Demo().recipe("more memory"))) {
            Plan plan = rebuild(demo, serving);

            assertThat(titles(plan)).isEqualTo(PARTNER + """
                    put it into service
                      lb-1
                        let VM 202 on pluto take the virtual IPs
                        verify that exactly one member holds the virtual IPs, and all is healthy
                        mark VM 202 on pluto as ready
                    """ + DELETE_OLD);
            assertThat(plan.allSteps()).noneMatch(RemoveSuccessor.class::isInstance);
        }
    }

    @Test
    void a_half_made_vm_that_is_replaced_is_never_marked_as_one_that_was_ready() {
        Seen halfMade = new Seen()
                .vm(Seen.Vm.one().is(Marker.State.BUILDING))
                .vm(Seen.Vm.two())
                .failedBoot(200);

        Plan plan = rebuild(halfMade);

        assertThat(plan.allSteps()).noneMatch(Retire.class::isInstance);
        assertThat(only(plan, Restore.class).marker().state()).isEqualTo(Marker.State.BUILDING);
    }

    @Test
    void a_successor_made_anew_keeps_its_number_while_the_old_vm_has_the_fixed_one() {
        Plan plan = rebuild(new Demo().pinned(200).recipe("more memory"), seen(retired(), begun()));

        assertThat(titles(plan))
                .contains("create VM 202 on pluto")
                .doesNotContain("create VM 200")
                .endsWith(DELETE_OLD);
    }
}
