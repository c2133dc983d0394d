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
    private final List<OwnVm> own;
    private final Ids ids;

    Replacement(Desired desired, Observed observed, Census census, Member member, List<OwnVm> own, Ids ids) {
        this.desired = desired;
        this.observed = observed;
        this.census = census;
        this.member = member;
        this.own = own;
        this.ids = ids;
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
        problems.addAll(new Removal(own.get(1), desired.place()).hindrances());
        return problems;
    }

    /** Finishes the successor, then deletes the old VM; with other guest files by now, the successor is made anew. */
    List<Step> finish() {
        OwnVm begun = own.get(1);
        if (!begun.underConstruction()) {
            return old().steps();
        }
        Build build = new Build(
                desired,
                observed,
                member,
                begun.vm().id(),
                begun.marker().incarnation(),
                begun.marker().generation());
        List<Step> steps = new ArrayList<>();
        boolean running = begun.vm().running();
        if (desired.isWorthFinishing(begun, member)) {
            steps.addAll(build.prepareRest(begun));
        } else {
            steps.addAll(new Removal(begun, desired.place()).stepsAndSeed());
            build = again(begun);
            steps.addAll(build.prepare());
            running = false;
        }
        steps.addAll(retireOld());
        steps.addAll(build.bringUp(running));
        steps.add(build.markReady());
        steps.add(old().destroy());
        return steps;
    }

    private Build again(OwnVm begun) {
        return new Build(
                desired,
                observed,
                member,
                ids.inPlaceOf(begun, member).orElseThrow(),
                begun.marker().incarnation() + 1,
                Generations.number(desired, census));
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
