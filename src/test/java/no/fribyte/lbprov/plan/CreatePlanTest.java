package no.fribyte.lbprov.plan;

import static no.fribyte.lbprov.plan.Titles.refusal;
import static no.fribyte.lbprov.plan.Titles.titles;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.guest.Statuses;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.step.MarkReady;
import no.fribyte.lbprov.step.ProveMember;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.VerifyPair;
import org.junit.jupiter.api.Test;

class CreatePlanTest {
    private static final Set<MemberName> BOTH = Set.of(Demo.ONE, Demo.TWO);
    private static final String VERIFY = """
            verify
              pair
                verify that exactly one member holds the virtual IPs, and all is healthy
            """;
    private static final String LB_2_FROM_NOTHING = """
              lb-2
                download ubuntu-24.04-abababababababab.qcow2 to local on fergus
                create VM 201 on fergus with 2 cores, 2GiB memory
                upload seed lbprov_demo_lb-2_1.iso to lbseed on fergus
                put the seed into VM 201 on fergus
                grow the disk of VM 201 on fergus to 10GiB
                start VM 201 on fergus
                follow the first boot of VM 201 on fergus
                prove that VM 201 on fergus can serve
                disable cloud-init in VM 201 on fergus
                eject the seed from VM 201 on fergus
                wipe cloud-init's copies of the seed in VM 201 on fergus
                delete seed lbseed:iso/lbprov_demo_lb-2_1.iso on fergus
                let VM 201 on fergus take the virtual IPs
                mark VM 201 on fergus as ready
            """;

    private static Plan create(Demo demo, Seen seen) {
        return new Planner(demo.desired(), seen.make()).create(BOTH);
    }

    private static Plan create(Seen seen) {
        return create(new Demo(), seen);
    }

    private static String refused(Seen seen) {
        return refusal(() -> create(seen));
    }

    private static <S extends Step> S only(Plan plan, Class<S> kind) {
        return Titles.only(plan.steps(), kind);
    }

    /** Where the check at the end will look for a member. */
    private static VerifyPair.Part verified(Plan plan, MemberName member) {
        return only(plan, VerifyPair.class).parts().stream()
                .filter(part -> part.vm().member().equals(member))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_empty_place_gets_both_members_side_by_side() {
        Plan plan = create(new Seen());

        assertThat(titles(plan)).isEqualTo("""
                fetch the image
                  lb-1
                    download ubuntu-24.04-abababababababab.qcow2 to local on pluto
                  lb-2
                    download ubuntu-24.04-abababababababab.qcow2 to local on fergus
                take the place
                  lb-1
                    create VM 200 on pluto with 2 cores, 2GiB memory, and begin VM 201 on fergus
                    make sure that nobody else works on the pair
                build
                  lb-1
                    upload seed lbprov_demo_lb-1_1.iso to lbseed on pluto
                    put the seed into VM 200 on pluto
                    grow the disk of VM 200 on pluto to 10GiB
                    start VM 200 on pluto
                    follow the first boot of VM 200 on pluto
                    prove that VM 200 on pluto can serve
                    disable cloud-init in VM 200 on pluto
                    eject the seed from VM 200 on pluto
                    wipe cloud-init's copies of the seed in VM 200 on pluto
                    delete seed lbseed:iso/lbprov_demo_lb-1_1.iso on pluto
                    let VM 200 on pluto take the virtual IPs
                    mark VM 200 on pluto as ready
                """ + LB_2_FROM_NOTHING.replaceFirst(" +download .*\n", "") + VERIFY);
        assertThat(plan.confirm()).isEmpty();
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void the_same_arguments_give_the_same_plan() {
        assertThat(create(new Seen())).isEqualTo(create(new Seen()));
    }

    @Test
    void a_pair_that_is_there_needs_nothing() {
        Plan plan = create(Seen.pair());

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void a_pair_that_is_there_needs_nothing_of_a_cluster_without_quorum() {
        assertThat(create(Seen.pair().withoutQuorum()).isEmpty()).isTrue();
    }

    @Test
    void nothing_is_begun_in_a_cluster_without_quorum() {
        assertThat(refused(new Seen().withoutQuorum()))
                .isEqualTo("the cluster of pluto has no quorum: nothing can be written\n");
    }

    @Test
    void only_the_member_that_is_missing_is_made_and_both_are_verified() {
        Plan plan = create(new Seen().vm(Seen.Vm.one()).free(201));

        assertThat(titles(plan)).isEqualTo("build\n" + LB_2_FROM_NOTHING + VERIFY);
        assertThat(only(plan, VerifyPair.class).parts()).hasSize(2);
    }

    @Test
    void create_of_one_member_leaves_the_other_alone() {
        Plan plan = new Planner(new Demo().desired(), new Seen().free(201).make()).create(Set.of(Demo.TWO));

        assertThat(titles(plan))
                .isEqualTo("fetch the image\n"
                        + LB_2_FROM_NOTHING
                                .replaceFirst(" +create ", "take the place\n  lb-2\n$0")
                                .replaceFirst(
                                        " +upload ",
                                        "    make sure that nobody else works on the pair\nbuild\n  lb-2\n$0")
                        + VERIFY);
        assertThat(only(plan, VerifyPair.class).parts()).hasSize(1);
    }

    @Test
    void an_image_that_is_there_is_not_downloaded_again() {
        Plan plan = create(new Seen().volume(Demo.PLUTO, "local:import/ubuntu-24.04-abababababababab.qcow2"));

        assertThat(titles(plan)).doesNotContain("to local on pluto").contains("to local on fergus");
    }

    @Test
    void a_template_is_cloned_and_given_its_own_hardware() {
        Plan plan = create(
                new Demo().template(9000), new Seen().template(Demo.PLUTO, 9000).vm(Seen.Vm.two()));

        assertThat(titles(plan)).startsWith("""
                build
                  lb-1
                    clone template 9000 to VM 200 on pluto
                    upload seed lbprov_demo_lb-1_1.iso to lbseed on pluto
                    give VM 200 on pluto its own hardware and seed
                    grow the disk of VM 200 on pluto to 10GiB
                    start VM 200 on pluto
                """);
    }

    @Test
    void a_member_that_was_never_started_is_finished() {
        Plan plan = create(Seen.pair().vm(Seen.Vm.foreign("web", Demo.PLUTO, 300)));
        assertThat(plan.isEmpty()).isTrue();

        Seen half =
                new Seen().vm(Seen.Vm.one().is(Marker.State.BUILDING).stopped()).vm(Seen.Vm.two());
        assertThat(titles(create(half))).isEqualTo("""
                build
                  lb-1
                    upload seed lbprov_demo_lb-1_1.iso to lbseed on pluto
                    put the seed into VM 200 on pluto
                    grow the disk of VM 200 on pluto to 10GiB
                    start VM 200 on pluto
                    follow the first boot of VM 200 on pluto
                    prove that VM 200 on pluto can serve
                    disable cloud-init in VM 200 on pluto
                    eject the seed from VM 200 on pluto
                    wipe cloud-init's copies of the seed in VM 200 on pluto
                    delete seed lbseed:iso/lbprov_demo_lb-1_1.iso on pluto
                    let VM 200 on pluto take the virtual IPs
                    mark VM 200 on pluto as ready
                """ + VERIFY);
    }

    @Test
    void a_member_in_its_first_boot_is_followed() {
        Plan plan =
                create(new Seen().vm(Seen.Vm.one().is(Marker.State.BUILDING)).vm(Seen.Vm.two()));

        assertThat(titles(plan)).startsWith("""
                build
                  lb-1
                    follow the first boot of VM 200 on pluto
                    prove that VM 200 on pluto can serve
                """);
        assertThat(only(plan, ProveMember.class).beginning()).isEqualTo(ProveMember.Beginning.SERVING);
    }

    @Test
    void a_copy_in_the_making_is_configured() {
        Plan plan = create(
                new Demo().template(9000),
                new Seen()
                        .template(Demo.PLUTO, 9000)
                        .vm(Seen.Vm.one().is(Marker.State.CLONING).stopped())
                        .vm(Seen.Vm.two()));

        assertThat(titles(plan)).startsWith("""
                build
                  lb-1
                    upload seed lbprov_demo_lb-1_1.iso to lbseed on pluto
                    give VM 200 on pluto its own hardware and seed
                    grow the disk of VM 200 on pluto to 10GiB
                    start VM 200 on pluto
                """);
    }

    @Test
    void a_member_begun_with_other_files_is_made_anew() {
        Seen seen = new Seen()
                .vm(Seen.Vm.one().is(Marker.State.BUILDING).generation(4, "old"))
                .vm(Seen.Vm.two())
                .free(202);

        Plan plan = create(seen);

        assertThat(titles(plan)).startsWith("""
                build
                  lb-1
                    stop VM 200 on pluto
                    delete VM 200 on pluto and its disk
                    delete seed lbseed:iso/lbprov_demo_lb-1_1.iso on pluto
                    download ubuntu-24.04-abababababababab.qcow2 to local on pluto
                    create VM 200 on pluto with 2 cores, 2GiB memory
                    upload seed lbprov_demo_lb-1_2.iso to lbseed on pluto
                    put the seed into VM 200 on pluto
                """);
        MarkReady ready = only(plan, MarkReady.class);
        assertThat(ready.marker().incarnation()).isEqualTo(2);
        assertThat(ready.marker().hash()).isEqualTo(Statuses.HASH);
    }

    @Test
    void a_member_made_anew_is_verified_as_what_it_is_then() {
        Seen seen = new Seen()
                .vm(Seen.Vm.one().is(Marker.State.BUILDING).generation(4, "old"))
                .vm(Seen.Vm.two())
                .free(202);

        Plan plan = create(seen);

        assertThat(verified(plan, Demo.ONE).vm())
                .isEqualTo(only(plan, MarkReady.class).vm());
        assertThat(verified(plan, Demo.ONE).expectation().hash()).isEqualTo(Statuses.HASH);
    }

    @Test
    void a_member_begun_by_another_version_is_made_anew() {
        assertThat(titles(create(new Seen()
                        .vm(Seen.Vm.one().is(Marker.State.BUILDING).version("0.1.0"))
                        .vm(Seen.Vm.two()))))
                .contains("delete VM 200 on pluto and its disk")
                .contains("create VM 200 on pluto");
    }

    @Test
    void a_member_begun_on_another_node_is_made_anew_where_it_belongs() {
        Demo moved = new Demo().oneOn(Demo.FERGUS);
        Seen seen = new Seen()
                .vm(Seen.Vm.one().is(Marker.State.BUILDING).stopped())
                .vm(Seen.Vm.two())
                .free(202);

        Plan plan = create(moved, seen);

        assertThat(titles(plan))
                .contains("    delete VM 200 on pluto and its disk\n")
                .contains("    delete seed lbseed:iso/lbprov_demo_lb-1_1.iso on pluto\n")
                .contains("    create VM 202 on fergus");
        assertThat(verified(plan, Demo.ONE).vm())
                .isEqualTo(only(plan, MarkReady.class).vm());
    }

    @Test
    void what_somebody_added_to_a_member_begun_is_not_deleted_with_it() {
        Seen seen = new Seen()
                .vm(Seen.Vm.one()
                        .is(Marker.State.BUILDING)
                        .generation(4, "old")
                        .drive("scsi1", "basseng:vm-200-disk-1,size=1T")
                        .snapshot("before"))
                .vm(Seen.Vm.two());

        assertThat(refused(seen)).isEqualTo("""
                lb-1 (VM 200 on pluto) has disks that lbprov did not make; scsi1: basseng:vm-200-disk-1,size=1T
                lb-1 (VM 200 on pluto) has snapshots that lbprov did not make; before
                """);
    }

    @Test
    void a_member_that_is_made_anew_needs_what_a_new_one_needs() {
        Seen seen = new Seen()
                .vm(Seen.Vm.one().is(Marker.State.BUILDING).generation(4, "old"))
                .vm(Seen.Vm.two())
                .withoutBridges();

        assertThat(refused(seen)).startsWith("no bridge vmbr0 on pluto");
    }

    @Test
    void a_retired_vm_whose_successor_is_gone_is_the_member_again() {
        Plan plan = create(new Seen()
                .vm(Seen.Vm.one().is(Marker.State.RETIRED).lease(Demo.LEASE).stopped())
                .vm(Seen.Vm.two()));

        assertThat(titles(plan)).isEqualTo("""
                build
                  lb-1
                    start VM 200 on pluto
                    prove that VM 200 on pluto can serve
                    let VM 200 on pluto take the virtual IPs
                    mark VM 200 on pluto as ready
                """ + VERIFY);
        assertThat(only(plan, MarkReady.class).marker())
                .isEqualTo(Seen.Vm.one().marker().with(Optional.empty()));
    }

    @Test
    void three_vms_that_claim_to_be_one_member_are_for_a_human() {
        assertThat(refused(new Seen()
                        .vm(Seen.Vm.one())
                        .vm(Seen.Vm.one().id(202).incarnation(2))
                        .vm(Seen.Vm.one().id(203).incarnation(3))))
                .isEqualTo("3 VMs claim to be lb-1: VM 200 (lb-1) on pluto, VM 202 (lb-1) on pluto,"
                        + " VM 203 (lb-1) on pluto; lbprov cannot tell which one to keep\n");
    }

    @Test
    void two_vms_of_the_same_incarnation_are_for_a_human() {
        assertThat(refused(new Seen().vm(Seen.Vm.one()).vm(Seen.Vm.one().id(202))))
                .startsWith("2 VMs claim to be lb-1");
    }

    @Test
    void a_ready_member_with_older_files_is_told_and_left() {
        Plan plan = create(new Demo().hash("new"), Seen.pair());

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.notes())
                .map(Titles::line)
                .containsExactly(
                        "lb-1 runs generation 4, and the profile asks for something else by now\n",
                        "lb-2 runs generation 4, and the profile asks for something else by now\n");
        assertThat(plan.notes().get(0).attempt()).contains("lbprov rebuild demo lb-1");
    }

    @Test
    void seeds_that_a_dead_run_left_are_removed_first_and_others_are_not() {
        Seen seen = Seen.pair()
                .volume(Demo.PLUTO, "lbseed:iso/lbprov_demo_lb-1_1.iso")
                .volume(Demo.FERGUS, "lbseed:iso/lbprov_demo_lb-1_7.iso")
                .volume(Demo.PLUTO, "lbseed:iso/lbprov_staging_lb-1_1.iso")
                .volume(Demo.PLUTO, "lbseed:iso/debian.iso");

        assertThat(titles(create(seen))).isEqualTo("""
                clean up
                  pair
                    delete stale seed lbseed:iso/lbprov_demo_lb-1_1.iso on pluto
                    delete stale seed lbseed:iso/lbprov_demo_lb-1_7.iso on fergus
                """);
    }

    @Test
    void the_seed_of_a_member_under_construction_is_not_stale() {
        Seen seen = new Seen()
                .vm(Seen.Vm.one().is(Marker.State.BUILDING))
                .vm(Seen.Vm.two())
                .volume(Demo.PLUTO, "lbseed:iso/lbprov_demo_lb-1_1.iso");

        assertThat(titles(create(seen))).startsWith("build\n");
        assertThat(titles(create(seen.volume(Demo.PLUTO, "lbseed:iso/lbprov_demo_lb-1_2.iso"))))
                .startsWith("""
                        clean up
                          pair
                            delete stale seed lbseed:iso/lbprov_demo_lb-1_2.iso on pluto
                        build
                        """);
    }
}
