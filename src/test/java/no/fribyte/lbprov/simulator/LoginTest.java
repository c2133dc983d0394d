package no.fribyte.lbprov.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.simulator.PlainClient.Answer;
import no.fribyte.lbprov.simulator.world.DemoWorld;
import no.fribyte.lbprov.simulator.world.WorldSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Logins with a password: ticket, cookie, and the token that guards writes. */
class LoginTest {
    private static final Map<String, String> RIGHT = Map.of("username", "lbprov@pve", "password", "s3cret");
    private static final Map<String, String> VM = Map.of("vmid", "101", "pool", "lb");

    @TempDir
    Path directory;

    private final TestClock clock = new TestClock();
    private Simulator simulator;
    private PlainClient client;

    static WorldSpec withPassword(WorldSpec world) {
        return world.withUsers(world.users().stream()
                .map(user -> new WorldSpec.User(
                        user.id(), user.enabled(), user.expire(), user.tokens(), Optional.of("s3cret")))
                .toList());
    }

    @BeforeEach
    void start() {
        simulator = Simulator.start(
                SimulatorOptions.instant(directory).withClock(clock).withWorld(withPassword(DemoWorld.cluster())));
        client = PlainClient.of(simulator, "pluto").anonymous();
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private static String cookie(JsonNode login) {
        return "PVEAuthCookie="
                + login.path("ticket").asString().replace(":", "%3A").replace("=", "%3D");
    }

    @Test
    void a_ticket_reads_and_with_its_guard_writes() {
        JsonNode login = client.post("/access/ticket", RIGHT).data();
        PlainClient reader = client.header("Cookie", "other=x; " + cookie(login));

        assertThat(login.path("ticket").asString()).matches("PVE:lbprov@pve:[0-9A-F]{8}::.+");
        assertThat(login.path("username").asString()).isEqualTo("lbprov@pve");
        assertThat(login.path("clustername").asString()).isEqualTo("demo");
        assertThat(login.path("cap").path("vms").has("VM.Audit")).isTrue();
        assertThat(reader.get("/nodes").data().size()).isEqualTo(3);
        Answer unguarded = reader.post("/nodes/pluto/qemu", VM);
        assertThat(unguarded.status()).isEqualTo(401);
        assertThat(unguarded.reason()).isEqualTo("Permission denied - invalid csrf token");
        assertThat(unguarded.body()).isEmpty();
        PlainClient writer = reader.header(
                "CSRFPreventionToken", login.path("CSRFPreventionToken").asString());
        assertThat(writer.post("/nodes/pluto/qemu", VM).data().asString()).endsWith(":qmcreate:101:lbprov@pve:");
    }

    @Test
    void an_upload_needs_no_guard() {
        JsonNode login = client.post("/access/ticket", RIGHT).data();

        assertThat(client.header("Cookie", cookie(login))
                        .upload("pluto", "lbseed", "x.iso", new byte[3])
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_ticket_wins_over_a_token() {
        PlainClient both = PlainClient.of(simulator, "pluto").header("Cookie", "PVEAuthCookie=PVE:x");

        assertThat(both.get("/nodes").reason()).isEqualTo("permission denied - invalid PVE ticket");
        JsonNode login = client.post("/access/ticket", RIGHT).data();
        assertThat(client.with(cookie(login)).get("/nodes").status())
                .as("in the other header")
                .isEqualTo(200);
    }

    @Test
    void a_wrong_password_is_no_different_from_an_unknown_user() {
        for (Map<String, String> wrong : List.of(
                Map.of("username", "lbprov@pve", "password", "guess"),
                Map.of("username", "nobody@pve", "password", "s3cret"))) {
            Answer answer = client.post("/access/ticket", wrong);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.reason()).isEqualTo("authentication failure");
            assertThat(answer.json().path("data").isNull()).isTrue();
            assertThat(answer.closes()).isTrue();
        }
        assertThat(client.post("/access/ticket", Map.of("username", "lbprov", "realm", "pve", "password", "s3cret"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_ticket_lasts_two_hours_and_can_be_renewed() {
        String ticket =
                client.post("/access/ticket", RIGHT).data().path("ticket").asString();
        clock.pass(Duration.ofMinutes(110));
        JsonNode renewed = client.post("/access/ticket", Map.of("username", "lbprov@pve", "password", ticket))
                .data();
        clock.pass(Duration.ofMinutes(20));

        assertThat(client.header("Cookie", "PVEAuthCookie=" + ticket)
                        .get("/nodes")
                        .status())
                .isEqualTo(401);
        assertThat(client.header("Cookie", cookie(renewed)).get("/nodes").status())
                .isEqualTo(200);
    }

    @Test
    void no_password_is_in_the_log_of_writes() {
        client.post("/access/ticket", RIGHT).data();

        assertThat(simulator.writeLog()).hasSize(1);
        assertThat(simulator.writeLog().toString()).doesNotContain("s3cret");
    }
}
