package no.fribyte.lbprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import no.fribyte.lbprov.model.Identity;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.PairName;
import no.fribyte.lbprov.simulator.world.Vm;
import no.fribyte.lbprov.simulator.world.WorldSpec;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.Place;
import no.fribyte.lbprov.support.TemplatePlace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Members that are cloned from a template which somebody made by hand. */
class TemplateIT {
    @TempDir
    private Path directory;

    private Lbprov lbprov;

    @BeforeEach
    void begin() {
        lbprov = Lbprov.in(directory);
        TemplatePlace.use(lbprov, "ubuntu-noble");
    }

    @AfterEach
    void end() {
        lbprov.close();
    }

    private Place place() {
        return lbprov.place();
    }

    @Test
    void nothing_of_the_templates_hardware_is_left() {
        lbprov.changeWorld(world -> world.path("vms")
                .forEach(vm -> ((ObjectNode) vm.path("config"))
                        .put("net1", "virtio=BC:24:11:00:00:01,bridge=vmbr1")
                        .put("net2", "virtio=BC:24:11:00:00:02,bridge=vmbr1")
                        .put("cores", "8")));

        lbprov.run("create", "demo").exits(0);

        Vm vm = place().vm("load-balancer-2");
        MemberName member = new MemberName("load-balancer-2");
        PairName demo = new PairName("demo");
        assertThat(vm.config())
                .containsEntry("net0", "virtio=" + Identity.mac(demo, member, "public") + ",bridge=vmbr0")
                .containsEntry("net1", "virtio=" + Identity.mac(demo, member, "nat") + ",bridge=vmbrNAT")
                .doesNotContainKey("net2")
                .containsEntry("ide2", "none,media=cdrom")
                .containsEntry("cores", "2")
                .containsEntry("tags", "demo;lbprov")
                .containsEntry("onboot", "1");
        assertThat(vm.config().get("scsi0")).contains("backup=0", "size=10G");
        assertThat(vm.config().get("smbios1"))
                .contains(Identity.uuid(demo, member, 1).toString());
        assertThat(vm.config().values()).noneMatch(value -> value.contains("cloudinit"));
        assertThat(place().volumes("images"))
                .filteredOn(volume -> !volume.contains("900"))
                .containsExactly("fergus local-lvm:vm-201-disk-0", "pluto local-lvm:vm-200-disk-0");
        assertThat(place().marker(vm).state()).isEqualTo(Marker.State.READY);
        assertThat(place().holders()).containsExactly("load-balancer-1");
        assertThat(lbprov.run("create", "demo").exits(0).out()).startsWith("Nothing to do");
    }

    @Test
    void a_member_is_rebuilt_from_its_template() {
        lbprov.run("create", "demo").exits(0);

        lbprov.run("rebuild", "demo", "load-balancer-1", "--yes").exits(0);

        assertThat(place().vms()).hasSize(2);
        assertThat(place().holders()).containsExactly("load-balancer-1");
    }

    @Test
    void it_works_before_images_could_be_imported() {
        WorldSpec rights = PlaceTroubleIT.withRightsOfVersion8();
        lbprov.simulating(options -> {
            WorldSpec world = options.world();
            return options.withVersion("8.2")
                    .withWorld(new WorldSpec(
                            world.cluster(),
                            world.nodes(),
                            world.pools(),
                            rights.roles(),
                            world.users(),
                            world.acls(),
                            world.templates(),
                            world.images()));
        });

        lbprov.run("create", "demo").exits(0);

        assertThat(place().holders()).containsExactly("load-balancer-1");
    }

    @Test
    void a_bridge_that_only_the_template_is_on_takes_a_right_too() {
        lbprov.simulating(options -> {
            WorldSpec world = options.world();
            return options.withWorld(new WorldSpec(
                    world.cluster(),
                    world.nodes(),
                    world.pools(),
                    world.roles(),
                    world.users(),
                    world.acls().stream()
                            .filter(acl -> !acl.path().endsWith("/vmbr1"))
                            .toList(),
                    world.templates().stream().map(TemplateIT::onAnotherBridge).toList(),
                    world.images()));
        });

        assertThat(lbprov.run("create", "demo").exits(4).problems())
                .contains("Error: token lbprov@pve!demo lacks SDN.Use on /sdn/zones/localnetwork/vmbr1 why: the plan"
                        + " needs it on pluto, and nothing was written yet")
                .contains("pveum acl modify /sdn/zones/localnetwork/vmbr1 --tokens 'lbprov@pve!demo'");
        assertThat(place().writes()).isEmpty();
    }

    private static WorldSpec.Template onAnotherBridge(WorldSpec.Template template) {
        return new WorldSpec.Template(
                template.vmid(),
                template.node(),
                template.name(),
                template.storage(),
                template.diskBytes(),
                "vmbr1",
                template.pool());
    }

    @Test
    void a_template_that_is_not_there_is_told() {
        lbprov.workspace().edit("inventory/simulator.yaml", "{template: 9001}", "{template: 9002}");

        assertThat(lbprov.run("create", "demo").exits(4).problems())
                .contains("Error: no template 9002 on fergus")
                .contains("make the template on that node, or give the token VM.Audit and VM.Clone on it");
        assertThat(place().writes()).isEmpty();
    }
}
