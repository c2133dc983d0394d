package no.fribyte.lbprov.step;

import java.util.List;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.proxmox.Attempt;
import no.fribyte.lbprov.proxmox.VmApi;

/** Afterwards the VM is stopped: shut down by its guest, or, if that takes too long, by pulling the plug. */
public record StopVm(VmRef vm) implements Step {
    @Override
    public String title() {
        return "stop " + vm.machine();
    }

    @Override
    public void run(StepContext context) {
        VmApi api = context.node(vm.node()).vm(vm.id());
        if (!StartVm.isRunning(api)) {
            return;
        }
        Markers.ofMember(context, vm);
        try {
            context.task(title(), vm, () -> api.shutdown(context.limits().shutdown()), () -> !StartVm.isRunning(api));
        } catch (LbprovException slow) {
            if (slow.status() == ExitStatus.INTERRUPTED || slow.status() == ExitStatus.SOMEONE_ELSE) {
                throw slow;
            }
            // a shutdown takes a minute: time enough for the number to be given away
            if (Attempt.of(() -> Markers.ofMember(context, vm)).failure().isPresent()) {
                throw slow;
            }
            context.progress("the guest did not shut down; pulling the plug");
            context.task(title(), vm, api::stop, () -> !StartVm.isRunning(api));
        }
    }

    @Override
    public List<Right> rights() {
        return List.of(vm.right("VM.PowerMgmt"));
    }
}
