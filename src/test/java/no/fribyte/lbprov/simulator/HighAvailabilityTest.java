package no.fribyte.lbprov.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import no.fribyte.lbprov.simulator.guest.GuestTiming;
import no.fribyte.lbprov.simulator.world.DemoWorld;
import no.fribyte.lbprov.simulator.world.Timing;
import no.fribyte.lbprov.simulator.world.WorldSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A VM that the cluster manages is started and stopped by wishes that it grants later. */
class HighAvailabilityTest {
    private static final String VM = "/nodes/pluto/qemu/101";
    private static final Map<String, String> RESOURCE = Map.of("sid", "vm:101", "state", "stopped");

    @TempDir
    Path directory;

    private final TestClock clock = new TestClock();
    private Simulator simulator;
    private PlainClient client;

    @BeforeEach
    void start() {
        simulator = Simulator.start(options());
        client = PlainClient.of(simulator, "pluto");
        client.post("/nodes/pluto/qemu", Map.of("vmid", "101", "pool", "lb")).data();
        clock.pass(Duration.ofSeconds(2));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private SimulatorOptions options() {
        WorldSpec demo = DemoWorld.cluster();
        List<WorldSpec.Role> roles = new ArrayList<>(demo.roles());
        roles.removeIf(role -> role.name().equals("LbprovRead"));
        roles.add(new WorldSpec.Role("LbprovRead", List.of("Sys.Audit", "Sys.Console")));
        WorldSpec world = new WorldSpec(
                demo.cluster(),
                demo.nodes(),
                demo.pools(),
                roles,
                demo.users(),
                demo.acls(),
                demo.templates(),
                demo.images());
        return SimulatorOptions.instant(directory)
                .withWorld(world)
                .withTiming(Timing.demo(), GuestTiming.instant())
                .withClock(clock);
    }

    private JsonNode current() {
        return client.get(VM + "/status/current").data();
    }

    @Test
    void a_start_task_ends_long_before_the_vm_runs() {
        client.post("/cluster/ha/resources", RESOURCE).data();
        clock.pass(Duration.ofSeconds(30));
        PlainClient.Answer started = client.post(VM + "/status/start", Map.of());

        assertThat(started.data().asString()).contains(":hastart:101:lbprov@pve!demo:");
        clock.pass(Duration.ofSeconds(1));
        assertThat(client.task(started)).isEqualTo("OK");
        assertThat(current().path("status").asString()).isEqualTo("stopped");
        assertThat(current().path("ha").path("managed").asInt()).isEqualTo(1);
        assertThat(current().path("ha").path("state").asString()).isEqualTo("stopped");
        clock.pass(Duration.ofSeconds(10));
        assertThat(current().path("status").asString()).isEqualTo("running");
        assertThat(client.get("/cluster/ha/resources/vm:101")
                        .data()
                        .path("state")
                        .asString())
                .isEqualTo("started");

        PlainClient.Answer stopped = client.post(VM + "/status/shutdown", Map.of());
        assertThat(stopped.data().asString()).contains(":hastop:101:");
        clock.pass(Duration.ofSeconds(1));
        assertThat(current().path("status").asString()).isEqualTo("running");
        clock.pass(Duration.ofSeconds(10));
        assertThat(current().path("status").asString()).isEqualTo("stopped");
        assertThat(client.post(VM + "/status/stop", Map.of("overrule-shutdown", "1"))
                        .error("overrule-shutdown"))
                .isEqualTo("not applicable for HA resources.");
    }

    @Test
    void a_managed_vm_is_destroyed_with_purge_only() {
        client.post("/cluster/ha/resources", RESOURCE).data();

        assertThat(client.delete(VM).reason())
                .isEqualTo("unable to remove VM 101 - used in HA resources and purge parameter not set.");
        clock.pass(Duration.ofSeconds(30));
        client.delete(VM + "?purge=1").data();
        clock.pass(Duration.ofSeconds(2));
        assertThat(client.get("/cluster/ha/resources").data().isEmpty()).isTrue();
        assertThat(simulator.world("pluto").vm(101)).isEmpty();
    }

    @Test
    void a_resource_is_made_changed_shown_and_removed() {
        assertThat(client.post("/cluster/ha/resources", Map.of("sid", "vm:555")).reason())
                .isEqualTo("resource 'vm:555' does not exist in cluster");
        client.post("/cluster/ha/resources", RESOURCE).data();
        assertThat(client.post("/cluster/ha/resources", RESOURCE).reason())
                .isEqualTo("resource ID 'vm:101' already defined");
        client.put("/cluster/ha/resources/vm:101", Map.of("state", "ignored")).data();
        assertThat(current().path("ha").path("managed").asInt()).isZero();
        assertThat(client.get("/cluster/resources?type=vm").data().findValuesAsString("hastate"))
                .containsExactly("ignored");
        assertThat(client.get("/cluster/ha/status/current").data().findValuesAsString("sid"))
                .containsExactly("vm:101");
        client.delete("/cluster/ha/resources/vm:101").data();
        assertThat(client.get("/cluster/ha/resources/vm:101").reason()).isEqualTo("no such resource 'vm:101'");
    }

    @Test
    void a_world_of_an_earlier_version_has_none() throws IOException {
        simulator.close();
        Path world = directory.resolve("world.json");
        String old = Files.readString(world).replace("\"ha\":[],", "").replaceAll(",\"password\":null", "");
        assertThat(old).doesNotContain("\"ha\"", "\"password\"");
        Files.writeString(world, old);

        simulator = Simulator.start(options());
        client = PlainClient.of(simulator, "pluto");
        assertThat(client.get("/cluster/ha/resources").data().isEmpty()).isTrue();
        assertThat(client.get("/nodes/pluto/qemu/101/config").status()).isEqualTo(200);
    }
}
