package no.fribyte.lbprov.step;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.Mark;
import no.fribyte.lbprov.proxmox.VmApi;
import no.fribyte.lbprov.proxmox.VmConfig;

/**
 * Afterwards the VM and its disk are gone. Looks once more that it is the VM that was planned for: numbers get reused.
 *
 * @param marker as it was observed
 */
public record DestroyVm(VmRef vm, Mark marker) implements Step {
    @Override
    public String title() {
        return "delete %s and its disk".formatted(vm.machine());
    }

    @Override
    public void run(StepContext context) {
        VmApi api = context.node(vm.node()).vm(vm.id());
        Optional<VmConfig> config = api.config();
        if (config.isEmpty()) {
            return;
        }
        Markers.requireSame(context, vm, config.get(), marker);
        context.hold().givesUp(vm);
        context.task(title(), vm, () -> api.destroy(true), () -> api.config().isEmpty());
    }

    @Override
    public List<Right> rights() {
        return List.of(vm.right("VM.Allocate"));
    }
}
