package no.fribyte.lbprov.simulator.api;

import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.simulator.world.CloneVm;
import no.fribyte.lbprov.simulator.world.Drive;
import no.fribyte.lbprov.simulator.world.MakeTemplate;
import no.fribyte.lbprov.simulator.world.Vm;
import tools.jackson.databind.JsonNode;

/** Copies of VMs, and the templates they are made from. */
final class VmCloneCalls {
    private static final String VM = "/nodes/{node}/qemu/{vmid}";

    private VmCloneCalls() {}

    static void addTo(Map<String, Call> calls) {
        calls.put("POST " + VM + "/clone", VmCloneCalls::copy);
        calls.put("POST " + VM + "/template", VmCloneCalls::template);
    }

    private static JsonNode copy(CallContext context) {
        context.needQuorum();
        Params params = context.params();
        Vm original = context.vm();
        int newId = (int) params.number("newid", 0);
        boolean full = params.text("full").map("1"::equals).orElse(!original.isTemplate());
        if (params.text("storage").isPresent() && !full) {
            throw ApiError.died("parameter 'storage' not allowed for linked clones");
        }
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
}
