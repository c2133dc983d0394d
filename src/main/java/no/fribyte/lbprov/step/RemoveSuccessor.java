package no.fribyte.lbprov.step;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.proxmox.VmApi;
import no.fribyte.lbprov.proxmox.VmConfig;

/** Afterwards a successor that failed is gone, if it ever was there. */
public record RemoveSuccessor(VmRef vm, Marker marker) implements Step {
    @Override
    public String title() {
        return "remove the failed successor " + vm.machine();
    }

    @Override
    public void run(StepContext context) {
        VmApi api = context.node(vm.node()).vm(vm.id());
        Optional<VmConfig> config = api.config();
        if (config.isEmpty()) {
            return;
        }
        Markers.requireSame(context, vm, config.get(), marker);
        if (StartVm.isRunning(api)) {
            // nothing on it is worth a clean shutdown, and the old VM is waiting to be started
            context.task("stop " + vm, vm, api::stop, () -> !StartVm.isRunning(api));
        }
        new DestroyVm(vm, marker).run(context);
    }

    @Override
    public List<Right> rights() {
        return List.of(vm.right("VM.Allocate", "VM.PowerMgmt"));
    }
}
