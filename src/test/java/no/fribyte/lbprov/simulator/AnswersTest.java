package no.fribyte.lbprov.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import no.fribyte.lbprov.simulator.access.Percent;
import no.fribyte.lbprov.simulator.api.CallSchema;
import no.fribyte.lbprov.simulator.api.PveVersion;
import no.fribyte.lbprov.simulator.api.Schema;
import no.fribyte.lbprov.support.Lbprov;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every answer that a whole life of a pair gets is shaped as Proxmox VE's schema says, where that lies beside us. */
class AnswersTest {
    private static final Path SHARED = Path.of("../shared/pve/api-schema.json");
    private static final String ERROR_KEYS = "data|message|errors";

    @TempDir
    Path directory;

    private final Queue<Seen> answers = new ConcurrentLinkedQueue<>();

    /** One answer as it left. */
    private record Seen(String method, String path, int status, String reason, String type, String body) {}

    private void watch(Simulator simulator) {
        simulator.watch((request, response) -> answers.add(new Seen(
                request.method(),
                Percent.decode(request.path(), false).replaceFirst("^/api2/json", ""),
                response.status(),
                response.reason(),
                response.contentType().orElse(""),
                new String(response.body(), StandardCharsets.UTF_8))));
    }

    private void liveAPairsLife(Lbprov lbprov) {
        lbprov.run("create", "demo").exits(0);
        askEverything(PlainClient.of(lbprov.place().simulator(), "pluto"));
        lbprov.run("rebuild", "demo", "load-balancer-1", "--yes").exits(0);
        lbprov.run("status", "demo").exits(0);
        lbprov.run("destroy", "demo", "--confirm", "demo").exits(0);
        lbprov.run("create", "demo", "--dry-run");
    }

    /** What other clients read, and lbprov does not. */
    private static void askEverything(PlainClient client) {
        String vmid = client.get("/nodes/pluto/qemu")
                .data()
                .valueStream()
                .filter(vm -> vm.path("status").asString().equals("running"))
                .map(vm -> vm.path("vmid").asString())
                .findFirst()
                .orElseThrow();
        for (CallSchema call : Schema.load(PveVersion.parse("9.1")).calls()) {
            if (call.method().equals("GET")) {
                for (String id : List.of("9000", vmid, "999")) {
                    client.get(call.path()
                            .replace("{node}", "pluto")
                            .replace("{vmid}", id)
                            .replace("{storage}", "local")
                            .replace("{poolid}", "lb")
                            .replace("{iface}", "vmbr0")
                            .replaceAll("\\{\\w+}", "x"));
                }
            }
        }
    }

    @Test
    void every_answer_has_the_shape_of_a_real_one() {
        assumeTrue(Files.exists(SHARED), "SKIPPED: no " + SHARED + " beside the checkout");
        try (Lbprov lbprov = Lbprov.in(directory)) {
            watch(lbprov.place().simulator());
            liveAPairsLife(lbprov);
        }

        ReturnShapes shapes = new ReturnShapes(SHARED);
        TreeSet<String> wrong = new TreeSet<>();
        Map<String, Integer> held = new TreeMap<>();
        Map<String, Integer> unknown = new TreeMap<>();
        for (Seen seen : answers) {
            if (seen.status() != 200) {
                wrong.addAll(wrongError(seen));
                held.merge("an error", 1, Integer::sum);
                continue;
            }
            String call = shapes.call(seen.method(), seen.path());
            if (call.isEmpty()) {
                unknown.merge(seen.method() + " " + seen.path(), 1, Integer::sum);
            } else {
                JsonNode data =
                        JsonMapper.builder().build().readTree(seen.body()).path("data");
                shapes.wrong(call, data).forEach(wrong::add);
                held.merge(call, 1, Integer::sum);
            }
        }
        System.out.printf(
                "answers: %d of %d kinds held against the schema, %d not in it %s%n",
                held.values().stream().mapToInt(Integer::intValue).sum(),
                held.size(),
                unknown.values().stream().mapToInt(Integer::intValue).sum(),
                unknown.keySet());
        assertThat(wrong).isEmpty();
        assertThat(held).hasSizeGreaterThan(40);
        assertThat(unknown.keySet())
                .containsExactlyInAnyOrder(
                        "GET /cluster/config/qdevice", "GET /cluster/tasks", "GET /nodes/pluto/time");
    }

    private static List<String> wrongError(Seen seen) {
        String name = seen.method() + " " + seen.path() + " " + seen.status();
        if (seen.reason().isBlank()) {
            return List.of(name + " has no reason");
        }
        if (seen.body().isEmpty()) {
            return List.of();
        }
        JsonNode body = JsonMapper.builder().build().readTree(seen.body());
        boolean fine = seen.type().equals("application/json;charset=UTF-8")
                && body.path("data").isNull()
                && body.propertyNames().stream().allMatch(key -> key.matches(ERROR_KEYS))
                && (seen.status() == 400) == body.has("errors");
        return fine ? List.of() : List.of(name + ": " + seen.body());
    }
}
