package no.fribyte.lbprov.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.Undrain;
import no.fribyte.lbprov.step.VerifyPair;

/**
 * The VM that takes an old one's place: made from nothing, or finished where an earlier run left it.
 *
 * @param build makes it
 * @param preparation what has to be done before it can start
 * @param running an earlier run started it
 */
record Successor(Build build, List<Step> preparation, boolean running) {
    Successor {
        preparation = List.copyOf(preparation);
    }

    /** A new VM, one incarnation after the old one. */
    static Successor fresh(
            Desired desired, Observed observed, Census census, Member member, VmId id, Optional<OwnVm> old) {
        int incarnation = old.map(vm -> vm.marker().incarnation() + 1).orElse(1);
        int number = Generations.number(desired, census);
        Build build = new Build(desired, observed, member, id, incarnation, number);
        return new Successor(build, build.prepare(), false);
    }

    /** What an earlier run began, or a new one in its place when it is not worth finishing. */
    static Successor resumed(Desired desired, Observed observed, Census census, Member member, Ids ids, OwnVm begun) {
        if (!begun.isBegunFor(desired, observed, member)) {
            Remake remake = new Remake(desired, observed, census, member, ids, begun);
            List<Step> steps = new ArrayList<>(remake.discard());
            steps.addAll(remake.build().prepare());
            return new Successor(remake.build(), steps, false);
        }
        Build build = new Build(
                desired,
                observed,
                member,
                begun.vm().id(),
                begun.marker().incarnation(),
                begun.marker().generation());
        return new Successor(build, build.prepareRest(begun), begun.vm().running());
    }

    /** Why what an earlier run began can be neither finished nor made anew. */
    static List<Problem> problems(
            Desired desired, Observed observed, Census census, Member member, Ids ids, OwnVm begun) {
        return begun.isBegunFor(desired, observed, member)
                ? new Removal(begun, desired.place()).hindrances()
                : new Remake(desired, observed, census, member, ids, begun).problems();
    }

    /** From the start to a member that has proved itself, drained, with its seed gone. */
    List<Step> proof() {
        return build.proof(running, true);
    }

    /** From here on nothing is taken back: it may hold the virtual IPs. */
    List<Step> takeOver(VerifyPair check) {
        return List.of(new Undrain(build.vm()), check, build.markReady());
    }
}
