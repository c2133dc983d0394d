package no.fribyte.lbprov.step;

import java.util.Optional;
import java.util.function.Function;
import no.fribyte.lbprov.model.Mark;
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
    static void write(StepContext context, VmRef vm, Mark marker, Form settings) {
        write(context, vm, marker, config -> settings);
    }

    /** The same for settings that depend on those that are there. */
    static void write(StepContext context, VmRef vm, Mark marker, Function<VmConfig, Form> settings) {
        VmApi api = context.node(vm.node()).vm(vm.id());
        VmConfig config = api.config().orElseThrow(() -> changed(vm, "it is gone"));
        requireSame(context, vm, config, marker);
        Mark stamped = context.hold().stamped(vm, marker);
        if (stamped.lease().isEmpty()) {
            context.hold().givesUp(vm);
        }
        String description = MarkerText.update(config.description(), stamped);
        api.updateNow(settings.apply(config).with("description", description), config.digest());
    }

    /** The VM's config, once it is sure that the VM of that number still is the one that has that name: numbers get reused. */
    static VmConfig ofMember(StepContext context, VmRef vm) {
        VmConfig config = context.node(vm.node()).vm(vm.id()).config().orElseThrow(() -> changed(vm, "it is gone"));
        Mark same = marker(config)
                .filter(marker -> marker.machine().equals(vm.member()))
                .filter(marker -> marker.vmId().equals(vm.id()))
                .orElseThrow(() -> changed(vm, "it does not carry its marker"));
        context.hold().refuseOthers(vm, same);
        return config;
    }

    static Optional<Mark> marker(VmConfig config) {
        return MarkerText.read(config.description()).mark();
    }

    /** Stops if the VM of that number is not the one that was planned for any more. */
    static void requireSame(StepContext context, VmRef vm, VmConfig config, Mark expected) {
        boolean same = marker(config)
                .filter(expected::isOfSameVm)
                .filter(marker -> marker.vmId().equals(vm.id()))
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
