package no.fribyte.lbprov.simulator.api;

import java.util.List;
import java.util.Map;
import no.fribyte.lbprov.simulator.world.Pool;
import no.fribyte.lbprov.simulator.world.Vm;
import no.fribyte.lbprov.simulator.world.WorldSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What concerns all nodes at once. */
final class ClusterCalls {
    private static final int FIRST_ID = 100;
    private static final int LAST_ID = 999_999_999;

    private ClusterCalls() {}

    static void addTo(Map<String, Call> calls) {
        calls.put("GET /version", context -> version(context.site().version()));
        calls.put("GET /nodes/{node}/version", context -> version(context.site().version()));
        calls.put("GET /cluster/status", ClusterCalls::status);
        calls.put("GET /cluster/resources", ClusterCalls::resources);
        calls.put("GET /cluster/nextid", ClusterCalls::nextId);
    }

    private static JsonNode version(PveVersion version) {
        return Doc.object()
                .put("version", version.full())
                .put("release", version.release())
                .put("repoid", "5e1a7042");
    }

    private static JsonNode status(CallContext context) {
        WorldSpec spec = context.world().spec();
        ArrayNode items = Doc.array();
        spec.cluster()
                .ifPresent(name -> items.add(Doc.object()
                        .put("type", "cluster")
                        .put("id", "cluster")
                        .put("name", name)
                        .put("version", spec.nodes().size())
                        .put("nodes", spec.nodes().size())
                        .put(
                                "quorate",
                                Doc.flag(!context.site()
                                        .hasNoQuorum(context.world().spec())))));
        int number = 1;
        for (WorldSpec.Node node : spec.nodes()) {
            items.add(Doc.object()
                    .put("type", "node")
                    .put("id", "node/" + node.name())
                    .put("name", node.name())
                    .put("ip", node.address())
                    .put("nodeid", spec.clustered() ? number++ : 0)
                    .put("level", "")
                    .put("local", Doc.flag(node.name().equals(context.receiver())))
                    .put("online", Doc.flag(!context.site().isDown(node.name()))));
        }
        return items;
    }

    private static JsonNode nextId(CallContext context) {
        if (context.params().text("vmid").isPresent()) {
            int asked = context.vmid();
            if (context.world().vm(asked).isPresent()) {
                throw ApiError.parameter("vmid", "VM " + asked + " already exists");
            }
            return Doc.text(Integer.toString(asked));
        }
        for (int vmid = FIRST_ID; vmid <= LAST_ID; vmid++) {
            if (context.world().vm(vmid).isEmpty()) {
                // a number by the schema, but all known versions send a string
                return Doc.text(Integer.toString(vmid));
            }
        }
        throw ApiError.died("unable to get any free VMID in range [100, 1000000]");
    }

    private static JsonNode resources(CallContext context) {
        String type = context.params().text("type").orElse("");
        ArrayNode items = Doc.array();
        if (type.isEmpty()) {
            pools(context).forEach(items::add);
        }
        if (type.isEmpty() || type.equals("vm")) {
            vms(context).forEach(items::add);
        }
        for (WorldSpec.Node node : context.world().spec().nodes()) {
            if (type.isEmpty() || type.equals("node")) {
                items.add(NodeCalls.summary(context, node));
            }
            if (type.isEmpty() || type.equals("storage")) {
                StorageCalls.summaries(context, node).forEach(items::add);
            }
        }
        return items;
    }

    private static List<ObjectNode> pools(CallContext context) {
        return context.world().pools().stream()
                .map(Pool::name)
                .filter(pool -> context.may("/pool/" + pool, "Pool.Audit"))
                .map(pool -> Doc.object()
                        .put("id", "/pool/" + pool)
                        .put("type", "pool")
                        .put("pool", pool))
                .toList();
    }

    private static List<ObjectNode> vms(CallContext context) {
        return context.world().vms().stream()
                .filter(vm -> context.may("/vms/" + vm.vmid(), "VM.Audit"))
                .map(vm -> vm(context, vm))
                .toList();
    }

    private static ObjectNode vm(CallContext context, Vm vm) {
        ObjectNode item = VmCalls.summary(context, vm);
        item.put("id", "qemu/" + vm.vmid());
        item.put("type", "qemu");
        item.put("node", vm.node());
        item.put("template", Doc.flag(vm.isTemplate()));
        item.put("maxcpu", item.path("cpus").asInt());
        item.remove(List.of("cpus", "pid"));
        if (context.site().isDown(vm.node())) {
            item.put("status", "unknown");
        }
        context.world().ha(vm.vmid()).ifPresent(resource -> item.put("hastate", resource.state()));
        context.world().poolOf(vm.vmid()).ifPresent(pool -> item.put("pool", pool.name()));
        return item;
    }
}
