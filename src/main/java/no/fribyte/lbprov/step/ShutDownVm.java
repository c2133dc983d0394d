package no.fribyte.lbprov.step;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import no.fribyte.lbprov.proxmox.VmApi;

/** Afterwards the guest has powered off by itself: its disk is whole, which a template's has to be. */
public record ShutDownVm(VmRef vm) implements Step {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    public ShutDownVm {
        requireNonNull(vm, "vm");
    }

    @Override
    public String title() {
        return "shut down " + vm.machine();
    }

    @Override
    public void run(StepContext context) {
        VmApi api = context.node(vm.node()).vm(vm.id());
        Markers.ofMember(context, vm);
        if (StartVm.isRunning(api)) {
            context.task(title(), vm, () -> api.shutdown(LIMIT), () -> !StartVm.isRunning(api));
        }
    }

    @Override
    public List<Right> rights() {
        return List.of(vm.right("VM.PowerMgmt"));
    }
}
