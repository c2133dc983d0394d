package no.fribyte.lbprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.simulator.world.Vm;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.Place;
import no.fribyte.lbprov.support.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member's VM is replaced, and the pair serves all the time. */
class RebuildIT {
    private static final String FIRST = "load-balancer-1";
    private static final String SECOND = "load-balancer-2";
    private static final String HOST_KEY = "/etc/ssh/ssh_host_ed25519_key.pub";

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

    private Result rebuild(String... more) {
        List<String> line = new ArrayList<>(List.of("rebuild", "demo", FIRST, "--yes"));
        line.addAll(List.of(more));
        return lbprov.run(line.toArray(String[]::new));
    }

    /** Templates with which no member comes up. */
    private void breakTemplates() {
        lbprov.workspace().templates();
        lbprov.workspace().edit("cloudinit/haproxy.cfg.ftl", "    monitor-uri /healthz", "    colour blue");
    }

    private void isHealthyAgain(int vms) {
        assertThat(place().vms()).hasSize(vms);
        assertThat(place().volumes("iso")).isEmpty();
        assertThat(place().volumes("images"))
                .filteredOn(volume -> !volume.contains("9000"))
                .hasSize(vms);
        assertThat(place().holders()).containsExactly(FIRST);
        lbprov.run("status", "demo").exits(0);
        assertThat(lbprov.run("create", "demo").exits(0).out()).startsWith("Nothing to do");
    }

    private Map<String, String> cards(Vm vm) {
        Map<String, String> cards = new TreeMap<>(vm.config());
        cards.keySet().removeIf(key -> !key.startsWith("net"));
        return cards;
    }

    @Test
    void the_holder_comes_back_as_the_same_machine_with_another_vm() {
        lbprov.run("create", "demo").exits(0);
        Vm old = place().vm(FIRST);
        String hostKey = place().file(old, HOST_KEY).orElseThrow();
        String wireGuardKey = place().status(old).wireGuard().orElseThrow().publicKey();
        String netplan = lbprov.run("render", "demo").out();

        rebuild().exits(0);

        Vm now = place().vm(FIRST);
        assertThat(now.vmid()).isNotEqualTo(old.vmid());
        assertThat(now.node()).isEqualTo(old.node());
        assertThat(cards(now)).isEqualTo(cards(old)).hasSize(2);
        assertThat(now.config().get("smbios1")).isNotEqualTo(old.config().get("smbios1"));
        assertThat(place().file(now, HOST_KEY)).contains(hostKey);
        assertThat(place().status(now).wireGuard().orElseThrow().publicKey()).isEqualTo(wireGuardKey);
        assertThat(lbprov.run("render", "demo").out()).isEqualTo(netplan);
        Marker before = place().marker(old);
        Marker after = place().marker(now);
        assertThat(after.incarnation()).isEqualTo(2);
        assertThat(after.generation()).isEqualTo(1);
        assertThat(after.state()).isEqualTo(Marker.State.READY);
        assertThat(after.addresses()).isEqualTo(before.addresses());
        assertThat(after.hash()).isEqualTo(before.hash());
        assertThat(after.lease()).isEmpty();
        assertThat(now.config()).containsEntry("onboot", "1").containsEntry("tags", "demo;lbprov");
        isHealthyAgain(2);
    }

    @Test
    void somebody_holds_the_virtual_ip_at_every_moment_and_nobody_else() {
        lbprov.run("create", "demo").exits(0);
        int first = place().vm(FIRST).vmid();
        int second = place().vm(SECOND).vmid();
        List<List<Integer>> seen = new ArrayList<>();
        lbprov.time().watch(() -> {
            if (Thread.currentThread().getName().equals("lbprov-lane")) {
                List<Integer> now = place().holdingVms().stream().map(Vm::vmid).toList();
                if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(now)) {
                    seen.add(now);
                }
            }
        });

        rebuild().exits(0);

        lbprov.time().watch(() -> {});
        int successor = place().vm(FIRST).vmid();
        assertThat(seen).containsExactly(List.of(first), List.of(second), List.of(successor));
    }

    @Test
    void the_member_that_does_not_hold_the_virtual_ip_is_rebuilt_unnoticed() {
        lbprov.run("create", "demo").exits(0);
        int holder = place().vm(FIRST).vmid();

        Result result = lbprov.run("rebuild", "demo", SECOND, "--yes").exits(0);

        assertThat(result.err()).contains("the partner proves that it serves  (nobody notices)");
        assertThat(place().vm(FIRST).vmid()).isEqualTo(holder);
        assertThat(result.out()).contains("\n       lbprov rebuild demo load-balancer-1\n");
        isHealthyAgain(2);
    }

    @Test
    void a_successor_that_fails_is_removed_and_the_old_vm_serves_again() {
        lbprov.run("create", "demo").exits(0);
        Vm old = place().vm(FIRST);
        breakTemplates();

        Result result = rebuild("--templates", "cloudinit").exits(5);

        assertThat(result.problems())
                .contains("Error: the first boot of load-balancer-1 (VM 202 on pluto) failed")
                .contains("unknown keyword 'colour'");
        assertThat(result.err())
                .contains("taking back what was done")
                .contains("bring VM 200 on pluto back into service");
        Vm now = place().vm(FIRST);
        assertThat(now.vmid()).isEqualTo(old.vmid());
        assertThat(now.isRunning()).isTrue();
        assertThat(now.config()).containsEntry("onboot", "1");
        assertThat(place().status(now).drained()).isFalse();
        assertThat(place().marker(now)).isEqualTo(place().marker(old));
        isHealthyAgain(2);
    }

    @Test
    void a_member_that_is_stopped_is_replaced_all_the_same() {
        lbprov.run("create", "demo").exits(0);
        Vm old = place().vm(FIRST);
        place().powerOff(old);

        Result result = rebuild().exits(0);

        assertThat(result.err()).doesNotContain("drain load-balancer-1");
        assertThat(place().vm(FIRST).vmid()).isNotEqualTo(old.vmid());
        isHealthyAgain(2);
    }

    @Test
    void a_stopped_member_whose_successor_fails_stays_as_it_was() {
        lbprov.run("create", "demo").exits(0);
        Vm old = place().vm(FIRST);
        place().powerOff(old);
        breakTemplates();

        rebuild("--templates", "cloudinit").exits(5);

        assertThat(place().vm(FIRST).vmid()).isEqualTo(old.vmid());
        assertThat(place().vm(FIRST).isRunning()).isFalse();
        assertThat(place().marker(place().vm(FIRST))).isEqualTo(place().marker(old));
        assertThat(place().vms()).hasSize(2);
        lbprov.run("create", "demo").exits(0);
        isHealthyAgain(2);
    }

    @Test
    void a_member_that_was_half_made_is_replaced() {
        lbprov.run("create", "demo", "--member", SECOND).exits(0);
        breakTemplates();
        lbprov.run("create", "demo", "--member", FIRST, "--templates", "cloudinit")
                .exits(5);
        assertThat(place().marker(place().vm(FIRST)).state()).isEqualTo(Marker.State.BUILDING);

        rebuild().exits(0);

        assertThat(place().marker(place().vm(FIRST)).incarnation()).isEqualTo(2);
        isHealthyAgain(2);
    }

    @Test
    void a_member_that_is_gone_is_made_anew() {
        lbprov.run("create", "demo").exits(0);
        lbprov.run("destroy", "demo", "--member", FIRST, "--confirm", "demo").exits(0);
        assertThat(place().vms()).hasSize(1);
        assertThat(place().holders()).containsExactly(SECOND);

        rebuild().exits(0);

        isHealthyAgain(2);
    }

    @Test
    void with_a_fixed_vmid_the_plan_says_that_the_old_vm_goes_first() {
        lbprov.workspace()
                .edit(
                        "profiles/demo.yaml",
                        "load-balancer-1: {node: pluto",
                        "load-balancer-1: {vmid: 250, node: pluto");
        lbprov.run("create", "demo").exits(0);
        assertThat(place().vm(FIRST).vmid()).isEqualTo(250);

        Result result = rebuild().exits(0);

        assertThat(result.problems())
                .contains("Warning: the old VM is deleted before its successor has proved itself why: the profile fixes"
                        + " the VMID 250");
        assertThat(result.err().indexOf("- delete VM 250"))
                .isLessThan(result.err().indexOf("+ create VM 250"));
        assertThat(place().vm(FIRST).vmid()).isEqualTo(250);
        assertThat(place().marker(place().vm(FIRST)).incarnation()).isEqualTo(2);
        isHealthyAgain(2);
    }

    @Test
    void without_a_partner_it_is_refused_before_anything_is_done() {
        lbprov.run("create", "demo", "--member", FIRST).exits(0);
        int writes = place().writes().size();

        Result result = rebuild().exits(6);

        assertThat(result.err()).isEqualTo("""
                        Error: load-balancer-2 has no VM
                          why: nobody would serve while load-balancer-1 is rebuilt
                          try: bring the partner up first: lbprov create demo --member load-balancer-2
                        """);
        assertThat(place().writes()).hasSize(writes);
    }

    @Test
    void with_a_stopped_partner_it_is_refused() {
        lbprov.run("create", "demo").exits(0);
        place().powerOff(place().vm(SECOND));
        int writes = place().writes().size();

        assertThat(rebuild().exits(6).problems())
                .contains("Error: VM 201 (load-balancer-2) on fergus is stopped and ready why: nobody would serve");
        assertThat(place().writes()).hasSize(writes);
    }

    @Test
    void a_partner_that_cannot_serve_stops_it_before_the_holder_is_touched() {
        lbprov.run("create", "demo").exits(0);
        place().lan().stopService(place().disk(place().vm(SECOND)), "haproxy");
        int writes = place().writes().size();

        Result result = rebuild().exits(5);

        assertThat(result.problems())
                .contains("Error: load-balancer-2 (VM 201 on fergus) did not prove that it can serve why:")
                .contains("haproxy");
        assertThat(place().writes().subList(writes, place().writes().size()))
                .as("only the leases were written and taken back")
                .extracting(write -> write.method() + " " + write.path())
                .containsExactly(
                        "PUT /nodes/pluto/qemu/200/config",
                        "PUT /nodes/fergus/qemu/201/config",
                        "PUT /nodes/fergus/qemu/201/config",
                        "PUT /nodes/pluto/qemu/200/config");
        assertThat(place().vms()).allMatch(vm -> place().marker(vm).lease().isEmpty());
        assertThat(place().holders()).containsExactly(FIRST);
    }

    @Test
    void it_takes_a_yes_from_a_person_or_the_option() {
        lbprov.run("create", "demo").exits(0);
        int writes = place().writes().size();

        assertThat(lbprov.run("rebuild", "demo", FIRST).exits(2).problems())
                .contains("Error: nothing was done: nobody agreed")
                .contains("load-balancer-1 holds the virtual IPs: its connections are cut when they move");
        lbprov.typing("n\n");
        assertThat(lbprov.run("rebuild", "demo", FIRST).exits(2).err()).endsWith("Go on? [y/N] Nothing was done.\n");
        assertThat(place().writes()).hasSize(writes);
        lbprov.typing("yes\n");
        assertThat(lbprov.run("rebuild", "demo", FIRST).exits(0).err()).contains("Go on? [y/N] ");
        isHealthyAgain(2);
    }

    @Test
    void a_disk_that_somebody_added_is_in_the_way() {
        lbprov.run("create", "demo").exits(0);
        Vm vm = place().vm(FIRST);
        place().configure(vm, no.fribyte.lbprov.proxmox.Form.empty().with("scsi1", "local-lvm:4"));
        int writes = place().writes().size();

        assertThat(rebuild().exits(4).problems())
                .contains("Error: load-balancer-1 (VM 200 on pluto) has disks that lbprov did not make why: scsi1:"
                        + " local-lvm:vm-200-disk-1");
        assertThat(place().writes()).hasSize(writes);
    }
}
