package no.fribyte.lbprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.proxmox.Form;
import no.fribyte.lbprov.proxmox.Upload;
import no.fribyte.lbprov.simulator.fault.Fault;
import no.fribyte.lbprov.simulator.guest.GuestTiming;
import no.fribyte.lbprov.simulator.world.Timing;
import no.fribyte.lbprov.simulator.world.Vm;
import no.fribyte.lbprov.support.Death;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What cannot be seen, or is still being made, is neither taken for missing nor for broken. */
class OutOfSightIT {
    private static final String FIRST = "load-balancer-1";
    private static final String SECOND = "load-balancer-2";
    private static final Fault GONE =
            new Fault.Refuse(500, "Configuration file 'nodes/pluto/qemu-server/200.conf' does not exist");

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

    private void vm(String node, int id, String name) {
        Form settings = Form.empty()
                .with("name", name)
                .with("memory", 512)
                .with("pool", "lb")
                .with("scsi0", "local-lvm:1");
        place().proxmox().node(new NodeName(node)).createVm(new VmId(id), settings);
    }

    /** A clone that goes on for as long as nobody waits. */
    private void cloneSlowly() {
        Duration zero = Duration.ZERO;
        Duration copy = Duration.ofMinutes(5);
        Timing timing = new Timing(zero, zero, copy, zero, zero, zero, zero, zero, zero, zero, zero, zero, zero);
        lbprov.simulating(
                options -> options.withTiming(timing, GuestTiming.instant()).withClock(lbprov.time()));
        lbprov.workspace()
                .edit("inventory/simulator.yaml", "  pluto: {", "  pluto: {images: {ubuntu-24.04: {template: 9000}}, ");
        place().proxmox()
                .node(new NodeName("pluto"))
                .vm(new VmId(9000))
                .cloneTo(
                        new VmId(250),
                        Form.empty().with("name", "copy").with("full", true).with("pool", "lb"));
    }

    private boolean cloning() {
        return place().vms().stream()
                .anyMatch(vm -> vm.vmid() == 250 && vm.lock().isPresent());
    }

    @Test
    void a_member_on_a_node_that_is_down_is_not_made_a_second_time() {
        lbprov.run("create", "demo").exits(0);
        lbprov.workspace().edit("inventory/simulator.yaml", "  skaftetrynet: {addresses: \"simulator:\"}\n", "");
        lbprov.changeWorld(world -> world.path("vms").forEach(vm -> {
            if (vm.path("vmid").asInt() == 200) {
                ((ObjectNode) vm).put("node", "skaftetrynet");
            }
        }));
        place().faults().nodeDown("skaftetrynet");

        assertThat(lbprov.run("plan", "demo").exits(4).problems())
                .contains("Error: VM 200 (load-balancer-1) on skaftetrynet cannot be read")
                .contains("offline");
        assertThat(lbprov.run("status", "demo").exits(6).out())
                .contains("load-balancer-2 holds the virtual IPs, but load-balancer-1 cannot be seen: VM 200")
                .contains("VM 200 on skaftetrynet, not seen");
    }

    @Test
    void a_vm_that_is_just_moving_is_looked_for_again_and_never_taken_for_gone() {
        lbprov.run("create", "demo").exits(0);
        place().faults().on("GET", "/nodes/pluto/qemu/200/config").is(GONE);
        assertThat(lbprov.run("plan", "demo").exits(0).out()).startsWith("Nothing to do");

        place().faults().on("GET", "/nodes/pluto/qemu/200/config").always().is(GONE);
        assertThat(lbprov.run("plan", "demo").exits(4).problems())
                .contains("Error: VM 200 (load-balancer-1) on pluto cannot be read")
                .contains("moving to another node");
    }

    @Test
    void with_the_holders_node_down_status_cannot_tell() {
        lbprov.run("create", "demo").exits(0);
        place().faults().nodeDown("pluto");

        assertThat(lbprov.run("status", "demo").exits(6).out())
                .contains("demo  cannot tell who holds the virtual IPs: load-balancer-1: node pluto cannot be read")
                .contains("VM 200 on pluto, not seen")
                .contains("○ ready to take over")
                .contains("try: check that pluto is up")
                .doesNotContain("down:");
        JsonNode member = lbprov.run("status", "demo", "--output", "json")
                .exits(6)
                .json()
                .path("pair")
                .path("members")
                .path(0);
        assertThat(member.path("reach").asString()).isEqualTo("unreachable");
        assertThat(member.path("silence").asString()).startsWith("node pluto cannot be read: ");
        assertThat(member.path("vmid").asInt()).isEqualTo(200);
    }

    @Test
    void a_member_that_is_silent_may_hold_the_virtual_ips() {
        lbprov.run("create", "demo").exits(0);
        place().faults()
                .on("POST", "/nodes/pluto/qemu/200/agent/ping")
                .always()
                .is(new Fault.Refuse(500, "QEMU guest agent is not running"));

        assertThat(lbprov.run("status", "demo").exits(6).out())
                .contains("cannot tell who holds the virtual IPs: load-balancer-1: the guest agent does not answer");
    }

    @Test
    void what_is_half_made_is_called_unfinished() {
        lbprov.workspace().templates();
        lbprov.workspace().edit("cloudinit/haproxy.cfg.ftl", "    monitor-uri /healthz", "    colour blue");
        lbprov.run("create", "demo", "--templates", "cloudinit").exits(5);

        assertThat(lbprov.run("status", "demo").exits(8).out())
                .contains("demo  unfinished: no member is ready yet")
                .contains("try: lbprov create demo");
    }

    @Test
    void status_needs_no_storage_no_bridge_and_no_snapshot() {
        lbprov.run("create", "demo").exits(0);
        for (String path : new String[] {
            "/nodes/*/storage", "/nodes/*/storage/**", "/nodes/*/network", "/nodes/*/qemu/*/snapshot", "/nodes/*/tasks"
        }) {
            place().faults().on("GET", path).always().is(new Fault.Refuse(500, "got timeout"));
        }

        assertThat(lbprov.run("status", "demo").exits(0).out()).contains("demo  healthy: ");
    }

    @Test
    void status_does_not_wait_for_what_is_at_work() {
        cloneSlowly();

        assertThat(lbprov.run("status", "demo").exits(8).out()).contains("lbprov is at work: qmclone 9000 on pluto");
        assertThat(cloning()).isTrue();
    }

    @Test
    void a_clone_that_an_earlier_run_began_is_waited_for() {
        cloneSlowly();

        assertThat(lbprov.run("plan", "demo").exits(0).err())
                .contains("waiting for a task of an earlier run: qmclone 9000 on pluto");
        assertThat(cloning()).isFalse();
    }

    @Test
    void a_vm_that_is_being_made_and_has_no_name_yet_is_waited_for() {
        vm("pluto", 250, "copy");
        assertThat(place().vms()).noneMatch(vm -> vm.lock().isPresent());
        lbprov.changeWorld(world -> world.path("vms").forEach(vm -> {
            if (vm.path("vmid").asInt() == 250) {
                ((ObjectNode) vm).putObject("config").put("lock", "clone");
            }
        }));

        assertThat(lbprov.run("plan", "demo").exits(4).problems())
                .contains("Error: VM 250 on pluto is being made (clone)")
                .contains("qm unlock 250");
    }

    @Test
    void with_all_members_in_sight_a_node_that_was_not_read_is_still_told() {
        lbprov.run("create", "demo").exits(0);
        place().faults().nodeDown("skaftetrynet");

        for (String command : new String[] {"create", "plan"}) {
            assertThat(lbprov.run(command, "demo").exits(0).problems())
                    .startsWith("Warning: node skaftetrynet cannot be read why: ");
        }
    }

    @Test
    void a_wrong_token_is_one_error_for_each_node() {
        place().faults().on("GET", "/**").always().is(new Fault.Refuse(401, "authentication failure"));

        assertThat(lbprov.run("create", "demo").exits(4).problems())
                .contains("Error: node pluto cannot be read: it refuses the token")
                .endsWith("3 problems ");
    }

    @Test
    void a_seed_on_a_node_that_the_pair_has_left_is_removed() {
        place().proxmox()
                .node(new NodeName("skaftetrynet"))
                .storage("lbseed")
                .upload(Upload.iso("lbprov_demo_load-balancer-1_7.iso", new byte[4096]));

        assertThat(lbprov.run("plan", "demo").exits(0).out())
                .contains("delete stale seed lbseed:iso/lbprov_demo_load-balancer-1_7.iso on skaftetrynet");
    }

    @Test
    void a_fixed_vmid_that_is_taken_elsewhere_in_the_cluster_is_told() {
        lbprov.workspace().edit("profiles/demo.yaml", "{node: pluto, prefer: master,", "{node: pluto, vmid: 250,");
        lbprov.workspace().edit("profiles/demo.yaml", "{node: fergus,", "{node: fergus, prefer: master,");
        vm("fergus", 250, "web");

        assertThat(lbprov.run("plan", "demo").exits(4).problems())
                .contains("Error: VMID 250 of load-balancer-1 is taken why: VM 250 (web) on fergus has it");

        lbprov.changeWorld(world ->
                world.path("pools").forEach(pool -> ((ArrayNode) pool.path("vms")).removeIf(id -> id.asInt() == 250)));
        assertThat(lbprov.run("plan", "demo").exits(4).problems())
                .contains("VMID 250 of load-balancer-1 is taken why: something that the token does not see has it");
    }

    @Test
    void what_somebody_else_is_working_on_is_not_destroyed() {
        Death.after(10, lbprov);
        lbprov.run("create", "demo").exits(1);
        lbprov.time().watch(() -> {});
        lbprov.as("kari", "laptop");
        int writes = place().writes().size();

        assertThat(lbprov.run("destroy", "demo", "--confirm", "demo").exits(10).problems())
                .contains("Error: someone else is working on load-balancer-1 why: ops@desk is at it since");
        assertThat(place().writes()).hasSize(writes);
        place().vms().forEach(vm -> place().ageLease(vm, Duration.ofMinutes(31)));
        lbprov.run("destroy", "demo", "--confirm", "demo").exits(0);
        assertThat(place().vms()).isEmpty();
    }

    @Test
    void what_a_newer_lbprov_made_is_not_destroyed() {
        lbprov.run("create", "demo").exits(0);
        Vm vm = place().vm(SECOND);
        Marker marker = place().marker(vm);
        String description = vm.option("description").orElseThrow();
        place().configure(
                        vm,
                        Form.empty()
                                .with(
                                        "description",
                                        description.replace("lbprov: " + marker.version(), "lbprov: 99.0.0")));

        assertThat(lbprov.run("destroy", "demo", "--confirm", "demo").exits(4).problems())
                .contains("VM 201 (load-balancer-2) on fergus was made by lbprov 99.0.0")
                .contains("use lbprov 99.0.0 or later");
        lbprov.run("destroy", "demo", "--member", FIRST, "--confirm", "demo").exits(0);
    }
}
