package no.fribyte.lbprov.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.guest.MemberStatus;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.MarkReady;
import no.fribyte.lbprov.step.ProveMember;
import no.fribyte.lbprov.step.StartVm;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.Undrain;
import no.fribyte.lbprov.step.VmRef;

/** What {@code create} does about one member, from what there is of it. */
final class CreateMember {
    private final Desired desired;
    private final Observed observed;
    private final Census census;
    private final Member member;
    private final Ids ids;
    private final List<OwnVm> own;

    CreateMember(Desired desired, Observed observed, Census census, Member member, Ids ids) {
        this.desired = desired;
        this.observed = observed;
        this.census = census;
        this.member = member;
        this.ids = ids;
        this.own = census.of(member.name());
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(Versions.newer(desired, own));
        if (own.isEmpty()) {
            problems.addAll(absent());
        } else if (own.size() == 1) {
            problems.addAll(single(own.get(0)));
        } else {
            problems.addAll(replacement().problems());
        }
        return problems;
    }

    List<Problem> notes() {
        boolean older = own.size() == 1
                && own.get(0).marker().state() == Marker.State.READY
                && !own.get(0).marker().hash().equals(desired.hash(member));
        List<Problem> notes = new ArrayList<>();
        if (own.size() == 1 && !own.get(0).vm().node().equals(member.node())) {
            notes.add(Problem.warning("%s is on %s, and the profile puts it on %s"
                            .formatted(member.name(), own.get(0).vm().node(), member.node()))
                    .hint("migrate the VM back, or change the profile"));
        }
        if (older) {
            notes.add(Problem.warning("%s runs generation %d, and the profile asks for something else by now"
                            .formatted(member.name(), own.get(0).marker().generation()))
                    .hint("lbprov rebuild %s %s".formatted(desired.pair().name(), member.name())));
        }
        return notes;
    }

    List<Step> steps() {
        if (own.isEmpty()) {
            return fresh();
        }
        return own.size() == 1 ? continued(own.get(0)) : replacement().finish();
    }

    private Replacement replacement() {
        return new Replacement(desired, observed, census, member, ids, own);
    }

    /** Not seen is not missing: with a node that cannot be read, the member might be on it. */
    private List<Problem> absent() {
        List<Problem> problems = new ArrayList<>();
        for (Problem unreadable : observed.unreadable()) {
            problems.add(new Problem(
                    Problem.Severity.ERROR,
                    "%s was not seen, but it may be on a node that cannot be read: %s"
                            .formatted(member.name(), unreadable.summary()),
                    unreadable.why(),
                    unreadable.attempt().or(() -> Optional.of("bring that node's API back, then run this again")),
                    Optional.empty()));
        }
        if (problems.isEmpty()) {
            problems.addAll(new Preconditions(desired, observed).of(member));
        }
        if (ids.of(member).isEmpty()) {
            problems.add(Ids.noneFor(member));
        }
        return problems;
    }

    private List<Problem> single(OwnVm vm) {
        if (!vm.underConstruction()) {
            return List.of();
        }
        return vm.isBegunFor(desired, member)
                ? new Removal(vm, desired.place()).hindrances()
                : remake(vm).problems();
    }

    private Remake remake(OwnVm begun) {
        return new Remake(desired, observed, census, member, ids, begun);
    }

    private List<Step> fresh() {
        VmId id = ids.of(member).orElseThrow();
        return new Build(desired, observed, member, id, 1, Generations.number(desired, census)).whole();
    }

    private List<Step> continued(OwnVm vm) {
        VmRef ref = new VmRef(
                vm.vm().node(), vm.vm().id(), member.name(), desired.place().pool());
        List<Step> steps = new ArrayList<>();
        switch (vm.marker().state()) {
            case READY -> {
                boolean drained = observed.status(member.name())
                        .map(MemberStatus::drained)
                        .orElse(false);
                if (!vm.vm().running()) {
                    steps.add(new StartVm(ref));
                }
                if (!vm.vm().running() || drained) {
                    steps.add(new ProveMember(
                            ref, desired.expectation(member, vm.marker().hash()), false));
                }
                if (drained) {
                    // a rebuild drained it, and ended before it touched the VM
                    steps.add(new Undrain(ref));
                }
            }
            case RETIRED -> steps.addAll(restored(vm, ref));
            case BUILDING, CLONING -> steps.addAll(finished(vm));
        }
        return steps;
    }

    /** Its successor is gone, so the retired VM is the member again. */
    private List<Step> restored(OwnVm vm, VmRef ref) {
        List<Step> steps = new ArrayList<>();
        if (!vm.vm().running()) {
            steps.add(new StartVm(ref));
        }
        steps.add(new ProveMember(ref, desired.expectation(member, vm.marker().hash()), false));
        steps.add(new Undrain(ref));
        steps.add(new MarkReady(ref, vm.marker().with(Marker.State.READY).with(Optional.empty())));
        return steps;
    }

    private List<Step> finished(OwnVm begun) {
        Marker marker = begun.marker();
        List<Step> steps = new ArrayList<>();
        if (!begun.isBegunFor(desired, member)) {
            steps.addAll(remake(begun).discard());
            steps.addAll(remake(begun).build().whole());
            return steps;
        }
        Build build = new Build(desired, observed, member, begun.vm().id(), marker.incarnation(), marker.generation());
        steps.addAll(build.prepareRest(begun));
        steps.addAll(build.bringUp(begun.vm().running()));
        steps.add(build.markReady());
        return steps;
    }
}
