package no.fribyte.lbprov.simulator.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.simulator.world.WorldSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Nodes and their networks. */
final class NodeCalls {
    private static final long GIB = 1L << 30;

    private NodeCalls() {}

    static void addTo(Map<String, Call> calls) {
        calls.put("GET /nodes", NodeCalls::list);
        calls.put("GET /nodes/{node}/status", NodeCalls::status);
        calls.put("GET /nodes/{node}/time", NodeCalls::time);
        calls.put("GET /nodes/{node}/network", NodeCalls::networks);
        calls.put("GET /nodes/{node}/network/{iface}", NodeCalls::network);
    }

    private static JsonNode list(CallContext context) {
        return context.world().spec().nodes().stream()
                .map(node -> summary(context, node))
                .collect(Doc.toArray());
    }

    static ObjectNode summary(CallContext context, WorldSpec.Node node) {
        boolean down = context.site().isDown(node.name());
        ObjectNode item = Doc.object()
                .put("id", "node/" + node.name())
                .put("type", "node")
                .put("node", node.name())
                .put("status", down ? "offline" : "online")
                .put("level", "");
        if (!down && context.may("/nodes/" + node.name(), "Sys.Audit")) {
            item.put("cpu", 0.03)
                    .put("maxcpu", 16)
                    .put("mem", 11 * GIB)
                    .put("maxmem", 64 * GIB)
                    .put("disk", 9 * GIB)
                    .put("maxdisk", 94 * GIB)
                    .put("uptime", 864_000);
        }
        return item;
    }

    private static JsonNode status(CallContext context) {
        PveVersion version = context.site().version();
        ObjectNode status = Doc.object()
                .put("uptime", 864_000)
                .put("cpu", 0.03)
                .put("wait", 0)
                .put("pveversion", "pve-manager/" + version.full() + "/5e1a7042")
                .put("kversion", "Linux 6.14.8-2-pve");
        status.set("memory", usage(64 * GIB, 11 * GIB).put("available", 53 * GIB));
        status.set("rootfs", usage(94 * GIB, 9 * GIB).put("avail", 85 * GIB));
        status.set("boot-info", Doc.object().put("mode", "efi").put("secureboot", 0));
        status.set(
                "current-kernel",
                Doc.object()
                        .put("sysname", "Linux")
                        .put("release", "6.14.8-2-pve")
                        .put("version", "#1 SMP PREEMPT_DYNAMIC PMX 6.14.8-2")
                        .put("machine", "x86_64"));
        status.set("swap", usage(8 * GIB, 0));
        status.set("loadavg", Doc.array().add("0.31").add("0.28").add("0.25"));
        status.set(
                "cpuinfo",
                Doc.object().put("cpus", 16).put("cores", 8).put("sockets", 1).put("model", "Simulated CPU"));
        return status;
    }

    /** As the real one: seconds since 1970 in UTC, and the same moved by the time zone's offset. */
    private static JsonNode time(CallContext context) {
        long now = context.now().getEpochSecond();
        return Doc.object().put("timezone", "UTC").put("time", now).put("localtime", now);
    }

    private static ObjectNode usage(long total, long used) {
        return Doc.object().put("total", total).put("used", used).put("free", total - used);
    }

    private static WorldSpec.Node node(CallContext context) {
        return context.world().spec().node(context.node()).orElseThrow();
    }

    /** Bridges that the caller may not use are silently left out. */
    private static JsonNode networks(CallContext context) {
        List<String> types = List.of("", "bridge", "any_bridge", "any_local_bridge", "include_sdn");
        String type = context.params().text("type").orElse("");
        return node(context).bridges().stream()
                .filter(bridge -> types.contains(type))
                .filter(bridge -> visible(context, bridge))
                .map(bridge -> bridge(bridge).put("iface", bridge.name()))
                .collect(Doc.toArray());
    }

    private static boolean visible(CallContext context, WorldSpec.Bridge bridge) {
        return !context.site().version().checksBridges()
                || context.rights().hasAny("/sdn/zones/localnetwork/" + bridge.name(), "SDN.Audit", "SDN.Use");
    }

    private static JsonNode network(CallContext context) {
        Optional<WorldSpec.Bridge> found = node(context).bridges().stream()
                .filter(bridge -> bridge.name().equals(context.params().required("iface")))
                .findFirst();
        return found.map(NodeCalls::bridge).orElseThrow(() -> ApiError.parameter("iface", "interface does not exist"));
    }

    private static ObjectNode bridge(WorldSpec.Bridge bridge) {
        ObjectNode item = Doc.object()
                .put("type", "bridge")
                .put("active", 1)
                .put("autostart", 1)
                .put("bridge_ports", "")
                .put("bridge_stp", "off")
                .put("bridge_fd", "0")
                .put("method", bridge.address().isPresent() ? "static" : "manual")
                .put("method6", "manual")
                .put("priority", 3);
        if (bridge.vlanAware()) {
            item.put("bridge_vlan_aware", 1);
        }
        bridge.address()
                .ifPresent(cidr -> item.put("cidr", cidr)
                        .put("address", cidr.replaceFirst("/.*", ""))
                        .put("netmask", cidr.replaceFirst(".*/", "")));
        item.set("families", Doc.array().add("inet"));
        return item;
    }
}
