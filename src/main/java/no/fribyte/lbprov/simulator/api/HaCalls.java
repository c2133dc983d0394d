package no.fribyte.lbprov.simulator.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import no.fribyte.lbprov.simulator.world.HaResource;
import no.fribyte.lbprov.simulator.world.RequestHa;
import no.fribyte.lbprov.simulator.world.Vm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** VMs that the cluster itself starts and stops. */
final class HaCalls {
    private static final String RESOURCES = "/cluster/ha/resources";
    private static final List<String> OPTIONS = List.of("comment", "failback", "group", "max_relocate", "max_restart");

    private HaCalls() {}

    static void addTo(Map<String, Call> calls) {
        calls.put("GET " + RESOURCES, HaCalls::list);
        calls.put("POST " + RESOURCES, HaCalls::create);
        calls.put("GET " + RESOURCES + "/{sid}", context -> describe(found(context)));
        calls.put("PUT " + RESOURCES + "/{sid}", HaCalls::change);
        calls.put("DELETE " + RESOURCES + "/{sid}", HaCalls::remove);
        calls.put("GET /cluster/ha/status/current", HaCalls::status);
    }

    /** Whether starting and stopping a VM is the cluster's business. */
    static boolean manages(CallContext context, int vmid) {
        return context.world().ha(vmid).filter(HaResource::isManaged).isPresent();
    }

    /** What is said of it in the VM's own status. */
    static ObjectNode of(CallContext context, int vmid) {
        ObjectNode ha = Doc.object().put("managed", Doc.flag(manages(context, vmid)));
        context.world().ha(vmid).ifPresent(resource -> ha.put("state", resource.state()));
        return ha;
    }

    /** The task that only files the wish. */
    static JsonNode request(CallContext context, String state) {
        RequestHa work = new RequestHa(
                context.node(), context.vmid(), state, context.timing().highAvailability());
        return context.beginOnVm(
                state.equals("started") ? "hastart" : "hastop",
                work,
                context.timing().configure());
    }

    private static int vmid(CallContext context) {
        String sid = context.params().required("sid").replaceFirst("^vm:", "");
        if (!sid.matches("[1-9]\\d{2,8}")) {
            throw ApiError.parameter("sid", "invalid format - value does not look like a valid HA resource ID\n");
        }
        return Integer.parseInt(sid);
    }

    private static HaResource found(CallContext context) {
        int vmid = vmid(context);
        return context.world().ha(vmid).orElseThrow(() -> ApiError.died("no such resource 'vm:" + vmid + "'"));
    }

    private static ObjectNode describe(HaResource resource) {
        ObjectNode item = Doc.object()
                .put("sid", resource.sid())
                .put("type", "vm")
                .put("state", resource.state())
                .put("digest", "5e1a70420000000000000000000000000000a12e");
        resource.options().forEach((name, value) -> {
            if (value.matches("\\d+")) {
                item.put(name, Integer.parseInt(value));
            } else {
                item.put(name, value);
            }
        });
        return item;
    }

    private static JsonNode list(CallContext context) {
        boolean vms = !context.params().text("type").orElse("vm").equals("ct");
        return context.world().ha().stream()
                .filter(resource -> vms)
                .map(HaCalls::describe)
                .collect(Doc.toArray());
    }

    private static Map<String, String> options(CallContext context) {
        Map<String, String> options = new TreeMap<>();
        OPTIONS.forEach(name -> context.params().text(name).ifPresent(value -> options.put(name, value)));
        if (options.containsKey("group") && context.site().version().hasHaRules()) {
            throw ApiError.died("cannot use group: ha groups have been migrated to rules");
        }
        return options;
    }

    private static JsonNode create(CallContext context) {
        int vmid = vmid(context);
        context.needQuorum();
        Vm vm = context.world()
                .vm(vmid)
                .orElseThrow(() -> ApiError.died("resource 'vm:" + vmid + "' does not exist in cluster"));
        if (context.world().ha(vmid).isPresent()) {
            throw ApiError.died("resource ID 'vm:" + vmid + "' already defined");
        }
        String state = state(context, "started");
        context.world().put(new HaResource(vmid, state, options(context)));
        serve(context, vm, state);
        return Doc.nothing();
    }

    /** {@code enabled} is an older word for it. */
    private static String state(CallContext context, String otherwise) {
        String state = context.params().text("state").orElse(otherwise);
        return state.equals("enabled") ? "started" : state;
    }

    private static void serve(CallContext context, Vm vm, String state) {
        new RequestHa(vm.node(), vm.vmid(), state, context.timing().highAvailability()).run(context.effects());
    }

    private static JsonNode change(CallContext context) {
        HaResource resource = found(context);
        context.needQuorum();
        HaResource changed = resource.with(options(context)).withState(state(context, resource.state()));
        context.world().put(changed);
        context.world().vm(resource.vmid()).ifPresent(vm -> serve(context, vm, changed.state()));
        return Doc.nothing();
    }

    private static JsonNode remove(CallContext context) {
        HaResource resource = found(context);
        context.needQuorum();
        context.world().forgetHa(resource.vmid());
        return Doc.nothing();
    }

    private static JsonNode status(CallContext context) {
        boolean quorate = !context.site().hasNoQuorum(context.world().spec());
        ArrayNode items = Doc.array()
                .add(Doc.object()
                        .put("id", "quorum")
                        .put("type", "quorum")
                        .put("node", context.receiver())
                        .put("quorate", Doc.flag(quorate))
                        .put("status", quorate ? "OK" : "no quorum"));
        for (HaResource resource : context.world().ha()) {
            String node = context.world().vm(resource.vmid()).map(Vm::node).orElse(context.receiver());
            items.add(Doc.object()
                    .put("id", "service:" + resource.sid())
                    .put("type", "service")
                    .put("sid", resource.sid())
                    .put("node", node)
                    .put("state", resource.state())
                    .put("request_state", resource.state())
                    .put("crm_state", resource.state())
                    .put("status", "%s (%s, %s)".formatted(resource.sid(), node, resource.state())));
        }
        return items;
    }
}
