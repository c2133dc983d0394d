package no.fribyte.lbprov.step;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.Mark;
import no.fribyte.lbprov.model.TemplateMarker;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Attempt;
import no.fribyte.lbprov.proxmox.ProxmoxFailure;
import no.fribyte.lbprov.proxmox.VmApi;
import no.fribyte.lbprov.proxmox.VmConfig;

/** Afterwards a successor that failed is gone, if it ever was there. */
public record RemoveSuccessor(VmRef vm, Mark marker) implements Step {
    @Override
    public String title() {
        return "remove the %s %s"
                .formatted(marker instanceof TemplateMarker ? "half-made template" : "failed successor", vm.machine());
    }

    @Override
    public void run(StepContext context) {
        VmApi api = context.node(vm.node()).vm(vm.id());
        Attempt<Optional<VmConfig>> look = Attempt.of(api::config);
        if (look.failedAs(ProxmoxFailure.Kind.NO_PERMISSION)) {
            throw hidden(look.failure().orElseThrow().text());
        }
        Optional<VmConfig> config = look.orThrow();
        if (config.isEmpty()) {
            return;
        }
        Markers.requireSame(context, vm, config.get(), marker);
        if (StartVm.isRunning(api)) {
            // nothing on it is worth a clean shutdown, and the old VM is waiting to be started
            context.task("stop " + vm, vm, api::stop, () -> !StartVm.isRunning(api));
        }
        new DestroyVm(vm, marker).run(context);
    }

    /** As a VM is that somebody else made in the meantime: ours would be in sight. */
    private LbprovException hidden(String words) {
        return new LbprovException(
                ExitStatus.STEP_FAILED,
                Problem.error("%s is not in sight of the token".formatted(vm))
                        .because(words + "; if somebody else's VM has taken that number, there is nothing to remove")
                        .hint("see whose VM %s is; if it is not this pair's, leave it and run the same command again"
                                .formatted(vm.id())));
    }

    @Override
    public List<Right> rights() {
        return List.of(vm.right("VM.Allocate", "VM.PowerMgmt"));
    }
}
