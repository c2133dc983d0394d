package no.fribyte.lbprov.simulator;

import static java.util.Map.entry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds answers against what Proxmox VE's schema says that a call returns. */
final class ReturnShapes {
    /** Fields that real nodes send although the schema is silent; each was seen in the source or in recorded answers. */
    private static final Map<String, Set<String>> SENT_ALL_THE_SAME = Map.ofEntries(
            entry("POST /access/ticket", Set.of("cap")),
            entry("GET /nodes", Set.of("id", "type", "disk", "maxdisk")),
            entry("GET /nodes/{node}/tasks", Set.of("tokenid")),
            entry("GET /nodes/{node}/tasks/{upid}/status", Set.of("pstart", "tokenid")),
            entry("GET /nodes/{node}/qemu", Set.of("disk")),
            entry("GET /nodes/{node}/qemu/{vmid}/status/current", Set.of("disk")),
            entry("GET /nodes/{node}/qemu/{vmid}/snapshot", Set.of("digest", "running")),
            entry("GET /nodes/{node}/qemu/{vmid}/agent/file-read", Set.of("bytes-read")),
            entry("GET /nodes/{node}/storage/{storage}/content", Set.of("content")),
            entry("GET /storage", Set.of("content", "digest", "shared", "type")),
            entry("GET /nodes/{node}/network", Set.of("bridge_fd", "bridge_stp")),
            entry(
                    "GET /nodes/{node}/network/{iface}",
                    Set.of(
                            "active",
                            "address",
                            "autostart",
                            "bridge_fd",
                            "bridge_ports",
                            "bridge_stp",
                            "bridge_vlan_aware",
                            "cidr",
                            "families",
                            "method6",
                            "netmask",
                            "priority")));

    private final JsonNode endpoints;

    ReturnShapes(Path schema) {
        this.endpoints = JsonMapper.builder().build().readTree(schema.toFile()).path("endpoints");
    }

    /** The name of the call that a path is one of; empty when the schema does not have it. */
    String call(String method, String path) {
        for (String template : endpoints.propertyNames()) {
            String regex = Arrays.stream(template.split("/", -1))
                    .map(piece ->
                            piece.equals("{volume}") ? ".+" : piece.startsWith("{") ? "[^/]+" : Pattern.quote(piece))
                    .reduce((a, b) -> a + "/" + b)
                    .orElseThrow();
            if (path.matches(regex) && endpoints.path(template).has(method)) {
                return method + " " + template;
            }
        }
        return "";
    }

    /** What is wrong with the data of a successful answer. */
    List<String> wrong(String call, JsonNode data) {
        String[] name = call.split(" ", 2);
        List<String> wrong = new ArrayList<>();
        check(call, "data", endpoints.path(name[1]).path(name[0]).path("returns"), data, wrong);
        return wrong;
    }

    private static void check(String call, String path, JsonNode schema, JsonNode value, List<String> wrong) {
        String type = schema.path("type").asString("any");
        if (value.isNull() && (type.equals("null") || schema.path("optional").asBoolean(false))) {
            return;
        }
        if (!fits(type, value)) {
            wrong.add(call + ": " + path + " is no " + type + ": " + value);
            return;
        }
        if (schema.has("enum")
                && schema.path("enum")
                        .valueStream()
                        .noneMatch(one -> one.asString().equals(value.asString()))) {
            wrong.add(call + ": " + path + " may not be " + value);
        }
        if (type.equals("array") && schema.has("items")) {
            value.forEach(item -> check(call, path + "[]", schema.path("items"), item, wrong));
        }
        if (type.equals("object") && schema.has("properties")) {
            object(call, path, schema, value, wrong);
        }
    }

    private static void object(String call, String path, JsonNode schema, JsonNode value, List<String> wrong) {
        Map<String, JsonNode> known = new TreeMap<>();
        schema.path("properties").properties().forEach(entry -> known.put(entry.getKey(), entry.getValue()));
        known.forEach((name, definition) -> {
            if (value.has(name)) {
                check(call, path + "." + name, definition, value.path(name), wrong);
            } else if (!definition.path("optional").asBoolean(false)
                    && !definition.has("alias")
                    && !name.endsWith("[n]")) {
                wrong.add(call + ": " + path + "." + name + " is missing");
            }
        });
        boolean open = schema.path("additionalProperties").asBoolean(false) || known.isEmpty();
        for (String name : value.propertyNames()) {
            JsonNode family = known.getOrDefault(name.replaceFirst("\\d+$", "[n]"), schema.path("nothing"));
            if (!known.containsKey(name) && !family.isMissingNode()) {
                check(call, path + "." + name, family, value.path(name), wrong);
            } else if (!known.containsKey(name)
                    && !open
                    && !SENT_ALL_THE_SAME.getOrDefault(call, Set.of()).contains(name)) {
                wrong.add(call + ": " + path + "." + name + " is not in the schema");
            }
        }
    }

    /** Perl does not tell numbers from strings well: the schema's integer comes as "100" from {@code nextid}. */
    private static boolean fits(String type, JsonNode value) {
        return switch (type) {
            case "null" -> value.isNull();
            case "boolean" -> value.isBoolean() || value.asString("").matches("[01]?");
            case "integer" -> value.asString("").matches("-?\\d+");
            case "number" -> value.isNumber() || value.asString("").matches("-?\\d+(\\.\\d+)?");
            case "string" -> value.isString();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> true;
        };
    }
}
