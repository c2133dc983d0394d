package no.fribyte.lbprov.step;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.proxmox.Form;
import no.fribyte.lbprov.proxmox.PropertyString;
import no.fribyte.lbprov.proxmox.VmConfig;

/** Afterwards the seed is in the CD-ROM drive. */
public record InsertSeed(VmRef vm, String volume) implements Step {
    @Override
    public String title() {
        return "put the seed into " + vm.machine();
    }

    @Override
    public void run(StepContext context) {
        VmConfig config = Markers.ofMember(context, vm);
        boolean inserted = Optional.ofNullable(config.drives().get(Hardware.CDROM))
                .flatMap(PropertyString::first)
                .filter(volume::equals)
                .isPresent();
        if (!inserted) {
            Form drive = Form.empty().with(Hardware.CDROM, Hardware.cdrom(volume));
            context.node(vm.node()).vm(vm.id()).updateNow(drive, config.digest());
        }
    }

    @Override
    public List<Right> rights() {
        return List.of(vm.right("VM.Config.CDROM"));
    }
}
