package no.fribyte.lbprov.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Form;
import no.fribyte.lbprov.proxmox.PropertyString;
import no.fribyte.lbprov.proxmox.VmApi;
import no.fribyte.lbprov.proxmox.VmConfig;

/** Gives a clone its own hardware and marks; the template's cloud-init drive and NICs are gone afterwards. */
public record ConfigureClone(VmSpec spec) implements Step {
    private static final String DISK = "scsi0";

    @Override
    public String title() {
        return "give %s its own hardware and seed".formatted(spec.vm().machine());
    }

    @Override
    public void run(StepContext context) {
        VmApi vm = context.node(spec.vm().node()).vm(spec.vm().id());
        VmConfig config = Markers.ofMember(context, spec.vm());
        if (config.value("protection").filter("1"::equals).isPresent()) {
            // copied from the template; with it no drive can be taken away
            vm.updateNow(Form.empty().with("protection", false), config.digest());
            config = Markers.ofMember(context, spec.vm());
        }
        List<String> foreign = foreign(config);
        if (!foreign.isEmpty()) {
            // by themselves first: the seed takes the place where the template's cloud-init drive usually is
            vm.updateNow(Form.empty().with("delete", String.join(",", foreign)), config.digest());
            config = Markers.ofMember(context, spec.vm());
        }
        vm.updateNow(form(context, config), config.digest());
    }

    private Form form(StepContext context, VmConfig config) {
        String volume = Optional.ofNullable(config.drives().get(DISK))
                .flatMap(PropertyString::first)
                .orElseThrow(this::noDisk);
        return Hardware.settings(spec)
                .with("description", MarkerText.describe(context.hold().stamped(spec.vm(), spec.marker())))
                .with(DISK, volume + "," + Hardware.diskOptions(spec.guest()))
                .with(Hardware.CDROM, Hardware.cdrom(spec.seedVolume()))
                .with("boot", "order=" + DISK);
    }

    /** What the template brought along: two media with cloud-init data would leave it open which one counts. */
    private List<String> foreign(VmConfig config) {
        List<String> names = new ArrayList<>();
        config.drives().forEach((name, drive) -> {
            boolean cdrom = drive.value("media").filter("cdrom"::equals).isPresent();
            boolean seed = drive.first().filter(spec.seedVolume()::equals).isPresent();
            if (cdrom && !seed) {
                names.add(name);
            }
        });
        config.nics().keySet().stream()
                .filter(name -> Integer.parseInt(name.substring("net".length()))
                        >= spec.nics().size())
                .forEach(names::add);
        return names;
    }

    private LbprovException noDisk() {
        return new LbprovException(
                ExitStatus.STEP_FAILED,
                Problem.error("the template of %s has no disk %s".formatted(spec.vm(), DISK))
                        .hint("make the template with its disk on scsi0 and virtio-scsi"));
    }

    @Override
    public List<Right> rights() {
        return List.of(spec.vm().right("VM.Config.Cloudinit"));
    }
}
