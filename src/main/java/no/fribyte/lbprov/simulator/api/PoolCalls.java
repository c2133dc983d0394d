package no.fribyte.lbprov.simulator.api;

import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.simulator.world.Pool;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Pools and their members. */
final class PoolCalls {
    private PoolCalls() {}

    static void addTo(Map<String, Call> calls) {
        calls.put("GET /pools", PoolCalls::list);
        calls.put("GET /pools/{poolid}", PoolCalls::one);
    }

    private static JsonNode list(CallContext context) {
        Optional<String> asked = context.params().text("poolid");
        if (asked.isPresent()) {
            context.need("/pool/" + asked.get(), "Pool.Audit");
            return Doc.array().add(members(context, pool(context, asked.get())).put("poolid", asked.get()));
        }
        return context.world().pools().stream()
                .filter(pool -> context.rights().hasAny("/pool/" + pool.name(), "Pool.Audit", "Pool.Allocate"))
                .map(pool -> Doc.object().put("poolid", pool.name()).put("comment", pool.comment()))
                .collect(Doc.toArray());
    }

    private static JsonNode one(CallContext context) {
        return members(context, pool(context, context.params().required("poolid")));
    }

    private static Pool pool(CallContext context, String name) {
        return context.world().pool(name).orElseThrow(() -> ApiError.died("pool '" + name + "' does not exist"));
    }

    private static ObjectNode members(CallContext context, Pool pool) {
        ObjectNode answer = Doc.object().put("comment", pool.comment());
        answer.set(
                "members",
                pool.vms().stream()
                        .flatMap(vmid -> context.world().vm(vmid).stream())
                        .map(vm -> VmCalls.summary(context, vm)
                                .put("id", "qemu/" + vm.vmid())
                                .put("type", "qemu")
                                .put("node", vm.node())
                                .put("pool", pool.name())
                                .put("template", Doc.flag(vm.isTemplate())))
                        .collect(Doc.toArray()));
        return answer;
    }
}
