package no.fribyte.lbprov.plan;

import java.util.ArrayList;
import java.util.List;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.Step;

/** A VM that was begun with other guest files than the profile asks for by now: it goes, and the member is made anew. */
final class Remake {
    private final Desired desired;
    private final Observed observed;
    private final Census census;
    private final Member member;
    private final Ids ids;
    private final OwnVm begun;

    Remake(Desired desired, Observed observed, Census census, Member member, Ids ids, OwnVm begun) {
        this.desired = desired;
        this.observed = observed;
        this.census = census;
        this.member = member;
        this.ids = ids;
        this.begun = begun;
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(removal().obstacles());
        problems.addAll(Preconditions.of(desired, observed, member));
        if (ids.again(member, begun).isEmpty()) {
            problems.add(Ids.noneFor(member));
        }
        return problems;
    }

    List<Step> discard() {
        return removal().stepsAndSeed();
    }

    Build build() {
        return new Build(
                desired,
                observed,
                member,
                ids.again(member, begun).orElseThrow(),
                begun.marker().incarnation() + 1,
                Generations.number(desired, census));
    }

    private Removal removal() {
        return new Removal(begun, desired.place());
    }
}
