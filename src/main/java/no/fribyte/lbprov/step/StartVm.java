package no.fribyte.lbprov.step;

import java.util.List;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.proxmox.Attempt;
import no.fribyte.lbprov.proxmox.VmApi;
import no.fribyte.lbprov.proxmox.VmStatus;

/** Afterwards the VM runs. */
public record StartVm(VmRef vm) implements Step {
    @Override
    public String title() {
        return "start " + vm.machine();
    }

    @Override
    public void run(StepContext context) {
        VmApi api = context.node(vm.node()).vm(vm.id());
        Markers.ofMember(context, vm);
        try {
            context.task(title(), vm, api::start, () -> isRunning(api));
        } catch (LbprovException failed) {
            // starting what runs is an error; somebody may have been faster
            boolean runs = failed.status() == ExitStatus.STEP_FAILED
                    && Attempt.of(() -> isRunning(api)).value().orElse(false);
            if (!runs) {
                throw failed;
            }
        }
    }

    static boolean isRunning(VmApi api) {
        return api.status().filter(VmStatus::isRunning).isPresent();
    }

    @Override
    public List<Right> rights() {
        return List.of(vm.right("VM.PowerMgmt"));
    }
}
