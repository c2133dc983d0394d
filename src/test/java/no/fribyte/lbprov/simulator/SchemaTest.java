package no.fribyte.lbprov.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import no.fribyte.lbprov.simulator.api.CallSchema;
import no.fribyte.lbprov.simulator.api.PveVersion;
import no.fribyte.lbprov.simulator.api.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares what the simulator takes with Proxmox VE's own schema, where that lies beside the checkout. */
class SchemaTest {
    private static final Path SHARED = Path.of("../shared/pve/api-schema.json");
    private static final Set<String> NOT_IN_THE_EXTRACT =
            Set.of("GET /cluster/config/qdevice", "GET /cluster/tasks", "GET /nodes/{node}/time");
    /** What of a parameter the simulator looks at. */
    private static final Set<String> FACTS = Set.of(
            "type",
            "format",
            "optional",
            "alias",
            "default_key",
            "enum",
            "maxLength",
            "maximum",
            "minLength",
            "minimum",
            "pattern",
            "requires");

    @TempDir
    Path directory;

    private static JsonNode ours() throws IOException {
        try (InputStream in = Schema.class.getResourceAsStream("/no/fribyte/lbprov/simulator/calls.json")) {
            return JsonMapper.builder().build().readTree(in);
        }
    }

    private static JsonNode real() {
        assumeTrue(Files.exists(SHARED), "SKIPPED: no " + SHARED + " beside the checkout");
        return JsonMapper.builder().build().readTree(SHARED.toFile());
    }

    /** The same definition in the same words, whichever of the two files it comes from. */
    private static Map<String, String> facts(JsonNode definition) {
        Map<String, String> facts = new TreeMap<>();
        definition.properties().forEach(entry -> {
            if (FACTS.contains(entry.getKey())) {
                JsonNode value = entry.getValue();
                boolean flag = entry.getKey().matches("optional|default_key");
                String text = value.isContainer() ? value.toString() : value.asString();
                facts.put(entry.getKey(), flag ? Boolean.toString(value.asBoolean()) : plain(text));
            }
        });
        return facts;
    }

    private static String plain(String text) {
        return text.replaceFirst("^\\{\"\\$ref\":\"#/formats/(.*)\"}$", "#$1").replace("(?^:", "(?:");
    }

    private static Map<String, Map<String, String>> all(JsonNode definitions) {
        Map<String, Map<String, String>> all = new TreeMap<>();
        definitions.properties().forEach(entry -> all.put(entry.getKey(), facts(entry.getValue())));
        return all;
    }

    @Test
    void calls_json_says_what_the_real_schema_says() throws IOException {
        JsonNode real = real();
        JsonNode ours = ours();
        List<String> different = new ArrayList<>();
        int compared = 0;
        for (Map.Entry<String, JsonNode> call : ours.path("calls").properties()) {
            String[] name = call.getKey().split(" ", 2);
            JsonNode there = real.path("endpoints").path(name[1]).path(name[0]);
            if (there.isMissingNode()) {
                assertThat(NOT_IN_THE_EXTRACT).contains(call.getKey());
                continue;
            }
            JsonNode here = call.getValue();
            boolean same = all(here.path("parameters")).equals(all(there.path("parameters")))
                    && here.path("permissions").equals(there.path("permissions"))
                    && here.path("proxyto")
                            .asString("")
                            .equals(there.path("proxyto").asString(""))
                    && here.path("config").asBoolean(false) == there.has("parametersInclude");
            if (!same) {
                different.add(call.getKey());
            }
            compared++;
        }
        assertThat(different).isEmpty();
        assertThat(all(ours.path("config")))
                .isEqualTo(all(real.path("parameterSets").path("qemuConfig")));
        Set<String> formats = new TreeSet<>(ours.path("formats").propertyNames());
        for (String format : formats) {
            assertThat(all(ours.path("formats").path(format)))
                    .as(format)
                    .isEqualTo(all(real.path("formats").path(format)));
        }
        System.out.printf("schema: %d calls and %d formats are those of the real one%n", compared, formats.size());
        assertThat(compared).isGreaterThan(60);
    }

    @Test
    void every_call_with_a_schema_is_there() {
        try (Simulator simulator = Simulator.start(SimulatorOptions.instant(directory))) {
            PlainClient client = PlainClient.of(simulator, "pluto");
            for (CallSchema call : Schema.load(PveVersion.parse("9.1")).calls()) {
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
