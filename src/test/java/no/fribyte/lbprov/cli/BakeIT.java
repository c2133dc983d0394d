package no.fribyte.lbprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.Lease;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.TemplateMarker;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.proxmox.Form;
import no.fribyte.lbprov.simulator.fault.Fault;
import no.fribyte.lbprov.simulator.world.Vm;
import no.fribyte.lbprov.support.Death;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Templates with the packages in them, and members that are cloned from one. */
class BakeIT {
    private static final String[] BAKE = {"image", "bake", "simulator", "--node", "pluto", "--os", "ubuntu-24.04"};
    private static final String[] BOTH = {"image", "bake", "simulator", "--node", "pluto", "--node", "fergus"};

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

    private List<Integer> ids() {
        return place().bakedTemplates().stream().map(Vm::vmid).toList();
    }

    private static TemplateMarker marker(Vm template) {
        return ((MarkerText.Reading.Template)
                        MarkerText.read(template.option("description").orElse("")))
                .marker();
    }

    /** As somebody does in the web interface. */
    private void describe(Vm vm, TemplateMarker marker) {
        place().configure(vm, Form.empty().with("description", MarkerText.describe(marker)));
    }

    private List<String> calls(String part) {
        return place().writes().stream()
                .map(entry -> entry.method() + " " + entry.path())
                .filter(call -> call.contains(part))
                .toList();
    }

    /** Members that reach nothing beyond their own networks, so no mirror either. */
    private String[] createWithoutWayOut() {
        String templates = lbprov.workspace().templates().toString();
        lbprov.workspace().edit("cloudinit/network-config.ftl", "to: ${route.to?c}", "to: 198.18.0.0/15");
        return new String[] {"create", "demo", "--templates", templates};
    }

    /** Dies while the VM is being baked. */
    private Vm halfMade() {
        Death.after(8, lbprov);
        lbprov.run(BAKE).exits(1);
        lbprov.time().watch(() -> {});
        return place().vms().get(0);
    }

    @Test
    void a_template_has_the_packages_and_nothing_else_of_its_bake() {
        assertThat(lbprov.run(BAKE).exits(0).out()).isEqualTo("""
                pluto  200  ubuntu-24.04, baked 2026-01-01: haproxy 2.8.5-1ubuntu3.4, keepalived 1.0-1, nftables 1.0-1, \
                qemu-guest-agent 1.0-1, wireguard-tools 1.0-1
                """);

        assertThat(place().bakedTemplates()).hasSize(1);
        Vm template = place().bakedTemplates().get(0);
        assertThat(template.name()).isEqualTo("lbprov-ubuntu-24-04-20260101");
        assertThat(template.config())
                .doesNotContainKeys("net0", "ide2")
                .containsEntry("template", "1")
                .containsEntry("tags", "lbprov");
        assertThat(marker(template).state()).isEqualTo(TemplateMarker.State.READY);
        assertThat(marker(template).lease()).isEmpty();
        assertThat(place().volumes("iso")).isEmpty();
        assertThat(place().vms()).isEmpty();
    }

    @Test
    void members_are_cloned_from_it_and_need_no_mirror() {
        lbprov.run(BOTH).exits(0);
        int before = place().writes().size();

        assertThat(lbprov.run("plan", "demo").exits(0).out())
                .contains("clone template 202, baked 2026-01-01, to VM 206 on pluto")
                .doesNotContain("download");
        lbprov.run("create", "demo").exits(0);

        assertThat(place().holders()).containsExactly("load-balancer-1");
        assertThat(place().writes().subList(before, place().writes().size()))
                .noneMatch(entry -> entry.path().contains("download-url"));
        assertThat(place().vm("load-balancer-1").config()).containsKey("net0").containsEntry("tags", "demo;lbprov");
        String status = "/etc/machine-id";
        assertThat(place().file(place().vm("load-balancer-1"), status))
                .isNotEqualTo(place().file(place().vm("load-balancer-2"), status));
    }

    @Test
    void their_first_boot_asks_no_mirror() {
        lbprov.run(BOTH).exits(0);

        // such a member does not prove itself, for want of a way out, but that comes after its first boot
        assertThat(lbprov.run(createWithoutWayOut()).exits(5).err())
                .contains("done: follow the first boot of VM 206 on pluto")
                .contains("there is no default route by 198.51.100.1");
    }

    @Test
    void without_a_template_the_same_pair_needs_a_mirror() {
        assertThat(lbprov.run(createWithoutWayOut()).exits(5).problems()).contains("never answered");
    }

    @Test
    void a_template_of_an_older_image_is_not_used() {
        lbprov.run(BAKE).exits(0);
        lbprov.workspace().edit("inventory/simulator.yaml", "sha256:2404", "sha256:2405");

        assertThat(lbprov.run("plan", "demo").exits(0).out())
                .contains("download ubuntu-24.04-2405240424042404.qcow2 to local on pluto")
                .doesNotContain("clone");
    }

    @Test
    void the_last_two_are_kept() {
        lbprov.run(BAKE).exits(0);
        lbprov.run(BAKE).exits(0);
        assertThat(ids()).containsExactly(200, 201);

        assertThat(lbprov.run(BAKE).exits(0).err()).contains("delete template 200 of 2026-01-01 on pluto");

        assertThat(ids()).containsExactly(201, 202);
    }

    @Test
    void one_that_proxmox_keeps_is_told_and_stops_nothing() {
        lbprov.run(BAKE).exits(0);
        lbprov.run(BAKE).exits(0);
        String words = "base volume 'local-lvm:base-200-disk-0' is still in use by linked cloned";
        place().faults().on("DELETE", "/nodes/pluto/qemu/200").always().is(new Fault.TaskFails(words));

        assertThat(lbprov.run(BAKE).exits(0).err())
                .contains("old template 200 on pluto is still there")
                .contains(words);
        assertThat(ids()).containsExactly(200, 201, 202);
    }

    @Test
    void what_only_looks_like_one_is_left_alone() {
        lbprov.run(BAKE).exits(0);
        Vm template = place().bakedTemplates().get(0);
        VmId copy = new VmId(250);
        place().proxmox()
                .node(new NodeName("pluto"))
                .vm(new VmId(200))
                .cloneTo(
                        copy,
                        Form.empty()
                                .with("full", true)
                                .with("pool", "lb")
                                .with("name", template.name())
                                .with(
                                        "description",
                                        template.option("description").orElseThrow()));
        Vm before = place().vms().get(0);

        assertThat(lbprov.run(BAKE).exits(0).problems())
                .contains("VM 250 (lbprov-ubuntu-24-04-20260101) on pluto has the marker of a template, and is none of"
                        + " lbprov's");

        assertThat(place().vms()).containsExactly(before);
        assertThat(calls("/qemu/250")).isEmpty();
    }

    @Test
    void a_killed_bake_is_done_anew_by_the_next_one() {
        Vm left = halfMade();
        assertThat(marker(left).state()).isEqualTo(TemplateMarker.State.BUILDING);

        assertThat(lbprov.run(BAKE).exits(0).err()).contains("remove the half-made template VM 200 on pluto");

        assertThat(ids()).containsExactly(200);
        assertThat(place().vms()).isEmpty();
        assertThat(place().volumes("iso")).isEmpty();
    }

    @Test
    void what_somebody_else_bakes_is_left_to_them() {
        Vm left = halfMade();
        Lease lease = marker(left).lease().orElseThrow();
        Lease other = new Lease("99-abc", "root", "other", 12, lease.since(), lease.until());
        describe(left, marker(left).with(Optional.of(other)));
        int before = place().writes().size();

        assertThat(lbprov.run(BAKE).exits(10).problems())
                .contains("someone else is working on lbprov-ubuntu-24-04-20260101")
                .contains("--take-over 99-abc");
        assertThat(place().writes()).hasSize(before);

        lbprov.run("image", "bake", "simulator", "--node", "pluto", "--os", "ubuntu-24.04", "--take-over", "99-abc")
                .exits(0);
        assertThat(ids()).containsExactly(200);
    }

    @Test
    void a_half_made_one_is_no_source_and_in_nobodys_way() {
        Vm left = halfMade();

        lbprov.run("create", "demo").exits(0);

        assertThat(calls("/clone")).isEmpty();
        assertThat(place().vm(left.name()).vmid()).isEqualTo(200);
    }

    @Test
    void without_a_mirror_the_reason_is_told_and_nothing_is_left() {
        lbprov.workspace().edit("inventory/simulator.yaml", "gateways: [203.0.113.1], ", "");

        assertThat(lbprov.run(BAKE).exits(5).problems()).contains("under bake in the inventory");

        assertThat(place().vms()).isEmpty();
        assertThat(place().bakedTemplates()).isEmpty();
        assertThat(place().volumes("iso")).isEmpty();
    }

    @Test
    void what_the_inventory_lacks_is_told_before_anything_is_contacted() {
        assertThat(lbprov.run("image", "bake", "simulator", "--node", "plato", "--os", "debian-11")
                        .exits(3)
                        .problems())
                .contains("there is no node 'plato'")
                .contains("there is no cloud image of 'debian-11'");
        lbprov.workspace().edit("inventory/simulator.yaml", "bake: {", "# bake: {");
        assertThat(lbprov.run(BAKE).exits(3).problems()).contains("inventory simulator does not say how to bake");
        assertThat(lbprov.contacted()).isFalse();
    }

    @Test
    void a_dry_run_writes_nothing() {
        assertThat(lbprov.run("image", "bake", "simulator", "--dry-run")
                        .exits(0)
                        .out())
                .startsWith("Plan: bake templates of simulator")
                .contains("lbprov-debian-12-20260101", "lbprov-debian-13-20260101", "skaftetrynet");
        assertThat(place().writes()).isEmpty();
    }

    @Test
    void the_document_has_plan_and_templates() {
        JsonNode document = lbprov.run(
                        "image", "bake", "simulator", "--node", "pluto", "--os", "debian-12", "--output", "json")
                .exits(0)
                .json();

        assertThat(document.path("plan").path("inventory").asString()).isEqualTo("simulator");
        JsonNode template = document.path("templates").path(0);
        assertThat(template.path("os").asString()).isEqualTo("debian-12");
        assertThat(template.path("packages").path(0).path("version").asString()).isEqualTo("2.6.12-1+deb12u3");
    }
}
