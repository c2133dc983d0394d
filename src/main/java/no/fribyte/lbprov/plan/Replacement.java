package no.fribyte.lbprov.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.Retire;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.StopVm;

/** A rebuild that an earlier run began: the old VM is kept until its successor has proved itself. */
final class Replacement {
    private final Desired desired;
    private final Observed observed;
    private final Census census;
    private final Member member;
    private final Ids ids;
    private final List<OwnVm> own;

    Replacement(Desired desired, Observed observed, Census census, Member member, Ids ids, List<OwnVm> own) {
        this.desired = desired;
        this.observed = observed;
        this.census = census;
        this.member = member;
        this.ids = ids;
        this.own = own;
    }

    List<Problem> problems() {
        boolean usual = own.size() == 2
                && own.get(0).marker().incarnation() < own.get(1).marker().incarnation();
        if (!usual) {
            return List.of(Problem.error("%d VMs claim to be %s: %s"
                            .formatted(
                                    own.size(),
                                    member.name(),
                                    own.stream().map(vm -> vm.vm().toString()).toList()))
                    .because("lbprov cannot tell which one to keep")
                    .hint("look at them in Proxmox, keep the one that serves, and delete or rename the others"));
        }
        List<Problem> problems = new ArrayList<>(old().obstacles());
        OwnVm successor = own.get(1);
        problems.addAll(
                successor.underConstruction() && !successor.isBegunFor(desired, member)
                        ? remake(successor).problems()
                        : new Removal(successor, desired.place()).hindrances());
        return problems;
    }

    /** Finishes the successor, then deletes the old VM; with other guest files by now, the successor is made anew. */
    List<Step> finish() {
        OwnVm begun = own.get(1);
        if (!begun.underConstruction()) {
            return old().steps();
        }
        boolean finish = begun.isBegunFor(desired, member);
        Build build = finish ? build(begun) : remake(begun).build();
        List<Step> steps = new ArrayList<>();
        if (finish) {
            steps.addAll(build.prepareRest(begun));
        } else {
            steps.addAll(remake(begun).discard());
            steps.addAll(build.prepare());
        }
        steps.addAll(retireOld());
        steps.addAll(build.bringUp(finish && begun.vm().running()));
        steps.add(build.markReady());
        steps.add(old().destroy());
        return steps;
    }

    private Build build(OwnVm begun) {
        return new Build(
                desired,
                observed,
                member,
                begun.vm().id(),
                begun.marker().incarnation(),
                begun.marker().generation());
    }

    private Remake remake(OwnVm begun) {
        return new Remake(desired, observed, census, member, ids, begun);
    }

    private List<Step> retireOld() {
        OwnVm old = own.get(0);
        List<Step> steps = new ArrayList<>();
        if (old.marker().state() != Marker.State.RETIRED) {
            steps.add(new Retire(
                    old().vm(), old.marker().with(Marker.State.RETIRED).with(Optional.empty())));
        }
        if (old.vm().running()) {
            steps.add(new StopVm(old().vm()));
        }
        return steps;
    }

    private Removal old() {
        return new Removal(own.get(0), desired.place());
    }
}
