package no.fribyte.lbprov.step;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.Mark;
import no.fribyte.lbprov.problem.LbprovException;

/**
 * Afterwards it is sure that nobody else works on a pair that had no VM to put a lease on. Two runs may have found the place
 * empty: each puts its own VM there first and looks then, so that at least one sees the other and yields.
 *
 * @param claims the VMs that this run may have put there, if it has; the first one's is there, and decides
 */
public record LookForOthers(List<Claim> claims) implements Step {
    /** A VM of an empty place; it carries this run's lease and nothing else of worth yet. */
    public record Claim(VmRef vm, Mark marker) {}

    public LookForOthers {
        claims = List.copyOf(claims);
    }

    @Override
    public String title() {
        return "make sure that nobody else works on the pair";
    }

    @Override
    public void run(StepContext context) {
        Optional<VmRef> first = claims.stream().findFirst().map(Claim::vm);
        Optional<LbprovException> rival = context.hold().rival(first);
        if (rival.isPresent()) {
            for (Claim claim : claims) {
                // what another run has under one of these numbers is not ours to remove
                if (first.filter(claim.vm()::equals).isPresent() || context.settleBegun(claim.vm())) {
                    new RemoveSuccessor(claim.vm(), claim.marker()).run(context);
                }
            }
            throw rival.get();
        }
    }

    @Override
    public List<Right> rights() {
        return claims.stream().map(claim -> claim.vm().right("VM.Allocate")).toList();
    }
}
