package no.fribyte.lbprov.step;

import java.util.Optional;
import java.util.function.Function;
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
        write(context, vm, marker, config -> settings);
    }

    /** The same for settings that depend on those that are there. */
    static void write(StepContext context, VmRef vm, Marker marker, Function<VmConfig, Form> settings) {
        VmApi api = context.node(vm.node()).vm(vm.id());
        VmConfig config = api.config().orElseThrow(() -> changed(vm, "it is gone"));
        requireSame(context, vm, config, marker);
        Marker stamped = context.hold().stamped(vm, marker);
        if (stamped.lease().isEmpty()) {
            context.hold().givesUp(vm);
        }
        String description = MarkerText.update(config.description(), stamped);
        api.updateNow(settings.apply(config).with("description", description), config.digest());
    }

    /** The VM's config, once it is sure that the VM of that number still is the member's: numbers get reused. */
    static VmConfig ofMember(StepContext context, VmRef vm) {
        VmConfig config = context.node(vm.node()).vm(vm.id()).config().orElseThrow(() -> changed(vm, "it is gone"));
        Marker same = marker(config)
                .filter(marker -> marker.member().equals(vm.member()))
                .filter(marker -> marker.vmId().equals(vm.id()))
                .orElseThrow(() -> changed(vm, "it does not carry the member's marker"));
        context.hold().refuseOthers(vm, same);
        return config;
    }

    static Optional<Marker> marker(VmConfig config) {
        return MarkerText.read(config.description()) instanceof MarkerText.Reading.Found reading
                ? Optional.of(reading.marker())
                : Optional.empty();
    }

    /** Stops if the VM of that number is not the same incarnation of the same member any more. */
    static void requireSame(StepContext context, VmRef vm, VmConfig config, Marker expected) {
        boolean same = marker(config)
                .filter(marker -> marker.pair().equals(expected.pair()))
                .filter(marker -> marker.member().equals(expected.member()))
                .filter(marker -> marker.vmId().equals(vm.id()))
                .filter(marker -> marker.incarnation() == expected.incarnation())
                .isPresent();
        if (!same || !config.name().equals(Optional.of(vm.member().value()))) {
            throw changed(vm, "it does not carry the marker that was there before");
        }
        marker(config).ifPresent(marker -> context.hold().refuseOthers(vm, marker));
    }

    static LbprovException changed(VmRef vm, String why) {
        return new LbprovException(
                ExitStatus.STEP_FAILED,
                Problem.error("%s is not what it was when this was planned".formatted(vm))
                        .because(why)
                        .hint("nothing was done to it; run the command again to see what is there now"));
    }
}
