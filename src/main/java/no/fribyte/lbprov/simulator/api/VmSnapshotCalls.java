package no.fribyte.lbprov.simulator.api;

import java.util.Map;
import no.fribyte.lbprov.simulator.world.DeleteSnapshot;
import no.fribyte.lbprov.simulator.world.RollBackVm;
import no.fribyte.lbprov.simulator.world.TakeSnapshot;
import no.fribyte.lbprov.simulator.world.Vm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Snapshots of VMs. */
final class VmSnapshotCalls {
    private static final String VM = "/nodes/{node}/qemu/{vmid}";

    private VmSnapshotCalls() {}

    static void addTo(Map<String, Call> calls) {
        calls.put("GET " + VM + "/snapshot", VmSnapshotCalls::snapshots);
        calls.put("POST " + VM + "/snapshot", VmSnapshotCalls::takeSnapshot);
        calls.put("POST " + VM + "/snapshot/{snapname}/rollback", VmSnapshotCalls::rollBack);
        calls.put("DELETE " + VM + "/snapshot/{snapname}", VmSnapshotCalls::deleteSnapshot);
    }

    private static JsonNode snapshots(CallContext context) {
        Vm vm = context.vm();
        ArrayNode rows = Doc.array();
        vm.snapshots().forEach((name, snapshot) -> {
            ObjectNode row = Doc.object()
                    .put("name", name)
                    .put("description", snapshot.description())
                    .put("snaptime", snapshot.time().getEpochSecond());
            snapshot.parent().ifPresent(parent -> row.put("parent", parent));
            rows.add(row);
        });
        ObjectNode current = Doc.object()
                .put("name", "current")
                .put("description", "You are here!")
                .put("digest", vm.digest())
                .put("running", Doc.flag(vm.isRunning()));
        vm.option("parent").ifPresent(parent -> current.put("parent", parent));
        return rows.add(current);
    }

    private static JsonNode takeSnapshot(CallContext context) {
        context.needQuorum();
        String name = context.params().required("snapname");
        if (name.equals("current")) {
            throw ApiError.died("unable to use snapshot name 'current' (reserved name)");
        }
        TakeSnapshot work = new TakeSnapshot(
                context.node(),
                context.vm().vmid(),
                name,
                context.params().text("description").orElse(""));
        return context.beginOnVm("qmsnapshot", work, context.timing().snapshot());
    }

    private static JsonNode rollBack(CallContext context) {
        context.needQuorum();
        RollBackVm work = new RollBackVm(
                context.node(),
                context.vm().vmid(),
                context.params().required("snapname"),
                context.params().flag("start"));
        return context.beginOnVm("qmrollback", work, context.timing().snapshot());
    }

    private static JsonNode deleteSnapshot(CallContext context) {
        context.needQuorum();
        DeleteSnapshot work = new DeleteSnapshot(
                context.node(), context.vm().vmid(), context.params().required("snapname"));
        return context.beginOnVm("qmdelsnapshot", work, context.timing().snapshot());
    }
}
