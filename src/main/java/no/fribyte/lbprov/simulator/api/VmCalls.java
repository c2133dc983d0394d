package no.fribyte.lbprov.simulator.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.simulator.world.CloneVm;
import no.fribyte.lbprov.simulator.world.DeleteSnapshot;
import no.fribyte.lbprov.simulator.world.DestroyVm;
import no.fribyte.lbprov.simulator.world.Drive;
import no.fribyte.lbprov.simulator.world.MakeTemplate;
import no.fribyte.lbprov.simulator.world.ResizeDisk;
import no.fribyte.lbprov.simulator.world.Size;
import no.fribyte.lbprov.simulator.world.TakeSnapshot;
import no.fribyte.lbprov.simulator.world.Vm;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
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
        calls.put("POST " + VM + "/clone", VmCalls::copy);
        calls.put("POST " + VM + "/template", VmCalls::template);
        calls.put("GET " + VM + "/snapshot", VmCalls::snapshots);
        calls.put("POST " + VM + "/snapshot", VmCalls::takeSnapshot);
        calls.put("DELETE " + VM + "/snapshot/{snapname}", VmCalls::deleteSnapshot);
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

    private static JsonNode copy(CallContext context) {
        context.needQuorum();
        Params params = context.params();
        Vm original = context.vm();
        int newId = (int) params.number("newid", 0);
        Optional<String> pool = params.text("pool");
        pool.ifPresent(name -> VmCreateCalls.checkPool(context, name));
        context.world().vm(newId).ifPresent(other -> {
            throw ApiError.died("unable to create VM " + newId + ": config file already exists");
        });
        String target = params.text("target").orElse(context.node());
        if (context.world().spec().node(target).isEmpty()) {
            throw ApiError.died("target node '" + target + "' does not exist");
        }
        checkCloneStorage(context, original, params.text("storage"), target);
        // The configuration of the copy exists, locked, before the task begins
        context.world().put(Vm.stopped(newId, target, Map.of("lock", "clone")));
        CloneVm work = new CloneVm(
                context.node(),
                original.vmid(),
                target,
                newId,
                params.text("name"),
                params.text("description"),
                params.text("storage"),
                pool);
        return context.beginOnVm("qmclone", work, context.timing().copyVm());
    }

    private static void checkCloneStorage(CallContext context, Vm original, Optional<String> storage, String target) {
        for (Map.Entry<String, String> entry : original.config().entrySet()) {
            if (!Drive.isKey(entry.getKey())) {
                continue;
            }
            Drive drive = Drive.parse(entry.getValue());
            if (drive.isEmpty() || (drive.isCdrom() && !drive.isCloudInit())) {
                continue;
            }
            String own = drive.volume().replaceFirst(":.*", "");
            context.need("/storage/" + storage.orElse(own), "Datastore.AllocateSpace");
            boolean local = context.world()
                    .spec()
                    .storage(context.node(), own)
                    .filter(found -> !found.shared())
                    .isPresent();
            if (local && !target.equals(context.node())) {
                throw ApiError.died("Can't clone VM to node '" + target + "' (VM uses local storage)");
            }
        }
    }

    private static JsonNode template(CallContext context) {
        context.needQuorum();
        Vm vm = context.vm();
        if (vm.isTemplate()) {
            throw ApiError.died("you can't convert a template to a template");
        }
        if (vm.isRunning()) {
            throw ApiError.died("you can't convert a VM to template if VM is running");
        }
        MakeTemplate work = new MakeTemplate(context.node(), vm.vmid());
        return context.beginOnVm("qmtemplate", work, context.timing().configure());
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

    private static JsonNode deleteSnapshot(CallContext context) {
        context.needQuorum();
        DeleteSnapshot work = new DeleteSnapshot(
                context.node(), context.vm().vmid(), context.params().required("snapname"));
        return context.beginOnVm("qmdelsnapshot", work, context.timing().snapshot());
    }
}
