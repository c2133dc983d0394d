package no.fribyte.lbprov.plan;

import static no.fribyte.lbprov.plan.Titles.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.guest.Statuses;
import no.fribyte.lbprov.model.Lease;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import org.junit.jupiter.api.Test;

/** Everything that planning stops at, since going on would touch what is not ours or fail half-way. */
class RefusalTest {
    private static final Set<MemberName> BOTH = Set.of(Demo.ONE, Demo.TWO);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static String refused(Demo demo, Seen seen) {
        return refusal(() -> new Planner(demo.desired(), seen.make()).create(BOTH));
    }

    private static String refused(Seen seen) {
        return refused(new Demo(), seen);
    }

    private static boolean planned(Demo demo, Seen seen) {
        return new Planner(demo.desired(), seen.make()).create(BOTH).isEmpty();
    }

    @Test
    void a_vm_of_somebody_else_with_a_members_name_is_in_the_way() {
        assertThat(refused(new Seen().vm(Seen.Vm.foreign("lb-1", Demo.FERGUS, 300))))
                .isEqualTo("VM 300 (lb-1) on fergus is in the way of lb-1;"
                        + " it has no lbprov marker in its description\n");
    }

    @Test
    void a_copy_of_a_member_is_in_the_way_but_the_member_is_not() {
        assertThat(refused(Seen.pair().vm(Seen.Vm.one().copiedTo(300))))
                .isEqualTo("VM 300 (lb-1) on pluto is in the way of lb-1;"
                        + " its marker is that of VM 200: a copy or a restored backup\n");
    }

    @Test
    void a_vm_of_somebody_else_on_the_fixed_vmid_is_in_the_way() {
        assertThat(refused(new Demo().pinned(250), new Seen().vm(Seen.Vm.foreign("web", Demo.PLUTO, 250))))
                .isEqualTo("VM 250 (web) on pluto is in the way of lb-1;"
                        + " it has no lbprov marker in its description\n");
    }

    @Test
    void a_member_of_another_pair_with_the_same_name_is_in_the_way() {
        assertThat(refused(new Seen().vm(Seen.Vm.ofPair("staging", "lb-1"))))
                .isEqualTo("VM 250 (lb-1) on pluto is in the way of lb-1; it belongs to another pair or member\n");
    }

    @Test
    void any_other_vm_is_nobodys_business() {
        assertThat(planned(
                        new Demo(),
                        Seen.pair()
                                .vm(Seen.Vm.foreign("web", Demo.PLUTO, 202))
                                .vm(Seen.Vm.ofPair("staging", "edge-1"))))
                .isTrue();
    }

    @Test
    void the_markers_of_another_pair_tell_what_is_taken() {
        Seen.Vm other = Seen.Vm.ofPair("staging", "edge-1")
                .address("198.51.100.11")
                .virtualIp(Statuses.VIRTUAL_IP)
                .vrrp("vmbr0", 51)
                .key(Statuses.KEY);

        assertThat(refused(new Seen().vm(other))).isEqualTo("""
                the pair staging uses address 198.51.100.11 already; the marker of VM 250 (edge-1) on pluto says so
                the pair staging uses address 198.51.100.10 already; the marker of VM 250 (edge-1) on pluto says so
                the pair staging uses VRRP id 51 on vmbr0 already; the marker of VM 250 (edge-1) on pluto says so
                the pair staging uses this WireGuard server key already; the marker of VM 250 (edge-1) on pluto says so
                """);
    }

    @Test
    void a_vrrp_id_may_be_used_twice_on_different_segments() {
        Seen.Vm tagged = Seen.Vm.ofPair("staging", "edge-1").vrrp("vmbr0.20", 51);

        assertThat(planned(new Demo(), Seen.pair().vm(tagged))).isTrue();
        assertThat(refused(new Demo().vlan(20), new Seen().vm(tagged)))
                .startsWith("the pair staging uses VRRP id 51 on vmbr0.20 already");
    }

    private static Optional<LbprovException> held(Seen.Vm vm, boolean dead) {
        return new OthersWork(new Demo().pair(), new Seen().vm(vm).make().vms())
                .leased(Demo.LEASE, node -> NOW, lease -> dead);
    }

    @Test
    void a_member_that_another_run_works_on_is_left_to_it() {
        Lease other = new Lease("run-0", "ola", "desk", 99, NOW.minusSeconds(60), NOW.plusSeconds(60));
        Seen.Vm building = Seen.Vm.one().is(Marker.State.BUILDING).lease(other);

        LbprovException refused = held(building, false).orElseThrow();

        assertThat(refused.status()).isEqualTo(ExitStatus.SOMEONE_ELSE);
        assertThat(refused.problems().get(0).line())
                .isEqualTo("someone else is working on lb-1;"
                        + " ola@desk is at it since 2025-12-31T23:59:00Z, and keeps it until 2026-01-01T00:01:00Z"
                        + " (process 99, run run-0); try: wait for that run to end;"
                        + " if you know that it is dead, you need not: --take-over run-0");
    }

    @Test
    void a_lease_of_a_dead_run_of_the_past_or_of_this_run_holds_nobody_up() {
        Lease other = new Lease("run-0", "ola", "desk", 99, NOW.minusSeconds(60), NOW.plusSeconds(60));
        Lease past = new Lease("run-0", "ola", "desk", 99, NOW.minusSeconds(60), NOW);

        assertThat(held(Seen.Vm.one().lease(other), true)).isEmpty();
        assertThat(held(Seen.Vm.one().lease(past), false)).isEmpty();
        assertThat(held(Seen.Vm.one().lease(Demo.LEASE), false)).isEmpty();
    }

    @Test
    void a_lease_on_the_member_of_another_pair_is_no_concern() {
        Lease other = new Lease("run-0", "ola", "desk", 99, NOW.minusSeconds(60), NOW.plusSeconds(60));

        assertThat(held(Seen.Vm.ofPair("staging", "edge-1").lease(other), false))
                .isEmpty();
    }

    @Test
    void an_older_lbprov_does_not_undo_the_work_of_a_newer() {
        assertThat(refused(new Seen().vm(Seen.Vm.one().version("0.10.0")).vm(Seen.Vm.two())))
                .isEqualTo("VM 200 (lb-1) on pluto was made by lbprov 0.10.0;"
                        + " this is lbprov 0.2.0, which could undo what the newer one did\n");
        assertThat(planned(
                        new Demo(),
                        new Seen().vm(Seen.Vm.one().version("0.1.9")).vm(Seen.Vm.two())))
                .isTrue();
    }

    @Test
    void an_older_lbprov_does_not_destroy_what_a_newer_made() {
        OthersWork work = new OthersWork(
                new Demo().pair(),
                new Seen().vm(Seen.Vm.one().version("0.10.0")).make().vms());

        assertThat(refusal(() -> work.refuseNewer("0.2.0", BOTH)))
                .startsWith("VM 200 (lb-1) on pluto was made by lbprov 0.10.0; this is lbprov 0.2.0");
        assertThatCode(() -> work.refuseNewer("0.2.0", Set.of(Demo.TWO))).doesNotThrowAnyException();
    }

    @Test
    void versions_are_compared_by_number_and_odd_ones_not_at_all() {
        assertThat(Versions.compare("0.10.0", "0.9.9")).isPositive();
        assertThat(Versions.compare("1.0.0", "0.9.9")).isPositive();
        assertThat(Versions.compare("0.2.0", "0.2.1")).isNegative();
        assertThat(Versions.compare("0.2.0-SNAPSHOT", "0.2.0")).isZero();
        assertThat(Versions.compare("unknown", "0.2.0")).isZero();
    }

    @Test
    void a_storage_that_is_not_there_or_takes_something_else_is_told() {
        assertThat(refused(new Seen()
                        .withoutStorage(Demo.PLUTO, "local-lvm")
                        .storage(Demo.FERGUS, "lbseed", "backup")
                        .storage(Demo.FERGUS, "local", "iso")))
                .isEqualTo("""
                        no storage local-lvm on pluto for VM disks; it is not there, not enabled, or not in sight of the token
                        storage lbseed on fergus does not take seeds; its content types are [backup]
                        storage local on fergus does not take cloud images; its content types are [iso]
                        """);
    }

    @Test
    void a_storage_that_takes_something_else_comes_with_the_command_that_changes_it() {
        Seen seen = new Seen().storage(Demo.PLUTO, "local", "iso", "backup");

        LbprovException refused = catchThrowableOfType(
                LbprovException.class, () -> new Planner(new Demo().desired(), seen.make()).create(BOTH));

        assertThat(refused.status()).isEqualTo(ExitStatus.PROXMOX);
        assertThat(refused.problems().get(0).attempt())
                .contains("as admin: pvesm set local --content backup,iso,import");
    }

    @Test
    void a_bridge_that_is_not_in_sight_is_told() {
        assertThat(refused(new Seen().withoutBridges())).isEqualTo("""
                no bridge vmbr0 on pluto; it is not there, or the token may not use it
                no bridge vmbr0 on fergus; it is not there, or the token may not use it
                """);
    }

    @Test
    void a_template_is_needed_only_where_a_member_is_made() {
        Demo demo = new Demo().template(9000);

        assertThat(refused(demo, new Seen().template(Demo.FERGUS, 9000).template(Demo.PLUTO, 9001)))
                .isEqualTo("no template 9000 on pluto; no template with this VMID is in sight of the token\n");
        assertThat(planned(demo, Seen.pair())).isTrue();
    }

    @Test
    void an_image_that_the_inventory_does_not_name_is_told() {
        assertThat(refused(new Demo().images(Map.of()), new Seen())).isEqualTo("""
                the inventory has no image of ubuntu-24.04 for pluto
                the inventory has no image of ubuntu-24.04 for fergus
                """);
    }

    @Test
    void an_old_proxmox_is_told_what_it_cannot_do() {
        assertThat(refused(new Seen().version("8.1.4").vm(Seen.Vm.two())))
                .isEqualTo("pluto runs Proxmox VE 8.1.4; lbprov needs 8.2 or later\n");
        assertThat(refused(new Seen().version("8.3.0").vm(Seen.Vm.two())))
                .isEqualTo("pluto cannot make a disk of a cloud image;"
                        + " Proxmox VE 8.3.0 takes disk images over its API from 8.4 on\n");
        assertThat(planned(
                        new Demo().template(9000),
                        new Seen().version("8.2.0").template(Demo.PLUTO, 9000).vm(Seen.Vm.two())))
                .isFalse();
    }

    @Test
    void without_a_free_vmid_nothing_is_begun() {
        assertThat(refused(new Seen().free(200))).isEqualTo("no VMID is free for lb-2\n");
        assertThat(planned(new Demo().pinned(250), new Seen().free(200))).isFalse();
    }

    @Test
    void a_member_that_was_not_seen_may_be_on_the_node_that_was_not_read() {
        assertThat(refused(new Seen().silentNode(Demo.FERGUS).vm(Seen.Vm.one())))
                .isEqualTo("node fergus cannot be read; connection refused; a member that was not seen may be there\n");
    }

    @Test
    void a_node_that_hides_both_members_is_told_once() {
        assertThat(refused(new Seen().silentNode(Demo.FERGUS)))
                .isEqualTo("node fergus cannot be read; connection refused; a member that was not seen may be there\n");
    }

    @Test
    void a_vm_that_was_listed_and_not_read_is_not_made_again_unless_it_is_another() {
        assertThat(refused(new Seen().vm(Seen.Vm.two()).silentVm(Demo.PLUTO, 205, "lb-1")))
                .isEqualTo("VM 205 (lb-1) on pluto cannot be read;"
                        + " it is moving; a member that was not seen may be there\n");
        assertThat(planned(new Demo(), new Seen().vm(Seen.Vm.two()).silentVm(Demo.PLUTO, 205, "edge-1")))
                .isFalse();
    }

    @Test
    void a_fixed_vmid_that_is_in_use_elsewhere_is_told_before_anything_is_uploaded() {
        Demo demo = new Demo().pinned(250);

        assertThat(refused(demo, new Seen().taken(Demo.ONE, "container 250 (web) on fergus")))
                .isEqualTo("VMID 250 of lb-1 is taken; container 250 (web) on fergus has it\n");
        assertThat(planned(
                        demo,
                        new Seen()
                                .vm(Seen.Vm.one().id(250).on(Demo.FERGUS))
                                .vm(Seen.Vm.two())
                                .taken(Demo.ONE, "VM 250 (lb-1) on fergus")))
                .isTrue();
    }

    @Test
    void a_node_that_cannot_be_read_does_not_matter_when_all_is_there() {
        Plan plan = new Planner(
                        new Demo().desired(),
                        Seen.pair().silentNode(Demo.FERGUS).make())
                .create(BOTH);

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.notes()).map(Titles::line).containsExactly("node fergus cannot be read; connection refused\n");
    }

    @Test
    void a_half_made_member_that_proxmox_works_on_or_restarts_is_left_alone() {
        assertThat(refused(new Seen()
                        .vm(Seen.Vm.one().is(Marker.State.BUILDING).locked("backup"))
                        .vm(Seen.Vm.two().is(Marker.State.BUILDING).haManaged())))
                .isEqualTo("""
                        lb-1 (VM 200 on pluto) is locked (backup); Proxmox is working on it
                        lb-2 (VM 201 on fergus) is managed by Proxmox HA; HA would start it again
                        """);
    }

    @Test
    void all_problems_are_told_at_once_and_each_once() {
        Seen seen = new Seen()
                .free()
                .withoutBridges()
                .vm(Seen.Vm.foreign("lb-1", Demo.PLUTO, 300))
                .vm(Seen.Vm.ofPair("staging", "edge-1").vrrp("vmbr0", 51));

        assertThat(refused(seen).lines())
                .hasSize(6)
                .doesNotHaveDuplicates()
                .anyMatch(line -> line.startsWith("the pair staging"))
                .anyMatch(line -> line.startsWith("VM 300"))
                .anyMatch(line -> line.startsWith("no bridge"))
                .anyMatch(line -> line.startsWith("no VMID"));
    }
}
