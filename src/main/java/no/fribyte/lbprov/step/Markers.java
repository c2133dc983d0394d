package no.fribyte.lbprov.step;

import java.util.Optional;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Form;
import no.fribyte.lbprov.proxmox.VmApi;
import no.fribyte.lbprov.proxmox.VmConfig;

/** Reads and writes the marker of a VM that was observed before, and notices when it is not that VM any more. */
final class Markers {
    private Markers() {}

    /** Writes the marker and further settings in one go, guarded by the digest of what was read. */
    static void write(StepContext context, VmRef vm, Marker marker, Form settings) {
        VmApi api = context.node(vm.node()).vm(vm.id());
        VmConfig config = api.config().orElseThrow(() -> changed(vm, "it is gone"));
        requireSame(vm, config, marker);
        String description = MarkerText.update(config.description(), marker);
        api.updateNow(settings.with("description", description), config.digest());
    }

    /** Stops if the VM of that number is not the same incarnation of the same member any more. */
    static void requireSame(VmRef vm, VmConfig config, Marker expected) {
        Optional<Marker> found = MarkerText.read(config.description()) instanceof MarkerText.Reading.Found reading
                ? Optional.of(reading.marker())
                : Optional.empty();
        boolean same = found.filter(marker -> marker.pair().equals(expected.pair()))
                .filter(marker -> marker.member().equals(expected.member()))
                .filter(marker -> marker.vmId().equals(vm.id()))
                .filter(marker -> marker.incarnation() == expected.incarnation())
                .isPresent();
        if (!same || !config.name().equals(Optional.of(vm.member().value()))) {
            throw changed(vm, "it does not carry the marker that was there before");
        }
    }

    private static LbprovException changed(VmRef vm, String why) {
        return new LbprovException(
                ExitStatus.STEP_FAILED,
                Problem.error("%s is not what it was when this was planned".formatted(vm))
                        .because(why)
                        .hint("nothing was done to it; run the command again to see what is there now"));
    }
}
