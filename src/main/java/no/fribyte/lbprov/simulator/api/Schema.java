package no.fribyte.lbprov.simulator.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls, their parameters and who may call them, read from {@code calls.json}. */
public final class Schema {
    /** How many members a family such as {@code net[n]} has. */
    private static final Map<String, Integer> FAMILIES = Map.ofEntries(
            Map.entry("hostpci", 16),
            Map.entry("ide", 4),
            Map.entry("ipconfig", 32),
            Map.entry("net", 32),
            Map.entry("numa", 8),
            Map.entry("parallel", 3),
            Map.entry("sata", 6),
            Map.entry("scsi", 31),
            Map.entry("serial", 4),
            Map.entry("unused", 256),
            Map.entry("usb", 14),
            Map.entry("virtio", 16),
            Map.entry("virtiofs", 10));

    private final List<CallSchema> calls = new ArrayList<>();
    private final Map<String, Map<String, Definition>> formats = new HashMap<>();

    private Schema(JsonNode root, PveVersion version) {
        root.path("formats")
                .properties()
                .forEach(entry -> formats.put(entry.getKey(), Definition.all(entry.getValue())));
        Map<String, Definition> config = families(Definition.all(root.path("config")));
        root.path("calls")
                .properties()
                .forEach(entry -> calls.add(call(entry.getKey(), entry.getValue(), config, version)));
    }

    /** What a version takes. */
    public static Schema load(PveVersion version) {
        try (InputStream in = Schema.class.getResourceAsStream("/no/fribyte/lbprov/simulator/calls.json")) {
            if (in == null) {
                throw new IllegalStateException("calls.json is not in the jar");
            }
            return new Schema(JsonMapper.builder().build().readTree(in), version);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CallSchema call(String name, JsonNode node, Map<String, Definition> config, PveVersion version) {
        Map<String, Definition> parameters = new TreeMap<>(Definition.all(node.path("parameters")));
        if (node.path("config").asBoolean(false)) {
            config.forEach(parameters::putIfAbsent);
        }
        int blank = name.indexOf(' ');
        return new CallSchema(
                name.substring(0, blank),
                name.substring(blank + 1),
                Novelty.without(name, version, parameters),
                node.path("permissions"),
                node.has("proxyto"));
    }

    private static Map<String, Definition> families(Map<String, Definition> config) {
        Map<String, Definition> all = new TreeMap<>();
        config.forEach((name, definition) -> {
            if (!name.endsWith("[n]")) {
                all.put(name, definition);
                return;
            }
            String family = name.substring(0, name.length() - 3);
            for (int i = 0; i < FAMILIES.getOrDefault(family, 1); i++) {
                all.put(family + i, definition);
            }
        });
        return all;
    }

    /** All calls that have a schema. */
    public List<CallSchema> calls() {
        return List.copyOf(calls);
    }

    Optional<CallSchema> find(String method, List<String> pieces) {
        return calls.stream()
                .filter(call -> call.method().equals(method) && call.matches(pieces))
                .findFirst();
    }

    Map<String, Definition> format(String name) {
        return formats.getOrDefault(name, Map.of());
    }
}
