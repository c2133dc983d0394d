package no.fribyte.lbprov.plan;

import static no.fribyte.lbprov.plan.Titles.refusal;
import static no.fribyte.lbprov.plan.Titles.titles;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.MemberName;
import org.junit.jupiter.api.Test;

class DestroyPlanTest {
    private static Plan destroy(Seen seen, MemberName... names) {
        Demo demo = new Demo();
        return new DestroyPlan(demo.pair(), demo.place(), seen.make(), Demo.LEASE).of(Set.of(names));
    }

    private static Plan destroy(Seen seen) {
        return destroy(seen, Demo.ONE, Demo.TWO);
    }

    @Test
    void both_members_are_stopped_and_deleted_after_somebody_agreed() {
        Plan plan = destroy(Seen.pair());

        assertThat(titles(plan)).isEqualTo("""
                delete
                  lb-1
                    stop VM 200 on pluto
                    delete VM 200 on pluto and its disk
                  lb-2
                    stop VM 201 on fergus
                    delete VM 201 on fergus and its disk
                """);
        assertThat(plan.confirm())
                .containsExactly(
                        "VM 200 (lb-1) on pluto is deleted with its disk",
                        "VM 201 (lb-2) on fergus is deleted with its disk");
        assertThat(plan.stages().get(1).effect()).isEqualTo("everything the pair serves is gone");
    }

    @Test
    void one_member_can_go_alone() {
        Plan plan = destroy(Seen.pair(), Demo.TWO);

        assertThat(titles(plan)).doesNotContain("VM 200").contains("delete VM 201");
        assertThat(plan.stages().get(1).effect()).isEqualTo("there is no second member any more");
    }

    @Test
    void the_one_that_holds_the_virtual_ips_goes_at_the_price_of_connections() {
        assertThat(destroy(Seen.pair(), Demo.ONE).stages().get(1).effect())
                .isEqualTo("the virtual IPs move to the other member, open connections are cut;"
                        + " there is no second member any more");
    }

    @Test
    void the_last_member_that_runs_takes_all_with_it() {
        Seen stopped = new Seen().vm(Seen.Vm.one()).vm(Seen.Vm.two().stopped());

        assertThat(destroy(stopped, Demo.ONE).stages().get(1).effect()).isEqualTo("everything the pair serves is gone");
        assertThat(destroy(new Seen().vm(Seen.Vm.one()), Demo.ONE)
                        .stages()
                        .get(1)
                        .effect())
                .isEqualTo("everything the pair serves is gone");
        assertThat(destroy(stopped, Demo.TWO).stages().get(1).effect()).isEqualTo("there is no second member any more");
    }

    @Test
    void where_there_is_nothing_there_is_nothing_to_do() {
        assertThat(destroy(new Seen().vm(Seen.Vm.foreign("web", Demo.PLUTO, 300)))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void every_vm_of_a_member_goes_however_far_it_is() {
        assertThat(titles(destroy(new Seen()
                        .vm(Seen.Vm.one().is(Marker.State.RETIRED).stopped())
                        .vm(Seen.Vm.one()
                                .id(202)
                                .incarnation(2)
                                .is(Marker.State.CLONING)
                                .stopped()))))
                .isEqualTo("""
                        delete
                          lb-1
                            delete VM 200 on pluto and its disk
                            delete VM 202 on pluto and its disk
                        """);
    }

    @Test
    void seeds_of_the_pair_go_and_those_of_others_stay() {
        assertThat(titles(destroy(new Seen()
                        .vm(Seen.Vm.one().is(Marker.State.BUILDING).stopped())
                        .volume(Demo.PLUTO, "lbseed:iso/lbprov_demo_lb-1_1.iso")
                        .volume(Demo.FERGUS, "lbseed:iso/lbprov_staging_lb-1_1.iso"))))
                .isEqualTo("""
                        clean up
                          pair
                            delete stale seed lbseed:iso/lbprov_demo_lb-1_1.iso on pluto
                        delete
                          lb-1
                            delete VM 200 on pluto and its disk
                        """);
    }

    @Test
    void the_seed_that_the_other_member_waits_for_stays() {
        Seen seen = new Seen()
                .vm(Seen.Vm.one().is(Marker.State.BUILDING).stopped())
                .vm(Seen.Vm.two())
                .volume(Demo.PLUTO, "lbseed:iso/lbprov_demo_lb-1_1.iso")
                .volume(Demo.FERGUS, "lbseed:iso/lbprov_demo_lb-2_1.iso");

        assertThat(titles(destroy(seen, Demo.TWO)))
                .contains("lbprov_demo_lb-2_1.iso")
                .doesNotContain("lbprov_demo_lb-1_1.iso");
    }

    @Test
    void a_vm_that_only_looks_like_ours_is_left_alone_and_named() {
        Plan plan = destroy(Seen.pair().vm(Seen.Vm.one().copiedTo(300)));

        assertThat(titles(plan)).doesNotContain("300");
        assertThat(plan.notes())
                .map(Titles::line)
                .containsExactly("left alone: VM 300 (lb-1) on pluto is in the way of lb-1;"
                        + " its marker is that of VM 200: a copy or a restored backup\n");
    }

    @Test
    void what_lbprov_did_not_make_stops_it() {
        assertThat(refusal(() -> destroy(new Seen()
                        .vm(Seen.Vm.one().drive("scsi1", "basseng:vm-200-disk-1"))
                        .vm(Seen.Vm.two().snapshot("s1")))))
                .isEqualTo("""
                        lb-1 (VM 200 on pluto) has disks that lbprov did not make; scsi1: basseng:vm-200-disk-1
                        lb-2 (VM 201 on fergus) has snapshots that lbprov did not make; s1
                        """);
    }

    @Test
    void the_seed_and_an_empty_drive_are_lbprovs_own() {
        assertThat(titles(destroy(new Seen()
                        .vm(Seen.Vm.one().drive("ide2", "lbseed:iso/lbprov_demo_lb-1_1.iso,media=cdrom"))
                        .vm(Seen.Vm.two().drive("ide2", "local-lvm:vm-201-cloudinit,media=cdrom")))))
                .contains("delete VM 200")
                .contains("delete VM 201");
    }

    @Test
    void the_state_disks_that_a_clone_brings_are_no_obstacle_but_disks_beside_them_are() {
        Seen.Vm clone = Seen.Vm.one()
                .drive("efidisk0", "local-lvm:vm-200-disk-1,efitype=4m,size=4M")
                .drive("tpmstate0", "local-lvm:vm-200-disk-2,size=4M,version=v2.0");

        assertThat(titles(destroy(new Seen().vm(clone)))).contains("delete VM 200");
        assertThat(refusal(() -> destroy(new Seen().vm(clone.drive("efidisk1", "local-lvm:vm-200-disk-3")))))
                .isEqualTo(
                        "lb-1 (VM 200 on pluto) has disks that lbprov did not make; efidisk1: local-lvm:vm-200-disk-3\n");
    }

    @Test
    void a_cluster_without_quorum_deletes_nothing() {
        assertThat(refusal(() -> destroy(Seen.pair().withoutQuorum())))
                .startsWith("the cluster of pluto has no quorum");
    }

    @Test
    void a_member_that_may_be_on_a_node_that_cannot_be_read_is_not_taken_for_gone() {
        assertThat(refusal(() -> destroy(new Seen().vm(Seen.Vm.one()).silentNode(Demo.FERGUS))))
                .isEqualTo("node fergus cannot be read; connection refused; a member that was not seen may be there\n");
        assertThat(refusal(() -> destroy(new Seen().silentVm(Demo.FERGUS, 201, "lb-2"), Demo.TWO)))
                .startsWith("VM 201 (lb-2) on fergus cannot be read");
    }

    @Test
    void a_node_that_cannot_be_read_is_told_since_a_seed_may_be_left_there() {
        Plan plan = destroy(new Seen().vm(Seen.Vm.one()).silentNode(Demo.FERGUS), Demo.ONE);

        assertThat(plan.notes()).map(Titles::line).containsExactly("node fergus cannot be read; connection refused\n");
        assertThat(titles(plan)).contains("delete VM 200");
    }
}
