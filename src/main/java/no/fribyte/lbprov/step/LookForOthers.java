package no.fribyte.lbprov.step;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.problem.LbprovException;

/**
 * Afterwards it is sure that nobody else works on a pair that had no VM to put a lease on. Two runs may have found the place
 * empty: each puts its own VM there first and looks then, so that at least one sees the other and yields.
 *
 * @param claim the VM that this run has just put there, if it has
 */
public record LookForOthers(Optional<Claim> claim) implements Step {
    /** The first VM of a pair; it carries this run's lease and nothing else of worth yet. */
    public record Claim(VmRef vm, Marker marker) {}

    @Override
    public String title() {
        return "make sure that nobody else works on the pair";
    }

    @Override
    public void run(StepContext context) {
        Optional<LbprovException> rival = context.hold().rival(claim.map(Claim::vm));
        if (rival.isPresent()) {
            claim.ifPresent(ours -> new RemoveSuccessor(ours.vm(), ours.marker()).run(context));
            throw rival.get();
        }
    }

    @Override
    public List<Right> rights() {
        return claim.map(ours -> List.of(ours.vm().right("VM.Allocate"))).orElse(List.of());
    }
}
