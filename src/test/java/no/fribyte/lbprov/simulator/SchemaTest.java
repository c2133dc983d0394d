package no.fribyte.lbprov.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import no.fribyte.lbprov.simulator.api.CallSchema;
import no.fribyte.lbprov.simulator.api.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares what the simulator takes with Proxmox VE's own schema, where that lies beside the checkout. */
class SchemaTest {
    private static final Path SHARED = Path.of("../shared/pve/api-schema.json");

    private static final Map<String, List<String>> NOT_IN_THE_EXTRACT =
            Map.of("/cluster/tasks", List.of(), "/nodes/{node}/time", List.of("node"));

    @TempDir
    Path directory;

    @Test
    void every_call_takes_the_parameters_of_the_real_one() {
        assumeTrue(Files.exists(SHARED), "no schema beside the checkout");
        JsonNode real = JsonMapper.builder().build().readTree(SHARED.toFile());
        List<String> different = new ArrayList<>();
        for (CallSchema call : Schema.load().calls()) {
            JsonNode there = real.path("endpoints").path(call.path()).path(call.method());
            if (NOT_IN_THE_EXTRACT.containsKey(call.path())) {
                assertThat(call.parameterNames()).isEqualTo(NOT_IN_THE_EXTRACT.get(call.path()));
                continue;
            }
            Set<String> expected = new TreeSet<>(there.path("parameters").propertyNames());
            if (there.has("parametersInclude")) {
                expected.addAll(real.path("parameterSets").path("qemuConfig").propertyNames());
            }
            Set<String> ours = new TreeSet<>();
            call.parameterNames().forEach(name -> ours.add(family(name, expected)));
            if (!ours.equals(expected)) {
                different.add(call.name() + ": " + ours + " instead of " + expected);
            }
        }
        assertThat(different).isEmpty();
    }

    private static String family(String name, Set<String> expected) {
        String family = name.replaceFirst("\\d+$", "[n]");
        return expected.contains(family) && !expected.contains(name) ? family : name;
    }

    @Test
    void every_call_with_a_schema_is_there() {
        try (Simulator simulator = Simulator.start(SimulatorOptions.instant(directory))) {
            PlainClient client = PlainClient.of(simulator, "pluto");
            for (CallSchema call : Schema.load().calls()) {
                if (call.method().equals("GET")) {
                    String path = call.path()
                            .replace("{node}", "pluto")
                            .replace("{vmid}", "9000")
                            .replace("{storage}", "local")
                            .replace("{poolid}", "lb")
                            .replaceAll("\\{\\w+}", "x");
                    assertThat(client.get(path).status()).as(call.name()).isNotEqualTo(501);
                }
            }
        }
    }
}
