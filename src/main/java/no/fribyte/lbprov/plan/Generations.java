package no.fribyte.lbprov.plan;

import java.util.List;
import no.fribyte.lbprov.model.Member;

/** Gives the guest files their number: the one that the pair runs, or the next. */
final class Generations {
    private Generations() {}

    /** The number for what is made now: the highest in use if every member has just these files, else one more. */
    static int number(Desired desired, Census census) {
        int highest = 0;
        boolean same = true;
        for (Member member : desired.pair().members()) {
            List<OwnVm> own = census.of(member.name());
            for (OwnVm vm : own) {
                highest = Math.max(highest, vm.marker().generation());
                same &= vm.marker().hash().equals(desired.hash(member));
            }
        }
        return same && highest > 0 ? highest : highest + 1;
    }
}
