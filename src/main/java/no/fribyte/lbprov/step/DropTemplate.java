package no.fribyte.lbprov.step;

import static java.util.Objects.requireNonNull;

import java.util.List;
import no.fribyte.lbprov.model.TemplateMarker;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/**
 * Afterwards an old template is gone, unless Proxmox keeps it, because somebody's linked clone hangs on it: then that is
 * told, and nothing is lost.
 *
 * @param marker as it was observed
 */
public record DropTemplate(VmRef vm, TemplateMarker marker) implements Step {
    public DropTemplate {
        requireNonNull(vm, "vm");
        requireNonNull(marker, "marker");
    }

    @Override
    public String title() {
        return "delete template %s of %s on %s".formatted(vm.id(), marker.baked(), vm.node());
    }

    @Override
    public void run(StepContext context) {
        try {
            new DestroyVm(vm, marker).run(context);
        } catch (LbprovException kept) {
            if (kept.status() == ExitStatus.INTERRUPTED || kept.status() == ExitStatus.SOMEONE_ELSE) {
                throw kept;
            }
            Problem cause = kept.problems().get(0);
            context.warn(Problem.warning("old template %s on %s is still there".formatted(vm.id(), vm.node()))
                    .because(
                            cause.summary() + cause.why().map(why -> ": " + why).orElse(""))
                    .hint("the next bake tries again"));
        }
    }

    @Override
    public List<Right> rights() {
        return new DestroyVm(vm, marker).rights();
    }
}
