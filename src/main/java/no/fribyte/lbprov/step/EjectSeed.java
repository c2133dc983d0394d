package no.fribyte.lbprov.step;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.proxmox.Form;
import no.fribyte.lbprov.proxmox.PropertyString;
import no.fribyte.lbprov.proxmox.VmApi;
import no.fribyte.lbprov.proxmox.VmConfig;

/** Afterwards the CD-ROM drive is empty; the drive itself stays, since a running VM cannot lose it. */
public record EjectSeed(VmRef vm) implements Step {
    private static final String DRIVE = "ide2";

    @Override
    public String title() {
        return "eject the seed from " + vm.machine();
    }

    @Override
    public void run(StepContext context) {
        VmApi api = context.node(vm.node()).vm(vm.id());
        VmConfig config = Markers.ofMember(context, vm);
        boolean inserted = Optional.ofNullable(config.drives().get(DRIVE))
                .flatMap(PropertyString::first)
                .filter(volume -> !volume.equals("none"))
                .isPresent();
        if (inserted) {
            api.updateNow(Form.empty().with(DRIVE, "none,media=cdrom"), config.digest());
        }
    }

    @Override
    public List<Right> rights() {
        return List.of(vm.right("VM.Config.CDROM"));
    }
}
