package no.fribyte.lbprov.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.proxmox.Form;
import no.fribyte.lbprov.simulator.world.Vm;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.Place;
import no.fribyte.lbprov.support.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** What lbprov made goes, and nothing else. */
class DestroyIT {
    private static final String FIRST = "load-balancer-1";
    private static final String SECOND = "load-balancer-2";

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

    private Result destroy(String... more) {
        List<String> line = new java.util.ArrayList<>(List.of("destroy", "demo", "--confirm", "demo"));
        line.addAll(List.of(more));
        return lbprov.run(line.toArray(String[]::new));
    }

    private Vm foreign(String name) {
        place().proxmox()
                .node(new NodeName("pluto"))
                .createVm(
                        new VmId(220),
                        Form.empty()
                                .with("name", name)
                                .with("memory", 512)
                                .with("pool", "lb")
                                .with("scsi0", "local-lvm:1"));
        return place().vms().stream().filter(vm -> vm.vmid() == 220).findFirst().orElseThrow();
    }

    @Test
    void vms_disks_and_seeds_are_gone_and_the_images_stay() {
        lbprov.run("create", "demo").exits(0);

        Result result = destroy().exits(0);

        assertThat(result.out())
                .isEqualTo("Gone. Left alone: downloaded images, the vault, and whatever lbprov did not make.\n");
        assertThat(place().vms()).isEmpty();
        assertThat(place().volumes("images"))
                .filteredOn(volume -> !volume.contains("9000"))
                .isEmpty();
        assertThat(place().volumes("iso")).isEmpty();
        assertThat(place().volumes("import")).hasSize(2);
    }

    @Test
    void off_a_terminal_it_takes_the_name_of_the_pair_as_an_option() {
        lbprov.run("create", "demo").exits(0);
        int writes = place().writes().size();

        assertThat(lbprov.run("destroy", "demo").exits(2).err())
                .startsWith("Plan: destroy the pair demo\n")
                .endsWith("""
                        Error: nothing was done: destroying demo was not confirmed
                          why: VM 200 (load-balancer-1) on pluto is deleted with its disk; VM 201 (load-balancer-2) on fergus is deleted with its disk
                          try: --confirm demo
                        """);
        assertThat(lbprov.run("destroy", "demo", "--confirm", "staging")
                        .exits(2)
                        .err())
                .endsWith("Error: nothing was done: 'staging' is not the pair's name\n  try: --confirm demo\n");
        lbprov.run("destroy", "demo", "--yes").exits(2);
        lbprov.typing("yes\n");
        assertThat(lbprov.run("destroy", "demo").exits(2).err()).contains("'yes' is not the pair's name");
        lbprov.typing("n\n");
        assertThat(lbprov.run("destroy", "demo").exits(2).err())
                .endsWith("Type the name of the pair to delete it: Nothing was done.\n");
        assertThat(place().writes()).hasSize(writes);
        lbprov.typing("demo\n");
        lbprov.run("destroy", "demo").exits(0);
        assertThat(place().vms()).isEmpty();
    }

    @Test
    void a_dry_run_does_nothing() {
        lbprov.run("create", "demo").exits(0);
        int writes = place().writes().size();

        assertThat(lbprov.run("destroy", "demo", "--dry-run").exits(0).out()).isEqualTo("""
                        Plan: destroy the pair demo

                        keep other runs off  (nobody notices)
                          pair
                            ~ mark VM 200 on pluto as being worked on
                            ~ mark VM 201 on fergus as being worked on

                        delete  (everything the pair serves is gone)
                          load-balancer-1
                            - stop VM 200 on pluto
                            - delete VM 200 on pluto and its disk
                          load-balancer-2
                            - stop VM 201 on fergus
                            - delete VM 201 on fergus and its disk

                        6 steps
                        """);
        assertThat(place().writes()).hasSize(writes);
    }

    @Test
    void there_may_be_nothing_of_the_pair() {
        assertThat(destroy().exits(0).out()).isEqualTo("Nothing to do: there is nothing of the pair demo.\n");
        assertThat(place().writes()).isEmpty();
    }

    @Test
    void one_member_goes_and_the_other_serves() {
        lbprov.run("create", "demo").exits(0);

        Result result = destroy("--member", FIRST).exits(0);

        assertThat(result.err())
                .startsWith("Plan: destroy load-balancer-1 of the pair demo\n")
                .contains(
                        "delete  (the virtual IPs move to the other member, open connections are cut; there is no second member any more)");
        assertThat(destroy("--member", FIRST).exits(0).out())
                .isEqualTo("Nothing to do: there is nothing of load-balancer-1 of the pair demo.\n");
        assertThat(place().vms()).extracting(Vm::name).containsExactly(SECOND);
        assertThat(place().holders()).containsExactly(SECOND);
    }

    @Test
    void the_seed_that_the_other_member_waits_for_stays() {
        lbprov.run("create", "demo", "--member", FIRST).exits(0);
        lbprov.workspace().templates();
        lbprov.workspace().edit("cloudinit/haproxy.cfg.ftl", "    monitor-uri /healthz", "    colour blue");
        lbprov.run("create", "demo", "--member", SECOND, "--templates", "cloudinit")
                .exits(5);
        assertThat(place().volumes("iso")).hasSize(1);

        destroy("--member", FIRST).exits(0);

        assertThat(place().volumes("iso")).containsExactly("fergus lbseed:iso/lbprov_demo_load-balancer-2_1.iso");
        assertThat(place().marker(place().vm(SECOND)).state()).isEqualTo(Marker.State.BUILDING);
        destroy().exits(0);
        assertThat(place().volumes("iso")).isEmpty();
        assertThat(place().vms()).isEmpty();
    }

    @Test
    void a_disk_that_somebody_added_is_listed_and_nothing_is_deleted() {
        lbprov.run("create", "demo").exits(0);
        place().configure(place().vm(SECOND), Form.empty().with("scsi1", "local-lvm:4"));
        int writes = place().writes().size();

        assertThat(destroy().exits(4).problems())
                .contains("Error: load-balancer-2 (VM 201 on fergus) has disks that lbprov did not make why: scsi1:"
                        + " local-lvm:vm-201-disk-1")
                .contains("try: move or detach them first");
        assertThat(place().writes()).hasSize(writes);
        assertThat(place().holders()).containsExactly(FIRST);
    }

    @Test
    void a_snapshot_that_somebody_made_is_listed_and_nothing_is_deleted() {
        lbprov.run("create", "demo").exits(0);
        lbprov.changeWorld(world -> world.path("vms").forEach(vm -> {
            ObjectNode snapshot = ((ObjectNode) vm.path("snapshots")).putObject("before-update");
            snapshot.set("config", vm.path("config"));
            snapshot.put("description", "").put("time", "2026-01-01T00:00:00Z");
        }));
        int writes = place().writes().size();

        assertThat(destroy().exits(4).problems())
                .contains("Error: load-balancer-2 (VM 201 on fergus) has snapshots that lbprov did not make why:"
                        + " before-update try: delete them first, if nobody needs them");
        assertThat(place().writes()).hasSize(writes);
        assertThat(place().holders()).containsExactly(FIRST);
    }

    @Test
    void protection_is_respected_and_nothing_is_deleted() {
        lbprov.run("create", "demo").exits(0);
        place().configure(place().vm(FIRST), Form.empty().with("protection", true));
        place().configure(place().vm(SECOND), Form.empty().with("protection", true));
        int writes = place().writes().size();

        assertThat(destroy().exits(4).problems())
                .contains("Error: load-balancer-1 (VM 200 on pluto) is protected")
                .contains("try: qm set 200 --protection 0")
                .endsWith("2 problems ");
        assertThat(place().writes()).hasSize(writes);
    }

    @Test
    void a_foreign_vm_with_a_members_name_is_left_alone_and_said_so() {
        lbprov.run("create", "demo").exits(0);
        Vm foreign = foreign(FIRST);

        Result result = destroy().exits(0);

        assertThat(result.problems())
                .contains("Warning: left alone: VM 220 (load-balancer-1) on pluto is in the way of load-balancer-1 why:"
                        + " it has no lbprov marker in its description");
        assertThat(place().vms()).containsExactly(foreign);
    }

    @Test
    void create_refuses_over_a_foreign_vm_and_does_not_touch_it() {
        Vm foreign = foreign(FIRST);
        int writes = place().writes().size();

        assertThat(lbprov.run("create", "demo").exits(4).problems())
                .contains("Error: VM 220 (load-balancer-1) on pluto is in the way of load-balancer-1 why: it has no"
                        + " lbprov marker in its description")
                .contains("lbprov does not touch it");
        assertThat(place().writes()).hasSize(writes);
        assertThat(place().vms()).containsExactly(foreign);
    }

    @Test
    void a_copy_of_a_member_is_not_taken_for_it() {
        lbprov.run("create", "demo").exits(0);
        String description = setting(FIRST, "description");
        Vm foreign = foreign("copy");
        place().configure(
                        foreign,
                        Form.empty()
                                .with("description", description)
                                .with("smbios1", setting(FIRST, "smbios1"))
                                .with("name", FIRST));

        assertThat(lbprov.run("create", "demo").exits(4).problems())
                .contains("its marker is that of VM 200: a copy or a restored backup");
        destroy().exits(0);
        assertThat(place().vms()).extracting(Vm::vmid).containsExactly(220);
    }

    @Test
    void a_pair_whose_marker_was_edited_is_nobodys() {
        lbprov.run("create", "demo").exits(0);
        Vm vm = place().vm(FIRST);
        place().configure(
                        vm,
                        Form.empty()
                                .with(
                                        "description",
                                        setting(FIRST, "description").replace("vmid: 200", "vmid: 2x0")));

        assertThat(destroy().exits(0).problems()).contains("its marker was edited");
        assertThat(place().vms()).extracting(Vm::vmid).containsExactly(200);
    }

    private String setting(String member, String key) {
        return requireNonNull(place().vm(member).config().get(key), key);
    }
}
