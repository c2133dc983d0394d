package no.fribyte.lbprov.step;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.proxmox.Form;
import no.fribyte.lbprov.proxmox.PropertyString;
import no.fribyte.lbprov.proxmox.VmApi;
import no.fribyte.lbprov.proxmox.VmConfig;

/** Afterwards the CD-ROM drive is empty; the drive itself stays, since a running VM cannot lose it. */
public record EjectSeed(VmRef vm) implements Step {
    @Override
    public String title() {
        return "eject the seed from " + vm.machine();
    }

    @Override
    public void run(StepContext context) {
        VmApi api = context.node(vm.node()).vm(vm.id());
        VmConfig config = Markers.ofMember(context, vm);
        boolean inserted = Optional.ofNullable(config.drives().get(Hardware.CDROM))
                .flatMap(PropertyString::first)
                .filter(volume -> !volume.equals("none"))
                .isPresent();
        if (inserted) {
            api.updateNow(Form.empty().with(Hardware.CDROM, Hardware.cdrom("none")), config.digest());
        }
    }

    @Override
    public List<Right> rights() {
        return List.of(vm.right("VM.Config.CDROM"));
    }
}
