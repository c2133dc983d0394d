package no.fribyte.lbprov.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.app.SimulatorSource;
import no.fribyte.lbprov.app.Surroundings;
import no.fribyte.lbprov.app.Times;
import no.fribyte.lbprov.support.Lbprov;
import no.fribyte.lbprov.support.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code --output json}: one document on stdout, whatever happened. */
class JsonOutputTest {
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

    private JsonNode json(int status, String command, String... rest) {
        String[] args = new String[rest.length + 3];
        args[0] = command;
        System.arraycopy(rest, 0, args, 1, rest.length);
        args[rest.length + 1] = "--output";
        args[rest.length + 2] = "json";
        Result result = lbprov.run(args).exits(status);
        JsonNode document = result.json();
        assertThat(document.path("format").asInt()).isEqualTo(1);
        assertThat(document.path("exitStatus").asInt(-1)).isEqualTo(status);
        assertThat(document.path("command").asString()).isEqualTo(command);
        return document;
    }

    @Test
    void the_life_of_a_pair_is_one_document_per_command() {
        assertThat(json(0, "validate", "demo").path("pair").asString()).isEqualTo("demo");
        assertThat(json(9, "plan", "demo", "--exit-code")
                        .path("plan")
                        .path("stages")
                        .path(0)
                        .path("lanes")
                        .size())
                .isEqualTo(2);
        JsonNode created = json(0, "create", "demo");
        assertThat(created.path("plan").path("intent").asString()).isEqualTo("create");
        assertThat(created.path("pair").path("holders").path(0).asString()).isEqualTo("load-balancer-1");
        assertThat(json(0, "create", "demo").path("plan").path("stages")).isEmpty();
        JsonNode member = json(0, "status", "demo").path("pair").path("members").path(1);
        assertThat(member.path("name").asString()).isEqualTo("load-balancer-2");
        assertThat(member.path("healthy").asBoolean()).isTrue();
        assertThat(member.path("vmid").asInt()).isEqualTo(201);
        JsonNode rebuilt = json(0, "rebuild", "demo", "load-balancer-2", "--yes");
        assertThat(rebuilt.path("pair").path("redundant").asBoolean()).isTrue();
        assertThat(json(0, "destroy", "demo", "--confirm", "demo")
                        .path("plan")
                        .path("confirm")
                        .size())
                .isEqualTo(2);
        assertThat(json(8, "status", "demo").path("pair").path("holders")).isEmpty();
    }

    @Test
    void render_gives_every_file_of_both_members() {
        JsonNode members = json(0, "render", "demo").path("members");

        assertThat(members.propertyNames()).containsExactly("load-balancer-1", "load-balancer-2");
        JsonNode files = members.path("load-balancer-1").path("files");
        assertThat(files.path("/etc/haproxy/haproxy.cfg").path("text").asString())
                .contains("bind 198.51.100.10:80");
        assertThat(files.path("/usr/local/sbin/lbprov-guest").path("mode").asString())
                .isEqualTo("0755");
    }

    @Test
    void a_bad_profile_has_its_problems_with_their_places_in_the_document() {
        lbprov.workspace().edit("profiles/demo.yaml", "router-id: 51", "router-id: 300");

        JsonNode problem = json(3, "validate", "demo").path("problems").path(0);

        assertThat(problem.path("severity").asString()).isEqualTo("error");
        assertThat(problem.path("where").path("file").asString()).isEqualTo("profiles/demo.yaml");
        assertThat(problem.path("where").path("line").asInt()).isEqualTo(25);
        assertThat(problem.path("where").path("path").asString()).isEqualTo("/virtual-ips/router-id");
    }

    @Test
    void a_failed_command_is_a_document_too() {
        assertThat(json(2, "destroy", "demo", "--member", "nobody")
                        .path("problems")
                        .path(0)
                        .path("try")
                        .asString())
                .isEqualTo("its members are load-balancer-1 and load-balancer-2");
        lbprov.place().faults().nodeDown("pluto");
        lbprov.place().faults().nodeDown("fergus");
        lbprov.place().faults().nodeDown("skaftetrynet");
        assertThat(json(4, "status", "demo").path("problems").size()).isEqualTo(3);
        assertThat(json(4, "create", "demo").path("problems").size()).isPositive();
    }

    @Test
    void a_wrong_command_line_is_a_document_too() {
        for (String line : List.of("create", "create demo --nosuch", "creat demo", "simulator --port 99999")) {
            Result result = lbprov.run((line + " --output json").split(" ", -1)).exits(2);
            assertThat(result.json().path("exitStatus").asInt()).as(line).isEqualTo(2);
            assertThat(result.json().path("problems").path(0).path("try").asString())
                    .as(line)
                    .endsWith("--help");
            assertThat(result.err()).startsWith("Error: ");
        }
        assertThat(lbprov.run("--output=json").exits(2).json().path("command").asString())
                .isEqualTo("lbprov");
    }

    @Test
    void a_bug_is_a_document_too() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams = new Streams(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Streams.Terminals(false, false, false));
        Surroundings here =
                new Surroundings(Map.of(), directory, lbprov.workspace().root(), "ops", "desk", 1, "lbprov");
        SimulatorSource broken = () -> {
            throw new IllegalStateException("boom");
        };

        int status =
                new Main(here, Times.real(), streams, Optional.of(broken)).run("status", "demo", "--output", "json");

        Result result = new Result(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        assertThat(result.exits(1).json().path("exitStatus").asInt()).isEqualTo(1);
        assertThat(result.json().path("problems").path(0).path("summary").asString())
                .contains("bug")
                .contains("boom");
    }

    @Test
    void a_plan_that_nobody_agreed_to_is_in_the_document() {
        lbprov.run("create", "demo").exits(0);

        JsonNode rebuild = json(2, "rebuild", "demo", "load-balancer-1");
        assertThat(rebuild.path("plan").path("member").asString()).isEqualTo("load-balancer-1");
        assertThat(rebuild.path("plan").path("stages")).isNotEmpty();
        assertThat(rebuild.path("problems").path(0).path("summary").asString()).contains("nobody agreed");
        assertThat(json(2, "destroy", "demo").path("plan").path("stages")).isNotEmpty();
        lbprov.typing("n\n");
        JsonNode declined = json(2, "rebuild", "demo", "load-balancer-2");
        assertThat(declined.path("plan").path("confirm")).isNotEmpty();
        assertThat(declined.path("problems").path(0).path("why").asString()).isEqualTo("the answer was no");
    }

    @Test
    void a_command_has_one_name_however_it_ends() {
        for (String end : List.of("", "nosuch")) {
            Result result = lbprov.run("secrets", "list", "demo" + end, "--output", "json");
            assertThat(result.json().path("command").asString()).isEqualTo("secrets list");
        }
    }

    @Test
    void what_a_step_warned_of_is_in_the_document() {
        lbprov.place().lan().backendDown("203.0.113.31");
        lbprov.place().lan().backendDown("203.0.113.32");

        JsonNode problems = json(0, "create", "demo").path("problems");

        assertThat(problems.toString()).contains("warning", "service postgres: no server of 2 is up");
    }

    @Test
    void what_is_odd_about_the_input_is_in_the_document() {
        JsonNode problems = json(0, "validate", "production").path("problems");

        assertThat(problems.size()).isEqualTo(4);
        assertThat(problems.path(3).path("summary").asString()).startsWith("there is no vault");
    }
}
