package no.fribyte.lbprov.step;

import java.util.List;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.proxmox.Form;

/** Afterwards the VM is marked as the one to be replaced, and does not start with its node. */
public record Retire(VmRef vm, Marker marker) implements Step {
    @Override
    public String title() {
        return "retire %s, to be kept until its successor works".formatted(vm);
    }

    @Override
    public void run(StepContext context) {
        Markers.write(context, vm, marker, Form.empty().with("onboot", false));
    }

    @Override
    public List<Right> rights() {
        return List.of(vm.right("VM.Config.Options"));
    }
}
