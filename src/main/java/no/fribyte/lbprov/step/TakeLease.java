package no.fribyte.lbprov.step;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.Lease;
import no.fribyte.lbprov.model.Mark;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.proxmox.Attempt;
import no.fribyte.lbprov.proxmox.Form;
import no.fribyte.lbprov.proxmox.ProxmoxFailure;
import no.fribyte.lbprov.proxmox.VmApi;
import no.fribyte.lbprov.proxmox.VmConfig;

/**
 * Afterwards the VM says that this run works on it. Of two runs that planned with the same VM one comes too late: Proxmox
 * refuses its write, or it reads what the other one wrote.
 *
 * @param observed its marker when this was planned
 * @param lease this run's
 */
public record TakeLease(VmRef vm, Mark observed, Lease lease) implements Step {
    /** Only another write at the very same moment makes it try again. */
    private static final int TRIES = 5;

    @Override
    public String title() {
        return "mark %s as being worked on".formatted(vm.machine());
    }

    @Override
    public void run(StepContext context) {
        for (int rest = TRIES - 1; !isTaken(context, rest); rest--) {
            context.progress("somebody changed it at the same moment: looking again");
        }
    }

    private boolean isTaken(StepContext context, int rest) {
        VmApi api = context.node(vm.node()).vm(vm.id());
        VmConfig config = api.config().orElseThrow(() -> changed(context, "it is gone"));
        Optional<Mark> now = Markers.marker(config);
        if (now.flatMap(Mark::lease).filter(lease::isOf).isPresent()) {
            return true;
        }
        if (!now.equals(Optional.of(observed))) {
            throw changed(context, "its marker is another one");
        }
        Mark marker = context.hold().stamped(vm, observed.with(Optional.of(lease)));
        Form description = Form.empty().with("description", MarkerText.update(config.description(), marker));
        context.hold().takes(vm);
        Attempt<Boolean> write = Attempt.of(() -> {
            api.updateNow(description, config.digest());
            return true;
        });
        boolean again = write.failedAs(ProxmoxFailure.Kind.CHANGED, ProxmoxFailure.Kind.UNKNOWN_OUTCOME);
        return !(again && rest > 0) && write.orThrow();
    }

    private LbprovException changed(StepContext context, String why) {
        return context.hold().rival(Optional.empty()).orElseGet(() -> Markers.changed(vm, why));
    }

    @Override
    public List<Right> rights() {
        return List.of(vm.right("VM.Config.Options"));
    }
}
