package no.fribyte.lbprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import no.fribyte.lbprov.simulator.fault.Fault;
import no.fribyte.lbprov.simulator.world.DemoWorld;
import no.fribyte.lbprov.simulator.world.WorldSpec;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rights, nodes, quorum and tokens that are not as they should be: told before the first write. */
class PlaceTroubleIT {
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

    private void withoutPrivilege(String privilege) {
        lbprov.simulating(options -> options.withWorld(roles(role -> new WorldSpec.Role(
                role.name(),
                role.privileges().stream()
                        .filter(each -> !each.equals(privilege))
                        .toList()))));
    }

    /** It knows VM.Monitor in place of 9's rights on guest agents. */
    static WorldSpec withRightsOfVersion8() {
        return roles(role -> new WorldSpec.Role(
                role.name(),
                role.privileges().stream()
                        .map(each -> each.equals("VM.GuestAgent.Unrestricted") ? "VM.Monitor" : each)
                        .filter(each -> !each.startsWith("VM.GuestAgent"))
                        .toList()));
    }

    private static WorldSpec roles(UnaryOperator<WorldSpec.Role> change) {
        WorldSpec demo = DemoWorld.cluster();
        return new WorldSpec(
                demo.cluster(),
                demo.nodes(),
                demo.pools(),
                demo.roles().stream().map(change).toList(),
                demo.users(),
                demo.acls(),
                demo.templates(),
                demo.images());
    }

    @ParameterizedTest
    @CsvSource({
        "VM.PowerMgmt, /pool/lb",
        "VM.Config.CDROM, /pool/lb",
        "VM.GuestAgent.Unrestricted, /pool/lb",
        "Datastore.AllocateTemplate, /storage/lbseed",
        "Sys.AccessNetwork, /nodes/pluto"
    })
    void a_right_that_the_token_lacks_is_named_before_anything_is_written(String privilege, String path) {
        withoutPrivilege(privilege);

        String problems = lbprov.run("create", "demo").exits(4).problems();

        assertThat(problems).contains("lbprov@pve!demo").contains(privilege).contains(path);
        assertThat(place().writes()).isEmpty();
    }

    @Test
    void a_bridge_that_the_token_may_not_use_is_named_with_the_right() {
        withoutPrivilege("SDN.Use");

        assertThat(lbprov.run("create", "demo").exits(4).problems())
                .contains("Error: no bridge vmbrNAT on fergus why: it is not there, or the token may not use it")
                .contains("give the token SDN.Use on /sdn/zones/localnetwork/vmbrNAT");
        assertThat(place().writes()).isEmpty();
    }

    @Test
    void a_node_that_cannot_be_read_may_hold_the_member() {
        place().faults().nodeDown("skaftetrynet");

        assertThat(lbprov.run("create", "demo").exits(4).problems())
                .contains("Error: node skaftetrynet cannot be read why: ")
                .contains("a member that was not seen may be there");
        assertThat(place().writes()).isEmpty();
        place().faults().nodeUp("skaftetrynet");
        lbprov.run("create", "demo").exits(0);
    }

    @Test
    void a_whole_pair_does_not_mind_a_node_that_it_is_not_on() {
        lbprov.run("create", "demo").exits(0);
        place().faults().nodeDown("skaftetrynet");

        lbprov.run("status", "demo").exits(0);
        assertThat(lbprov.run("create", "demo").exits(0).out()).startsWith("Nothing to do");
    }

    @Test
    void the_member_on_the_other_node_is_still_shown() {
        lbprov.run("create", "demo").exits(0);
        place().faults().nodeDown("pluto");

        assertThat(lbprov.run("status", "demo").exits(6).out())
                .contains("cannot tell who holds the virtual IPs: load-balancer-1: node pluto cannot be read")
                .contains("○ ready to take over");
        place().faults().clear();
        place().faults().nodeDown("fergus");
        assertThat(lbprov.run("status", "demo").exits(6).out())
                .contains(
                        "load-balancer-1 holds the virtual IPs, but load-balancer-2 cannot be seen: node fergus cannot be"
                                + " read");
    }

    @Test
    void a_lost_quorum_is_told_before_anything_is_written() {
        place().faults().loseQuorum();

        assertThat(lbprov.run("create", "demo").exits(4).problems())
                .contains("Error: the cluster of pluto has no quorum: nothing can be written")
                .contains("pvecm expected 1");
        assertThat(place().writes()).isEmpty();
        place().faults().regainQuorum();
        lbprov.run("create", "demo").exits(0);
        place().faults().loseQuorum();
        assertThat(lbprov.run("rebuild", "demo", "load-balancer-1", "--yes")
                        .exits(4)
                        .problems())
                .contains("has no quorum");
        assertThat(lbprov.run("destroy", "demo", "--confirm", "demo").exits(4).problems())
                .contains("has no quorum");
        lbprov.run("status", "demo").exits(0);
        assertThat(lbprov.run("create", "demo").exits(0).out()).startsWith("Nothing to do");
    }

    @Test
    void a_token_that_has_expired_is_explained() {
        WorldSpec demo = DemoWorld.cluster();
        WorldSpec.User user = demo.users().get(0);
        WorldSpec.Token expired = new WorldSpec.Token(
                "demo", true, 1_700_000_000, user.tokens().get(0).secret());
        lbprov.simulating(options -> options.withWorld(demo.withUsers(
                List.of(new WorldSpec.User(user.id(), user.enabled(), user.expire(), List.of(expired))))));

        assertThat(lbprov.run("status", "demo").exits(4).problems())
                .contains("node pluto cannot be read")
                .contains("401")
                .contains("check that the token lbprov@pve!demo exists, has not expired, that its secret is right, and"
                        + " that the user lbprov@pve is enabled");
        assertThat(lbprov.run("create", "demo").exits(4).problems())
                .contains("401")
                .contains("has not expired");
        assertThat(place().writes()).isEmpty();
    }

    @Test
    void a_storage_that_takes_no_seeds_is_told_with_the_admins_command() {
        lbprov.workspace().edit("inventory/simulator.yaml", "seed: lbseed", "seed: local-lvm");

        assertThat(lbprov.run("create", "demo").exits(4).problems())
                .contains("Error: storage local-lvm on pluto does not take seeds")
                .contains("as admin: pvesm set local-lvm --content images,rootdir,iso");
        assertThat(place().writes()).isEmpty();
    }

    @Test
    void a_bridge_that_is_not_there_is_told() {
        lbprov.workspace().edit("profiles/demo.yaml", "bridge: vmbrNAT", "bridge: vmbr7");

        assertThat(lbprov.run("create", "demo").exits(4).problems()).contains("Error: no bridge vmbr7 on pluto");
        assertThat(place().writes()).isEmpty();
    }

    @Test
    void an_image_with_another_checksum_is_refused_by_the_node_and_told() {
        WorldSpec demo = DemoWorld.cluster();
        String url = "https://images.example.org/noble/20241004/noble-server-cloudimg-amd64.img";
        WorldSpec.Image image = new WorldSpec.Image(url, "sha256", "00".repeat(32), 1L << 29, 3L << 30);
        lbprov.simulating(options -> options.withWorld(new WorldSpec(
                demo.cluster(),
                demo.nodes(),
                demo.pools(),
                demo.roles(),
                demo.users(),
                demo.acls(),
                demo.templates(),
                List.of(image))));

        assertThat(lbprov.run("create", "demo").exits(5).problems())
                .contains("Error: cannot download ubuntu-24.04-2404240424042404.qcow2 to local on pluto why:")
                .contains("checksum");
        assertThat(place().vms()).isEmpty();
    }

    @Test
    void every_node_of_its_own_works_like_a_cluster() {
        lbprov.simulating(options -> options.withWorld(DemoWorld.standalone()));

        lbprov.run("create", "demo").exits(0);
        lbprov.run("rebuild", "demo", "load-balancer-1", "--yes").exits(0);
        assertThat(place().holders()).containsExactly("load-balancer-1");
        lbprov.run("destroy", "demo", "--confirm", "demo").exits(0);
        assertThat(place().vms()).isEmpty();
    }

    @Test
    void the_rights_of_proxmox_8_will_do_on_proxmox_8() {
        lbprov.simulating(options -> options.withVersion("8.4").withWorld(withRightsOfVersion8()));

        lbprov.run("create", "demo").exits(0);
        assertThat(place().holders()).containsExactly("load-balancer-1");
    }

    @Test
    void a_proxmox_that_cannot_import_images_is_told_what_to_do() {
        lbprov.simulating(options -> options.withVersion("8.3"));

        assertThat(lbprov.run("create", "demo").exits(4).problems())
                .contains("Error: pluto cannot make a disk of a cloud image")
                .contains("prepare a template on it and name its VMID in the inventory");
        assertThat(place().writes()).isEmpty();
    }

    @Test
    void a_token_that_may_not_delete_overwrites_the_seed() {
        withoutPrivilege("Datastore.Allocate");

        lbprov.run("create", "demo").exits(0);

        assertThat(place().volumes("iso")).hasSize(2);
        for (String node : List.of("pluto", "fergus")) {
            assertThat(place().simulator().world(node).volumes())
                    .filteredOn(volume -> volume.content().equals("iso"))
                    .allMatch(volume -> volume.bytes() == 64 * 1024);
        }
        assertThat(lbprov.run("create", "demo").exits(0).out()).startsWith("Nothing to do");
    }

    @Test
    void what_is_said_to_proxmox_can_be_traced_without_secrets() throws java.io.IOException {
        Path trace = directory.resolve("trace.jsonl");

        lbprov.run("create", "demo", "--trace", trace.toString()).exits(0);

        assertThat(Files.readAllLines(trace))
                .hasSizeGreaterThan(50)
                .allMatch(line -> line.startsWith("{\"method\":") && line.endsWith("}"))
                .noneMatch(line -> line.contains(place().simulator().tokenSecret()))
                .noneMatch(line -> line.contains("PRIVATE KEY"));
        assertThat(Files.readString(lbprov.state().resolve("journal/demo.jsonl")))
                .contains("\"event\":\"started\"")
                .contains("\"event\":\"task\",\"text\":\"UPID:pluto:");
    }

    @Test
    void a_server_that_fails_is_quoted_with_the_call_named() {
        place().faults()
                .on("POST", "/nodes/pluto/qemu")
                .is(new Fault.Refuse(500, "unable to create VM 200 - no space left"));

        assertThat(lbprov.run("create", "demo").exits(4).problems())
                .contains("create VM 200 on pluto")
                .contains("500 unable to create VM 200 - no space left");
    }
}
