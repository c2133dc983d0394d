package no.fribyte.lbprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import no.fribyte.lbprov.simulator.fault.Fault;
import no.fribyte.lbprov.simulator.world.DemoWorld;
import no.fribyte.lbprov.simulator.world.WorldSpec;
import no.fribyte.lbprov.simulator.world.WorldSpec.Node;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What doctor says of whole places. */
class DoctorTest {
    private static final String PRIVILEGES = "VM.Allocate VM.Audit VM.Config.CDROM VM.Config.CPU VM.Config.Disk"
            + " VM.Config.HWType VM.Config.Memory VM.Config.Network VM.Config.Options VM.GuestAgent.Unrestricted"
            + " VM.PowerMgmt";
    private static final String SCREEN = """
            nodes
              ✓ pluto, fergus, skaftetrynet: Proxmox VE 9.1.4
              ✓ cluster demo has quorum, 3 of its 3 nodes are online
              ✓ their clocks agree with this machine's, to 5 s
            certificates
              ✓ pluto: vouched for by the inventory's CA, name right, valid until DAY
              ✓ fergus: vouched for by the inventory's CA, name right, valid until DAY
              ✓ skaftetrynet: vouched for by the inventory's CA, name right, valid until DAY
            way to Proxmox
              ✓ pluto, fergus, skaftetrynet: reached without the pair
            rights
              ✓ token lbprov@pve!demo may create, rebuild and destroy demo: 22 rights on 9 paths
              ! token lbprov@pve!demo may do more on /pool/lb than demo takes: VM.Clone, VM.Config.Cloudinit
                  why: nothing that lbprov does for this pair needs it there
                  try: as admin, unless something else needs it (if the role is there already: role modify):
                       pveum role add Lbprov-pool-lb --privs "PRIVILEGES"
                       pveum acl modify /pool/lb --tokens 'lbprov@pve!demo' --roles Lbprov-pool-lb
                       pveum acl list | grep -F 'lbprov@pve!demo'  # shows ROLE, the other one
                       pveum acl delete /pool/lb --tokens 'lbprov@pve!demo' --roles ROLE
                       pveum user token modify lbprov@pve demo --privsep 1  # by then only what the token itself was given counts
                       lbprov doctor demo  # names what is missing by then
              ✓ it may also look at more than it needs, which does no harm: Sys.Audit on /nodes/fergus, Sys.Audit on /nodes/pluto, Pool.Audit on /pool/lb, VM.GuestAgent.Audit on /pool/lb
            storages
              ✓ pluto: local-lvm for VM disks, 346GiB free; lbseed for seeds, 94GiB free; local for cloud images, 94GiB free
              ✓ fergus: local-lvm for VM disks, 350GiB free; lbseed for seeds, 94GiB free; local for cloud images, 94GiB free
            bridges
              ✓ pluto: vmbr0 (public), vmbrNAT (nat)
              ✓ fergus: vmbr0 (public), vmbrNAT (nat)
            image
              ✓ pluto: will download ubuntu-24.04-2404240424042404.qcow2 from images.example.org, and hold it against its sha256 checksum
              ✓ fergus: will download ubuntu-24.04-2404240424042404.qcow2 from images.example.org, and hold it against its sha256 checksum
            members
              ✓ load-balancer-1 is not there yet: lbprov create demo makes it
              ✓ load-balancer-2 is not there yet: lbprov create demo makes it

            demo  ready: nothing is missing, 1 warning
            """;

    @TempDir
    private Path directory;

    private Lbprov lbprov;

    @BeforeEach
    void begin() {
        lbprov = Lbprov.in(directory);
        lbprov.workspace().edit("inventory/simulator.yaml", "\nbake: {", "\n# bake: {");
    }

    private void baking() {
        lbprov.workspace().edit("inventory/simulator.yaml", "\n# bake: {", "\nbake: {");
    }

    @AfterEach
    void end() {
        lbprov.close();
    }

    private Place place() {
        return lbprov.place();
    }

    private String screen(int status) {
        return screenIn(Duration.ZERO, status);
    }

    /** What this machine's clock shows differs by so much from the nodes'. */
    private String screenIn(Duration ahead, int status) {
        lbprov.time().synchronise(ahead);
        return lbprov.run("doctor", "demo").exits(status).out();
    }

    private void nodes(UnaryOperator<WorldSpec> change) {
        lbprov.simulating(options -> options.withWorld(change.apply(options.world())));
    }

    private static WorldSpec with(WorldSpec world, List<Node> nodes) {
        return new WorldSpec(
                world.cluster(),
                nodes,
                world.pools(),
                world.roles(),
                world.users(),
                world.acls(),
                world.templates(),
                world.images());
    }

    @Test
    void a_place_that_is_ready_is_told_on_one_screen_and_nothing_is_written() {
        String screen = screen(0).replaceAll("until \\d{4}-\\d\\d-\\d\\d", "until DAY");

        assertThat(screen).isEqualTo(SCREEN.replace("PRIVILEGES", PRIVILEGES));
        assertThat(screen.lines().count()).as("lines, on a terminal of 40").isLessThan(40);
        assertThat(place().simulator().writeLog()).isEmpty();
    }

    @Test
    void of_a_pair_that_runs_the_members_are_asked_and_nothing_is_written() {
        lbprov.run("create", "demo").exits(0);
        int before = place().writes().size();

        assertThat(screen(0))
                .contains("✓ load-balancer-1 answers: VM 200 on pluto")
                .contains("✓ load-balancer-2 answers: VM 201 on fergus")
                .contains("✓ pluto: local:import/ubuntu-24.04-2404240424042404.qcow2 is there");
        assertThat(place().writes()).hasSize(before);
    }

    @Test
    void the_document_has_every_finding() {
        nodes(world -> with(
                world,
                world.nodes().stream()
                        .map(node -> withoutStorage(node, "local"))
                        .toList()));

        lbprov.time().synchronise(Duration.ZERO);
        JsonNode document =
                lbprov.run("doctor", "demo", "--output", "json").exits(6).json();

        assertThat(document.path("exitStatus").asInt()).isEqualTo(6);
        JsonNode diagnosis = document.path("diagnosis");
        assertThat(diagnosis.path("pair").asString()).isEqualTo("demo");
        assertThat(diagnosis.path("ready").asBoolean(true)).isFalse();
        assertThat(diagnosis.path("verdict").asString())
                .isEqualTo("not ready: 2 things are missing or wrong, 1 warning");
        assertThat(diagnosis.path("sections").findValuesAsString("title"))
                .containsExactly(
                        "nodes", "certificates", "way to Proxmox", "rights", "storages", "bridges", "image", "members");
        JsonNode storages = diagnosis.path("sections").path(4).path("findings");
        assertThat(storages.findValuesAsString("level")).containsExactly("ok", "error", "ok", "error");
        assertThat(storages.path(1).path("text").asString()).isEqualTo("no storage local on pluto for cloud images");
        assertThat(storages.path(1).path("try").asString()).contains("check the inventory's storages");
    }

    private static Node withoutStorage(Node node, String name) {
        return new Node(
                node.name(),
                node.address(),
                node.storages().stream()
                        .filter(storage -> !storage.name().equals(name))
                        .toList(),
                node.bridges());
    }

    @Test
    void a_content_type_that_is_not_enabled_is_told_with_the_line_that_repeats_the_others() {
        nodes(world -> with(
                world,
                world.nodes().stream()
                        .map(node -> new Node(
                                node.name(),
                                node.address(),
                                node.storages().stream()
                                        .map(storage -> new WorldSpec.Storage(
                                                storage.name(),
                                                storage.type(),
                                                storage.content().stream()
                                                        .filter(content -> !content.equals("import"))
                                                        .toList(),
                                                storage.shared(),
                                                storage.bytes()))
                                        .toList(),
                                node.bridges()))
                        .toList()));

        assertThat(screen(6))
                .contains("✗ storage local on pluto does not take cloud images")
                .contains("try: as admin: pvesm set local --content backup,iso,vztmpl,import");
    }

    @Test
    void a_storage_without_room_for_a_disk_is_told() {
        nodes(world -> with(
                world,
                world.nodes().stream()
                        .map(node -> new Node(
                                node.name(),
                                node.address(),
                                List.of(
                                        new WorldSpec.Storage(
                                                "local-lvm", "lvmthin", List.of("images"), false, 9L << 30),
                                        node.storages().get(0),
                                        node.storages().get(3)),
                                node.bridges()))
                        .toList()));

        assertThat(screen(6))
                .contains("✗ storage local-lvm on fergus has not room enough for VM disks")
                .contains("why: 9GiB free, and 10GiB needed");
    }

    @Test
    void a_node_that_is_down_is_one_finding_and_the_rest_is_looked_at() {
        place().faults().nodeDown("fergus");

        String screen = screen(6);

        assertThat(screen)
                .contains("✗ node fergus cannot be read")
                .contains("try: check that fergus is up")
                .contains("✓ cluster demo has quorum, 2 of its 3 nodes are online")
                .contains("✓ pluto: vmbr0 (public), vmbrNAT (nat)")
                .endsWith("demo  not ready: 1 thing is missing or wrong, 1 warning\n");
        assertThat(screen.lines().filter(line -> line.startsWith("  ✗"))).hasSize(1);
    }

    @Test
    void a_node_that_no_member_lives_on_is_a_warning() {
        lbprov.run("create", "demo").exits(0);
        place().faults().nodeDown("skaftetrynet");

        assertThat(screen(0))
                .contains("! node skaftetrynet cannot be read")
                .endsWith("ready: nothing is missing, 2 warnings\n");
    }

    @Test
    void with_no_node_in_reach_the_status_is_that_of_proxmox() {
        List.of("pluto", "fergus", "skaftetrynet").forEach(place().faults()::nodeDown);

        assertThat(screen(4))
                .contains("✗ node pluto cannot be read")
                .contains("✗ node fergus cannot be read")
                .endsWith("demo  not ready: no node could be read, so nothing else could be looked at\n");
    }

    @Test
    void a_token_that_is_refused_is_told_once_for_each_node() {
        place().faults().on("GET", "/**").always().is(new Fault.Refuse(401, "authentication failure"));

        assertThat(screen(4))
                .contains("✗ node pluto cannot be read: it refuses the token")
                .contains("has not expired");
    }

    @Test
    void a_listing_that_fails_is_a_finding_and_the_others_go_on() {
        place().faults().on("GET", "/nodes/pluto/storage").always().is(new Fault.Refuse(500, "got timeout"));

        assertThat(screen(6))
                .contains("✗ cannot list the storages of pluto")
                .contains("why: 500 got timeout")
                .contains("✓ fergus: local-lvm for VM disks");
    }

    @Test
    void a_lost_quorum_is_told() {
        place().faults().loseQuorum();

        assertThat(screen(6))
                .contains("✗ the cluster of pluto has no quorum: nothing can be written")
                .doesNotContain("✓ cluster demo has quorum");
    }

    @Test
    void two_nodes_without_a_third_vote_are_a_warning_with_the_admins_step() {
        nodes(world -> with(
                world,
                world.nodes().stream()
                        .filter(node -> !node.name().equals("skaftetrynet"))
                        .toList()));
        lbprov.workspace().edit("inventory/simulator.yaml", "  skaftetrynet: {addresses: \"simulator:\"}\n", "");

        assertThat(screen(0))
                .contains("! cluster demo has two nodes and no third vote")
                .contains("why: without a third vote, while one node is down nothing can be written")
                .contains("pvecm qdevice setup ADDRESS-OF-THAT-MACHINE");
    }

    @Test
    void nodes_that_stand_alone_have_a_token_each() {
        lbprov.simulating(options -> options.withWorld(DemoWorld.standalone()));

        assertThat(screen(0))
                .contains("✓ pluto stands alone")
                .contains("✓ fergus: token lbprov@pve!demo may create, rebuild and destroy demo: 21 rights on 8 paths")
                .doesNotContain("skaftetrynet: token")
                .contains("! pluto: token lbprov@pve!demo may do more on /pool/lb");
    }

    @Test
    void a_node_without_a_template_is_told_where_templates_are_baked() {
        assertThat(screen(0)).doesNotContain("templates");
        baking();

        assertThat(screen(0))
                .contains("✓ pluto: no template of ubuntu-24.04 yet, so a member needs a mirror; lbprov image bake"
                        + " simulator --node pluto --os ubuntu-24.04 makes one")
                .contains("24 rights on 9 paths")
                .endsWith("demo  ready: nothing is missing\n");
    }

    @Test
    void a_template_that_is_old_or_of_another_image_is_a_warning() {
        baking();
        lbprov.time().synchronise(Duration.ZERO);
        lbprov.run("image", "bake", "simulator", "--node", "pluto", "--os", "ubuntu-24.04")
                .exits(0);
        assertThat(screen(0)).containsPattern("✓ pluto: template 200 on pluto was baked 2\\d{3}-\\d\\d-\\d\\d\n");

        lbprov.time().pass(Duration.ofDays(91));
        assertThat(lbprov.run("doctor", "demo").out())
                .contains("! template 200 on pluto is 91 days old")
                .contains("try: lbprov image bake simulator --node pluto --os ubuntu-24.04");

        lbprov.workspace().edit("inventory/simulator.yaml", "sha256:2404", "sha256:2405");
        assertThat(lbprov.run("doctor", "demo").out())
                .contains("! template 200 on pluto is of another image than the inventory's");
    }

    @Test
    void a_clock_that_is_wrong_is_a_warning() {
        assertThat(screenIn(Duration.ofSeconds(90), 0))
                .containsPattern("! the clock of pluto is (89|90|91) s behind this machine's");
    }

    @Test
    void certificates_that_expire_soon_or_have_expired_are_told() {
        assertThat(screenIn(Duration.ofDays(710), 0))
                .contains("! the certificate of pluto expires on ")
                .contains("pvenode cert renew");

        assertThat(screenIn(Duration.ofDays(740), 6)).contains("✗ the certificate of pluto expired on ");
    }

    @Test
    void a_member_that_is_silent_or_stopped_is_told() {
        lbprov.run("create", "demo").exits(0);
        place().powerOff(place().vm("load-balancer-2"));
        place().faults()
                .on("POST", "/nodes/pluto/qemu/200/agent/ping")
                .always()
                .is(new Fault.Refuse(500, "QEMU guest agent is not running"));

        assertThat(screen(6))
                .contains("✗ load-balancer-1 does not answer: VM 200 on pluto")
                .contains("! load-balancer-2 is stopped: VM 201 on fergus");
    }

    @Test
    void a_token_that_may_do_everything_is_told_at_the_top_with_what_takes_it_away() {
        lbprov.simulating(options -> {
            WorldSpec world = options.world();
            return options.withWorld(new WorldSpec(
                    world.cluster(),
                    world.nodes(),
                    world.pools(),
                    world.roles(),
                    world.users(),
                    List.of(
                            new WorldSpec.Acl("/", "lbprov@pve", "Administrator", true),
                            new WorldSpec.Acl("/", "lbprov@pve!demo", "Administrator", true)),
                    world.templates(),
                    world.images()));
        });

        String screen = screen(0);

        assertThat(screen)
                .contains("! token lbprov@pve!demo may do more on / than demo takes: ")
                .contains("Sys.Modify")
                .contains("pveum role add Lbprov-root --privs \"Sys.Audit\"")
                .contains("pveum acl delete / --tokens 'lbprov@pve!demo' --roles ROLE");
        assertThat(screen.lines().filter(line -> line.contains(" may do more on ")))
                .hasSize(1);
    }

    @Test
    void a_missing_template_is_told() {
        lbprov.workspace()
                .edit(
                        "inventory/simulator.yaml",
                        "  fergus: {",
                        "  fergus: {images: {ubuntu-24.04: {template: 9001}}, ");

        assertThat(screen(6))
                .contains("! template 9001 on fergus cannot be seen")
                .contains("✗ token lbprov@pve!demo lacks VM.Audit, VM.Clone on /vms/9001")
                .doesNotContain("may do more on");
    }

    @Test
    void a_pair_whose_vpn_leads_to_proxmox_is_warned_of() {
        lbprov.workspace().edit("profiles/demo.yaml", "  network: 10.9.0.0/24", "  network: 127.0.0.0/24");
        lbprov.workspace().edit("profiles/demo.yaml", "address: 10.9.0.20", "address: 127.0.0.20");
        lbprov.workspace().edit("profiles/demo.yaml", "address: 10.9.0.21", "address: 127.0.0.21");

        assertThat(screen(0))
                .contains("! when the pair is down, lbprov cannot reach pluto")
                .contains("127.0.0.1 is in the pair's VPN")
                .contains("nodes: {pluto: {addresses: [\"https://ADDRESS-OF-pluto:8006\", \"https://127.0.0.1:");
    }

    @Test
    void a_real_inventory_is_judged_by_its_own_ca_and_addresses_and_the_vault_is_missed() {
        StringBuilder nodes = new StringBuilder("""
                inventory: real
                token: {id: lbprov@pve!demo, secret: env:LBPROV_TOKEN}
                tls: {ca: ca.pem}
                storages: {disk: local-lvm, seed: lbseed, image: local}
                images: {ubuntu-24.04: {url: "https://images.example.org/noble.img", checksum: "sha256:%s"}}
                vmids: {range: 200-299}
                pool: lb
                nodes:
                """.formatted("24".repeat(32)));
        place().simulator()
                .endpoints()
                .forEach((name, uri) -> nodes.append("  %s: {addresses: [%s\"%s\"], server-name: %s}\n"
                        .formatted(name, name.equals("pluto") ? "\"https://127.0.0.1:1\", " : "", uri, name)));
        lbprov.workspace().write("inventory/real.yaml", nodes.toString());
        lbprov.workspace().write("inventory/ca.pem", place().simulator().caPem());
        lbprov.export("LBPROV_TOKEN", place().simulator().tokenSecret());
        lbprov.time().synchronise(Duration.ZERO);

        String screen =
                lbprov.run("doctor", "demo", "--inventory", "real").exits(0).out();

        assertThat(screen)
                .startsWith("this machine\n  ! there is no vault ")
                .contains("try: lbprov secrets init demo")
                .contains("✓ pluto: vouched for by the inventory's CA, name right, valid until ")
                .contains("! pluto does not answer at 127.0.0.1:1")
                .contains("✓ pluto, fergus, skaftetrynet: reached without the pair");
    }
}
