package no.fribyte.lbprov.simulator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import no.fribyte.lbprov.simulator.PlainClient.Answer;
import no.fribyte.lbprov.simulator.world.DemoWorld;
import no.fribyte.lbprov.simulator.world.WorldSpec;
import no.fribyte.lbprov.simulator.world.WorldSpec.Acl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what, and the exact words of a refusal. */
class RightsTest {
    private static final Map<String, String> SMALL = Map.of("vmid", "101", "pool", "lb", "net0", "virtio,bridge=vmbr0");

    @TempDir
    Path directory;

    private @Nullable Simulator simulator;

    @AfterEach
    void stop() {
        requireNonNull(simulator).close();
    }

    private PlainClient client(UnaryOperator<List<Acl>> change) {
        WorldSpec demo = DemoWorld.cluster();
        WorldSpec world = new WorldSpec(
                demo.cluster(),
                demo.nodes(),
                demo.pools(),
                demo.roles(),
                demo.users(),
                change.apply(new ArrayList<>(demo.acls())),
                demo.templates(),
                demo.images());
        simulator = Simulator.start(SimulatorOptions.instant(directory).withWorld(world));
        return PlainClient.of(simulator, "pluto");
    }

    private static UnaryOperator<List<Acl>> without(String path, String who) {
        return acls -> acls.stream()
                .filter(acl -> !(acl.path().equals(path) && acl.who().equals(who)))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"lbprov@pve", "lbprov@pve!demo"})
    void a_separated_token_needs_what_its_user_has_and_the_other_way_round(String who) {
        Answer answer = client(without("/pool/lb", who)).post("/nodes/pluto/qemu", SMALL);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.reason()).isEqualTo("Permission check failed");
    }

    @Test
    void a_bridge_needs_sdn_use() {
        Answer answer = client(without("/sdn/zones/localnetwork/vmbr0", "lbprov@pve!demo"))
                .post("/nodes/pluto/qemu", SMALL);

        assertThat(answer.reason()).isEqualTo("Permission check failed (/sdn/zones/localnetwork/vmbr0, SDN.Use)");
        assertThat(answer.json().path("message").asString()).endsWith("SDN.Use)\n");
    }

    @Test
    void bridges_without_the_right_are_silently_left_out() {
        assertThat(client(without("/sdn/zones/localnetwork/vmbr0", "lbprov@pve"))
                        .get("/nodes/pluto/network?type=any_bridge")
                        .data()
                        .findValuesAsString("iface"))
                .containsExactly("vmbr1", "vmbrNAT");
    }

    @Test
    void a_closer_role_hides_the_inherited_one() {
        PlainClient client = client(acls -> {
            acls.add(new Acl("/storage/lbseed", "lbprov@pve", "PVEAuditor", true));
            acls.removeIf(acl -> acl.path().equals("/storage/lbseed")
                    && acl.role().equals("LbprovSeed")
                    && acl.who().equals("lbprov@pve"));
            acls.add(new Acl("/storage", "lbprov@pve", "PVEDatastoreAdmin", true));
            return acls;
        });

        assertThat(client.delete("/nodes/pluto/storage/lbseed/content/lbseed:iso/x.iso")
                        .reason())
                .isEqualTo("Permission check failed (/storage/lbseed, Datastore.Allocate)");
    }

    @Test
    void pool_rights_reach_members_only_and_die_with_them() {
        PlainClient client = client(acls -> acls);

        assertThat(client.get("/access/permissions").data().has("/vms/101")).isFalse();
        assertThat(client.task(client.post("/nodes/pluto/qemu", SMALL))).isEqualTo("OK");
        assertThat(client.get("/access/permissions")
                        .data()
                        .path("/vms/101")
                        .path("VM.Allocate")
                        .asInt(-1))
                .isZero();
        assertThat(client.task(client.delete("/nodes/pluto/qemu/101"))).isEqualTo("OK");
        assertThat(client.get("/nodes/pluto/qemu/101/config").reason())
                .isEqualTo("Permission check failed (/vms/101, VM.Audit)");
    }

    @Test
    void downloading_needs_one_of_two_rights() {
        PlainClient client = client(without("/nodes/pluto", "lbprov@pve!demo"));

        Answer answer = client.post(
                "/nodes/pluto/storage/local/download-url",
                Map.of("content", "import", "filename", "x.qcow2", "url", "https://images.example/x"));
        assertThat(answer.reason()).isEqualTo("Permission check failed");
    }

    @Test
    void an_upload_without_the_right_is_refused_before_it_is_read() {
        Answer answer =
                client(without("/storage/lbseed", "lbprov@pve")).upload("pluto", "lbseed", "x.iso", new byte[10]);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void options_of_root_stay_with_root() {
        PlainClient client = client(acls -> acls);
        client.task(client.post("/nodes/pluto/qemu", SMALL));

        assertThat(client.put("/nodes/pluto/qemu/101/config", Map.of("args", "-x"))
                        .reason())
                .isEqualTo("only root can set 'args' config");
        assertThat(client.put("/nodes/pluto/qemu/101/config", Map.of("startup", "order=1"))
                        .reason())
                .isEqualTo("Permission check failed (/, Sys.Modify)");
    }
}
