package no.fribyte.lbprov.step;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import no.fribyte.lbprov.proxmox.Form;
import no.fribyte.lbprov.proxmox.VmConfig;

/** Afterwards the stopped VM has neither seed nor network card: a clone of it needs no right on any bridge. */
public record StripHardware(VmRef vm) implements Step {
    public StripHardware {
        requireNonNull(vm, "vm");
    }

    @Override
    public String title() {
        return "take seed and network card out of " + vm.machine();
    }

    @Override
    public void run(StepContext context) {
        VmConfig config = Markers.ofMember(context, vm);
        List<String> left = new ArrayList<>(config.nics().keySet());
        if (config.drives().containsKey(Hardware.CDROM)) {
            left.add(Hardware.CDROM);
        }
        if (!left.isEmpty()) {
            Form form = Form.empty().with("delete", String.join(",", left));
            context.node(vm.node()).vm(vm.id()).updateNow(form, config.digest());
        }
    }

    @Override
    public List<Right> rights() {
        return List.of(vm.right("VM.Config.CDROM", "VM.Config.Network"));
    }
}
