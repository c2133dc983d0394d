package no.fribyte.lbprov.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Several processes at once on one machine. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TogetherIT {
    @TempDir
    Path home;

    @Test
    void of_two_creates_at_the_same_time_one_wins_and_the_other_names_it() throws Exception {
        try (Lbprov lbprov = Lbprov.in(home)) {
            Run one = lbprov.start("create", "demo");
            Run other = lbprov.start("create", "demo");
            boolean oneWins = one.end().status() == 0;
            Run winner = oneWins ? one : other;
            Answer won = winner.end();
            Answer lost = (oneWins ? other : one).end();

            assertThat(won.status()).as(won.err()).isZero();
            assertThat(won.out()).contains("demo  healthy: ");
            assertThat(lost.status()).as(lost.err()).isEqualTo(10);
            assertThat(lost.err())
                    .contains("Error: someone else is working on the pair demo")
                    .containsPattern("at it since .* until it ends .process %d, run|a run that has just begun"
                            .formatted(winner.pid()));
            assertThat(lbprov.world().vmsOf("demo")).hasSize(2);
        }
    }

    @Test
    void commands_attach_to_a_running_simulator_and_own_the_world_when_it_is_gone() throws Exception {
        try (Lbprov lbprov = Lbprov.in(home)) {
            Run simulator = lbprov.start("simulator", "--port", "0");
            simulator.awaitOut("token  PVEAPIToken=");
            Path announced = lbprov.state().resolve("simulator/world/server.json");

            Answer create = lbprov.run("create", "demo");
            assertThat(create.status()).as(create.err()).isZero();
            assertThat(owner(announced)).isEqualTo(simulator.pid());
            assertThat(lbprov.run("status", "demo").out()).contains("demo  healthy: ");

            simulator.signal("TERM");
            assertThat(simulator.end().status()).isEqualTo(143);
            assertThat(announced).doesNotExist();

            assertThat(lbprov.run("status", "demo").out()).contains("demo  healthy: ");
            assertThat(lbprov.world().vmsOf("demo")).containsExactlyInAnyOrder(200, 201);
        }
    }

    @Test
    void the_owner_of_the_world_stays_until_the_others_are_done() throws Exception {
        try (Lbprov lbprov = Lbprov.in(home)) {
            // slow enough for the other to be there in time: it takes as long, and begins later
            Run owner = lbprov.start(
                    Lbprov.CHECKOUT,
                    Map.of("LBPROV_SIMULATOR_SPEED", "5"),
                    Lbprov.command(Lbprov.LAUNCHER, "create", "demo"));
            owner.awaitErr("Plan: ");
            Run visitor = lbprov.start("create", "staging", "--inventory", "simulator");
            Answer first = owner.end();
            Answer second = visitor.end();

            assertThat(first.status()).as(first.err()).isZero();
            assertThat(first.err()).contains("another command uses the simulator of this one");
            assertThat(second.status()).as(second.err()).isZero();
            assertThat(second.out()).contains("staging  healthy: ");
            assertThat(lbprov.world().vmsOf("demo")).hasSize(2);
            assertThat(lbprov.world().vmsOf("staging")).hasSize(2);
        }
    }

    @Test
    void a_second_simulator_on_the_same_world_is_refused() throws Exception {
        try (Lbprov lbprov = Lbprov.in(home)) {
            Run simulator = lbprov.start("simulator");
            simulator.awaitOut("token  PVEAPIToken=");

            Answer second = lbprov.run("simulator", "--port", "0");

            assertThat(second.status()).isEqualTo(10);
            assertThat(second.err()).contains("another process serves the world", "https://127.0.0.1:", "--world DIR");
        }
    }

    @Test
    void a_killed_owner_of_the_world_is_no_hindrance() throws Exception {
        try (Lbprov lbprov = Lbprov.in(home)) {
            Run simulator = lbprov.start("simulator");
            simulator.awaitOut("token  PVEAPIToken=");
            simulator.kill();
            assertThat(lbprov.state().resolve("simulator/world/server.json")).exists();

            Answer plan = lbprov.run("create", "demo", "--dry-run");

            assertThat(plan.status()).as(plan.err()).isZero();
            assertThat(plan.out()).startsWith("Plan: create the pair demo");
        }
    }

    @Test
    void the_simulator_serves_any_client() throws Exception {
        boolean curlIsThere = Files.isExecutable(Path.of("/usr/bin/curl"));
        if (!curlIsThere) {
            System.err.println("SKIPPED: curl is not installed, so no other client was served");
        }
        assumeTrue(curlIsThere, "curl is not installed");
        try (Lbprov lbprov = Lbprov.in(home)) {
            Path world = home.resolve("a world");
            Run simulator = lbprov.start("simulator", "--port", "0", "--world", world.toString(), "--output", "json");
            simulator.awaitOut("(?s)\\{.*\\}\\s*$");
            JsonNode told = JsonMapper.shared().readTree(simulator.out());
            String pluto = told.get("endpoints").get(0).asString().replaceFirst("pluto +", "");
            String token = "PVEAPIToken=%s=%s"
                    .formatted(
                            told.get("tokenId").asString(),
                            told.get("tokenSecret").asString());
            Path ca = Path.of(told.get("caFile").asString());

            assertThat(curl(lbprov, ca, token, pluto + "/api2/json/version")
                            .json()
                            .at("/data/release")
                            .asString())
                    .isEqualTo("9.1");
            assertThat(curl(lbprov, ca, token, pluto + "/api2/json/nodes")
                            .json()
                            .at("/data"))
                    .hasSize(3);
            assertThat(curl(lbprov, ca, token + "x", pluto + "/api2/json/version")
                            .status())
                    .as("curl's status for an answer of 400 and above")
                    .isEqualTo(22);
            assertThat(Files.exists(world.resolve("world.json"))).isTrue();

            simulator.signal("TERM");
            assertThat(simulator.end().status()).isEqualTo(143);
        }
    }

    private static Answer curl(Lbprov lbprov, Path ca, String token, String address) throws Exception {
        List<String> command =
                List.of("curl", "-sS", "--fail", "--cacert", ca.toString(), "-H", "Authorization: " + token, address);
        return lbprov.start(Lbprov.CHECKOUT, Map.of(), command).end();
    }

    private static long owner(Path announced) {
        return JsonMapper.shared().readTree(announced.toFile()).get("pid").asLong();
    }
}
