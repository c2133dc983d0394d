package no.fribyte.lbprov.simulator.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import no.fribyte.lbprov.simulator.world.DestroyVm;
import no.fribyte.lbprov.simulator.world.Drive;
import no.fribyte.lbprov.simulator.world.ResizeDisk;
import no.fribyte.lbprov.simulator.world.Size;
import no.fribyte.lbprov.simulator.world.Vm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** VMs as a whole: listing, copying, growing, removing. */
final class VmCalls {
    private static final String VM = "/nodes/{node}/qemu/{vmid}";

    private VmCalls() {}

    static void addTo(Map<String, Call> calls) {
        calls.put("GET /nodes/{node}/qemu", VmCalls::list);
        calls.put("GET " + VM, context -> index("config", "pending", "snapshot", "status"));
        calls.put("GET " + VM + "/status", context -> index("current", "reboot", "reset", "shutdown", "start", "stop"));
        calls.put("DELETE " + VM, VmCalls::destroy);
        calls.put("PUT " + VM + "/resize", VmCalls::resize);
    }

    private static JsonNode index(String... names) {
        return List.of(names).stream()
                .map(name -> Doc.object().put("subdir", name))
                .collect(Doc.toArray());
    }

    private static JsonNode list(CallContext context) {
        return context.world().vms().stream()
                .filter(vm -> vm.node().equals(context.node()))
                .filter(vm -> context.may("/vms/" + vm.vmid(), "VM.Audit"))
                .map(vm -> summary(context, vm))
                .collect(Doc.toArray());
    }

    /** What all lists of VMs say about one. */
    static ObjectNode summary(CallContext context, Vm vm) {
        long memory = vm.option("memory")
                .map(text -> Long.parseLong(text.replace("current=", "")))
                .orElse(512L);
        int cpus = vm.option("cores").map(Integer::parseInt).orElse(1)
                * vm.option("sockets").map(Integer::parseInt).orElse(1);
        ObjectNode item = Doc.object()
                .put("vmid", vm.vmid())
                .put("name", vm.name())
                .put("status", vm.isRunning() ? "running" : "stopped")
                .put("cpus", cpus)
                .put("maxmem", memory << 20)
                .put("maxdisk", diskBytes(vm))
                .put("mem", vm.isRunning() ? memory << 19 : 0)
                .put("cpu", vm.isRunning() ? 0.02 : 0)
                .put("disk", 0)
                .put("diskread", 0)
                .put("diskwrite", 0)
                .put("netin", 0)
                .put("netout", 0)
                .put(
                        "uptime",
                        vm.poweredOn()
                                .map(since ->
                                        Duration.between(since, context.now()).toSeconds())
                                .orElse(0L));
        vm.option("tags").ifPresent(tags -> item.put("tags", tags));
        vm.lock().ifPresent(lock -> item.put("lock", lock));
        if (vm.isTemplate()) {
            item.put("template", 1);
        }
        if (vm.isRunning()) {
            item.put("pid", 2000 + vm.vmid());
        }
        return item;
    }

    private static long diskBytes(Vm vm) {
        return vm.config().entrySet().stream()
                .filter(entry -> Drive.isKey(entry.getKey()))
                .map(entry -> Drive.parse(entry.getValue()))
                .filter(drive -> !drive.isCdrom())
                .flatMap(drive -> drive.value().option("size").stream())
                .flatMap(size -> Size.parse(size).stream())
                .findFirst()
                .orElse(0L);
    }

    private static JsonNode destroy(CallContext context) {
        context.needQuorum();
        Vm vm = context.vm();
        if (vm.isProtected()) {
            throw ApiError.died("can't remove VM " + vm.vmid() + " - protection mode enabled");
        }
        if (context.world().ha(vm.vmid()).isPresent() && !context.params().flag("purge")) {
            throw ApiError.died(
                    "unable to remove VM " + vm.vmid() + " - used in HA resources and purge parameter not set.");
        }
        if (vm.isRunning()) {
            throw ApiError.died("VM " + vm.vmid() + " is running - destroy failed");
        }
        needRoot(context, "skiplock");
        boolean all = context.params().flag("destroy-unreferenced-disks");
        DestroyVm work = new DestroyVm(context.node(), vm.vmid(), all);
        return context.beginOnVm("qmdestroy", work, context.timing().destroy());
    }

    static void needRoot(CallContext context, String parameter) {
        if (context.params().flag(parameter) && !context.rights().caller().isRoot()) {
            throw ApiError.parameter(parameter, "Only root may use this option.");
        }
    }

    private static JsonNode resize(CallContext context) {
        context.needQuorum();
        needRoot(context, "skiplock");
        Vm vm = context.vm();
        VmConfigCalls.checkDigest(context, vm);
        String disk = context.params().required("disk");
        Drive drive =
                Drive.parse(vm.option(disk).orElseThrow(() -> ApiError.died("disk '" + disk + "' does not exist")));
        String storage = drive.volume().replaceFirst(":.*", "");
        context.need("/storage/" + storage, "Datastore.AllocateSpace");
        ResizeDisk work =
                new ResizeDisk(context.node(), vm.vmid(), disk, context.params().required("size"));
        if (!context.site().version().resizesInTask()) {
            context.waitForLock();
            work.run(context.effects());
            return Doc.nothing();
        }
        return context.beginOnVm("resize", work, context.timing().resize());
    }
}
