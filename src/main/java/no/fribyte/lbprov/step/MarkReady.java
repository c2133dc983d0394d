package no.fribyte.lbprov.step;

import java.util.List;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.proxmox.Form;

/** Afterwards the VM counts as a proven member and starts with its node. */
public record MarkReady(VmRef vm, Marker marker) implements Step {
    @Override
    public String title() {
        return "mark %s as ready".formatted(vm);
    }

    @Override
    public void run(StepContext context) {
        // tags in the create call fail where rights are given on a pool only: PVE checks them before the VM is in it
        Form settings = Form.empty().with("onboot", true).with("tags", "lbprov;" + marker.pair());
        Markers.write(context, vm, marker, settings);
    }

    @Override
    public List<Right> rights() {
        return List.of(vm.right("VM.Config.Options"));
    }
}
