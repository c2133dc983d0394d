package no.fribyte.lbprov.plan;

import static no.fribyte.lbprov.plan.Titles.refusal;
import static no.fribyte.lbprov.plan.Titles.titles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import no.fribyte.lbprov.guest.Statuses;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.step.MarkReady;
import no.fribyte.lbprov.step.ProveMember;
import no.fribyte.lbprov.step.RemoveSuccessor;
import no.fribyte.lbprov.step.Restore;
import no.fribyte.lbprov.step.Retire;
import no.fribyte.lbprov.step.Step;
import org.junit.jupiter.api.Test;

class RebuildPlanTest {
    private static final String SUCCESSOR_202_PROVED = """
                start VM 202 on pluto
                follow the first boot of VM 202 on pluto
                prove that VM 202 on pluto can serve
                disable cloud-init in VM 202 on pluto
                eject the seed from VM 202 on pluto
                wipe cloud-init's copies of the seed in VM 202 on pluto
                delete seed lbseed:iso/lbprov_demo_lb-1_2.iso on pluto
            """;

    private static Plan rebuild(Demo demo, Seen seen, MemberName member) {
        return new Planner(demo.desired(), seen.make()).rebuild(member);
    }

    private static Plan rebuild(Seen seen) {
        return rebuild(new Demo(), seen, Demo.ONE);
    }

    private static String refused(Seen seen) {
        return refusal(() -> rebuild(seen));
    }

    private static <S extends Step> S only(Plan plan, Class<S> kind) {
        return Titles.only(plan.allSteps(), kind);
    }

    @Test
    void the_holder_hands_over_and_is_kept_until_its_successor_works() {
        Plan plan = rebuild(Seen.pair());

        assertThat(titles(plan)).isEqualTo("""
                the partner proves that it serves
                  lb-2
                    prove that VM 201 on fergus can serve
                    drain lb-1, so that lb-2 holds the virtual IPs
                build the successor
                  lb-1
                    download ubuntu-24.04-abababababababab.qcow2 to local on pluto
                    create VM 202 on pluto with 2 cores, 2GiB memory
                    upload seed lbprov_demo_lb-1_2.iso to lbseed on pluto
                    put the seed into VM 202 on pluto
                    grow the disk of VM 202 on pluto to 10GiB
                    retire VM 200 on pluto, to be kept until its successor works
                    stop VM 200 on pluto
                """ + SUCCESSOR_202_PROVED + """
                    undo
                      remove the failed successor VM 202 on pluto
                      delete seed lbseed:iso/lbprov_demo_lb-1_2.iso on pluto
                      bring VM 200 on pluto back into service
                put it into service
                  lb-1
                    let VM 202 on pluto take the virtual IPs
                    verify that exactly one member holds the virtual IPs, and all is healthy
                    mark VM 202 on pluto as ready
                delete the old VM
                  lb-1
                    delete VM 200 on pluto and its disk
                """);
        assertThat(plan.confirm())
                .containsExactly(
                        "the VM 200 is deleted in the end",
                        "lb-1 holds the virtual IPs: its connections are cut when they move");
        assertThat(plan.stages().get(1).effect())
                .isEqualTo("the virtual IPs move to lb-2; open connections are reset once");
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void the_successor_is_the_next_incarnation_of_the_same_files() {
        Plan plan = rebuild(Seen.pair());

        Marker ready = only(plan, MarkReady.class).marker();
        assertThat(ready.incarnation()).isEqualTo(2);
        assertThat(ready.generation()).isEqualTo(4);
        assertThat(ready.state()).isEqualTo(Marker.State.READY);
        assertThat(ready.lease()).isEmpty();
        assertThat(rebuild(new Demo().hash("new"), Seen.pair(), Demo.ONE).steps())
                .filteredOn(MarkReady.class::isInstance)
                .map(step -> ((MarkReady) step).marker().generation())
                .containsExactly(5);
    }

    @Test
    void the_marks_of_the_old_vm_say_who_retired_it_and_undo_gives_them_back() {
        Plan plan = rebuild(Seen.pair());
        Marker old = Seen.Vm.one().marker();

        assertThat(only(plan, Retire.class).marker())
                .isEqualTo(old.with(Marker.State.RETIRED).with(Optional.of(Demo.LEASE)));
        assertThat(only(plan, Restore.class).marker()).isEqualTo(old);
        assertThat(only(plan, Restore.class).start()).isTrue();
        assertThat(((Marker) only(plan, RemoveSuccessor.class).marker()).incarnation())
                .isEqualTo(2);
    }

    @Test
    void the_reserve_is_rebuilt_without_anybody_noticing() {
        Plan plan = rebuild(new Demo(), Seen.pair(), Demo.TWO);

        assertThat(plan.stages().get(1).effect()).isEqualTo("nobody notices");
        assertThat(plan.confirm()).containsExactly("the VM 201 is deleted in the end");
        assertThat(titles(plan)).startsWith("""
                the partner proves that it serves
                  lb-1
                    prove that VM 200 on pluto can serve
                    drain lb-2, so that lb-1 holds the virtual IPs
                """);
    }

    @Test
    void a_stopped_member_hands_nothing_over_and_is_not_started_by_the_undo() {
        Plan plan =
                rebuild(new Seen().vm(Seen.Vm.one().stopped()).vm(Seen.Vm.two()).free(202));

        assertThat(titles(plan))
                .startsWith("""
                the partner proves that it serves
                  lb-2
                    prove that VM 201 on fergus can serve
                build the successor
                """)
                .contains("keep VM 200 on pluto as it was")
                .doesNotContain("stop VM 200");
        assertThat(only(plan, Restore.class).start()).isFalse();
    }

    @Test
    void a_member_that_is_gone_is_built_with_nothing_to_delete_or_undo() {
        Plan plan = rebuild(new Seen().vm(Seen.Vm.two()).free(202));

        assertThat(plan.stages())
                .map(Stage::title)
                .containsExactly(
                        "keep other runs off",
                        "the partner proves that it serves",
                        "build the successor",
                        "put it into service");
        assertThat(plan.stages().get(2).lanes().get(0).undo()).isEmpty();
        assertThat(only(plan, MarkReady.class).marker().incarnation()).isEqualTo(1);
        assertThat(plan.confirm()).isEmpty();
    }

    @Test
    void a_half_made_member_is_replaced_and_its_seed_goes_with_it() {
        Plan plan = rebuild(new Seen()
                .vm(Seen.Vm.one().is(Marker.State.BUILDING).stopped())
                .vm(Seen.Vm.two())
                .volume(Demo.PLUTO, "lbseed:iso/lbprov_demo_lb-1_1.iso")
                .free(202));

        assertThat(titles(plan)).endsWith("""
                delete the old VM
                  lb-1
                    delete VM 200 on pluto and its disk
                    delete seed lbseed:iso/lbprov_demo_lb-1_1.iso on pluto
                """);
        assertThat(only(plan, Restore.class).marker().state()).isEqualTo(Marker.State.BUILDING);
    }

    @Test
    void a_fixed_vmid_means_that_the_old_vm_goes_first_and_the_reader_is_told() {
        Plan plan = rebuild(new Demo().pinned(200), Seen.pair(), Demo.ONE);

        assertThat(titles(plan))
                .contains("""
                build the successor
                  lb-1
                    stop VM 200 on pluto
                    delete VM 200 on pluto and its disk
                    download ubuntu-24.04-abababababababab.qcow2 to local on pluto
                    create VM 200 on pluto with 2 cores, 2GiB memory
                    upload seed lbprov_demo_lb-1_2.iso to lbseed on pluto
                    put the seed into VM 200 on pluto
                """)
                .doesNotContain("undo")
                .doesNotContain("retire")
                .doesNotContain("delete the old VM");
        assertThat(plan.notes())
                .map(Titles::line)
                .containsExactly(
                        "the old VM is deleted before its successor has proved itself; the profile fixes the VMID 200\n");
    }

    @Test
    void a_vmid_that_was_fixed_later_leaves_the_old_vm_in_reserve() {
        Plan plan = rebuild(new Demo().pinned(250), Seen.pair(), Demo.ONE);

        assertThat(titles(plan))
                .contains("create VM 250 on pluto")
                .contains("undo")
                .contains("delete the old VM");
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void each_stage_says_what_is_noticed_and_only_the_building_is_taken_back() {
        Plan plan = rebuild(Seen.pair());

        assertThat(plan.stages())
                .map(Stage::effect)
                .containsExactly(
                        "nobody notices",
                        "the virtual IPs move to lb-2; open connections are reset once",
                        "the pair has one member until this is done",
                        "the virtual IPs may move back; open connections are reset once",
                        "nobody notices");
        assertThat(plan.stages())
                .filteredOn(stage ->
                        stage.lanes().stream().anyMatch(lane -> !lane.undo().isEmpty()))
                .map(Stage::title)
                .containsExactly("build the successor");
    }

    @Test
    void the_partner_proves_itself_as_it_is_and_the_successor_beside_it() {
        Plan plan = rebuild(Seen.pair());

        assertThat(plan.steps())
                .filteredOn(ProveMember.class::isInstance)
                .map(step -> (ProveMember) step)
                .map(step -> step.vm().member() + " " + step.beginning())
                .containsExactly("lb-2 SERVING", "lb-1 BESIDE_PARTNER");
    }

    @Test
    void a_partner_that_was_drained_is_let_near_the_addresses_once_it_proved_itself() {
        Seen seen = new Seen()
                .vm(Seen.Vm.one())
                .vm(Seen.Vm.two())
                .says(Statuses.of("lb-1").holding())
                .says(Statuses.of("lb-2").drained())
                .free(202);

        assertThat(titles(rebuild(seen))).startsWith("""
                the partner proves that it serves
                  lb-2
                    prove that VM 201 on fergus can serve
                    let VM 201 on fergus take the virtual IPs
                    drain lb-1, so that lb-2 holds the virtual IPs
                build the successor
                """);
    }

    @Test
    void a_partner_that_cannot_carry_the_traffic_has_an_exit_status_of_its_own() {
        LbprovException unhealthy = catchThrowableOfType(
                LbprovException.class,
                () -> rebuild(
                        new Seen().vm(Seen.Vm.one()).vm(Seen.Vm.two().stopped()).withoutQuorum()));
        LbprovException refused = catchThrowableOfType(
                LbprovException.class, () -> rebuild(Seen.pair().withoutQuorum()));

        assertThat(unhealthy.status()).isEqualTo(ExitStatus.UNHEALTHY);
        assertThat(unhealthy.problems()).hasSize(1);
        assertThat(unhealthy.problems().get(0).attempt())
                .contains("bring the partner up first: lbprov create demo --member lb-2");
        assertThat(refused.status()).isEqualTo(ExitStatus.PROXMOX);
    }

    @Test
    void without_a_partner_that_serves_nothing_is_rebuilt() {
        String nobody = "; nobody would serve while lb-1 is rebuilt\n";

        assertThat(refused(new Seen().vm(Seen.Vm.one()))).isEqualTo("lb-2 has no VM" + nobody);
        assertThat(refused(new Seen().vm(Seen.Vm.one()).vm(Seen.Vm.two().stopped())))
                .isEqualTo("VM 201 (lb-2) on fergus is stopped and ready" + nobody);
        assertThat(refused(new Seen().vm(Seen.Vm.one()).vm(Seen.Vm.two().is(Marker.State.BUILDING))))
                .isEqualTo("VM 201 (lb-2) on fergus is running and building" + nobody);
    }

    @Test
    void what_lbprov_did_not_make_is_not_deleted_with_the_old_vm() {
        assertThat(refused(new Seen()
                        .vm(Seen.Vm.one()
                                .drive("scsi1", "basseng:vm-200-disk-1,size=1T")
                                .drive("unused0", "local-lvm:vm-200-disk-9")
                                .drive("sata3", "local:iso/rescue.iso,media=cdrom")
                                .snapshot("before-upgrade")
                                .protectedFromRemoval()
                                .haManaged()
                                .locked("backup"))
                        .vm(Seen.Vm.two())))
                .isEqualTo("""
                        lb-1 (VM 200 on pluto) has disks that lbprov did not make; scsi1: basseng:vm-200-disk-1,size=1T; unused0: local-lvm:vm-200-disk-9
                        lb-1 (VM 200 on pluto) has snapshots that lbprov did not make; before-upgrade
                        lb-1 (VM 200 on pluto) is protected; its protection flag is set
                        lb-1 (VM 200 on pluto) is managed by Proxmox HA; HA would start it again
                        lb-1 (VM 200 on pluto) is locked (backup); Proxmox is working on it
                        """);
    }

    @Test
    void a_rebuild_stops_at_everything_a_create_stops_at() {
        assertThat(refused(Seen.pair().withoutQuorum())).startsWith("the cluster of pluto has no quorum");
        assertThat(refused(Seen.pair().withoutBridges())).startsWith("no bridge vmbr0 on pluto");
        assertThat(refused(Seen.pair().free())).isEqualTo("no VMID is free for lb-1\n");
        assertThat(refused(Seen.pair().vm(Seen.Vm.foreign("lb-1", Demo.PLUTO, 300))))
                .startsWith("VM 300 (lb-1) on pluto is in the way");
        assertThat(refused(Seen.pair().vm(Seen.Vm.ofPair("staging", "edge-1").vrrp("vmbr0", 51))))
                .startsWith("the pair staging uses VRRP id 51");
        assertThat(refused(new Seen().vm(Seen.Vm.one().version("9.0.0")).vm(Seen.Vm.two())))
                .contains("was made by lbprov 9.0.0");
    }

    @Test
    void a_member_that_was_not_seen_is_not_built_a_second_time() {
        assertThat(refused(new Seen().vm(Seen.Vm.two()).silentNode(Demo.PLUTO)))
                .contains("node pluto cannot be read; connection refused; a member that was not seen may be there");
        assertThat(refused(Seen.pair().silentVm(Demo.PLUTO, 205, "lb-1")))
                .isEqualTo("VM 205 (lb-1) on pluto cannot be read;"
                        + " it is moving; a member that was not seen may be there\n");
    }

    @Test
    void stale_seeds_go_first() {
        assertThat(titles(rebuild(Seen.pair().volume(Demo.PLUTO, "lbseed:iso/lbprov_demo_lb-1_1.iso"))))
                .startsWith("""
                        clean up
                          pair
                            delete stale seed lbseed:iso/lbprov_demo_lb-1_1.iso on pluto
                        the partner proves that it serves
                        """);
    }
}
