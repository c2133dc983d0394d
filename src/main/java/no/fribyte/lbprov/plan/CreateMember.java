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
        problems.addAll(Replaced.tooMany(member, own));
        if (own.isEmpty()) {
            problems.addAll(absent());
        } else if (own.size() == 1
                && own.get(0).underConstruction()
                && !own.get(0).hasProved(observed)) {
            problems.addAll(Successor.problems(desired, observed, census, member, ids, own.get(0)));
        } else if (own.size() == 2) {
            problems.addAll(beingReplaced());
        }
        return problems;
    }

    List<Problem> notes() {
        List<Problem> notes = new ArrayList<>();
        if (own.size() != 1 || own.get(0).marker().state() != Marker.State.READY) {
            return notes;
        }
        OwnVm vm = own.get(0);
        if (!vm.vm().node().equals(member.node())) {
            notes.add(Problem.warning("%s is on %s, and the profile puts it on %s"
                            .formatted(member.name(), vm.vm().node(), member.node()))
                    .hint("migrate the VM back, or change the profile"));
        }
        if (!vm.marker().recipe().equals(desired.recipe(member))) {
            notes.add(Problem.warning("%s runs generation %d, and the profile asks for something else by now"
                            .formatted(member.name(), vm.marker().generation()))
                    .hint("lbprov rebuild %s %s".formatted(desired.pair().name(), member.name())));
        }
        return notes;
    }

    List<Step> steps() {
        if (own.isEmpty()) {
            VmId id = ids.of(member).orElseThrow();
            return whole(Successor.fresh(desired, observed, census, member, id, Optional.empty()));
        }
        if (own.size() == 2) {
            return new Removal(own.get(0), desired.place()).steps();
        }
        OwnVm vm = own.get(0);
        return switch (vm.marker().state()) {
            case READY -> ready(vm);
            case RETIRED -> restored(vm);
            case BUILDING, CLONING ->
                vm.hasProved(observed)
                        ? restored(vm)
                        : whole(Successor.resumed(desired, observed, census, member, ids, vm));
        };
    }

    /** Not seen is not missing: with a node that cannot be read, the member might be on it. */
    private List<Problem> absent() {
        List<Problem> problems = new ArrayList<>(observed.unreadableAs(member.name()));
        if (problems.isEmpty()) {
            problems.addAll(Preconditions.of(desired, observed, member));
        }
        if (ids.of(member).isEmpty()) {
            problems.add(Ids.noneFor(member));
        }
        return problems;
    }

    /** Two VMs: all is done but the old one's deletion, or a rebuild has to be finished, which asks for more care. */
    private List<Problem> beingReplaced() {
        OwnVm old = own.get(0);
        boolean serves = own.get(1).vm().running()
                && observed.status(member.name())
                        .filter(status -> !status.drained())
                        .isPresent();
        boolean done = !own.get(1).underConstruction()
                && serves
                && old.marker().state() == Marker.State.RETIRED
                && !old.vm().running();
        return done
                ? new Removal(old, desired.place()).obstacles()
                : List.of(Problem.error("a rebuild of %s was begun and not finished".formatted(member.name()))
                        .because("there are %s and %s"
                                .formatted(old.vm(), own.get(1).vm()))
                        .hint("lbprov rebuild %s %s finishes it"
                                .formatted(desired.pair().name(), member.name())));
    }

    private List<Step> whole(Successor successor) {
        List<Step> steps = new ArrayList<>(successor.preparation());
        boolean beside = observed.status(desired.pair().partnerOf(member).name())
                .map(MemberStatus::holds)
                .orElse(false);
        steps.addAll(successor.build().proof(successor.running(), beside));
        steps.add(new Undrain(successor.build().vm()));
        steps.add(successor.build().markReady());
        return steps;
    }

    /** A ready member is left alone if it runs and serves; only lbprov drains, so a drained one is what a run left behind. */
    private List<Step> ready(OwnVm vm) {
        List<Step> steps = new ArrayList<>();
        boolean drained =
                observed.status(member.name()).map(MemberStatus::drained).orElse(false);
        if (!vm.vm().running()) {
            steps.add(new StartVm(ref(vm)));
        }
        if (!vm.vm().running() || drained) {
            steps.add(prove(vm));
            steps.add(new Undrain(ref(vm)));
        }
        return steps;
    }

    /** Its successor is gone, or only the mark was missing: the VM is the member again. */
    private List<Step> restored(OwnVm vm) {
        List<Step> steps = new ArrayList<>();
        if (!vm.vm().running()) {
            steps.add(new StartVm(ref(vm)));
        }
        steps.add(prove(vm));
        steps.add(new Undrain(ref(vm)));
        steps.add(new MarkReady(ref(vm), vm.marker().with(Marker.State.READY).with(Optional.empty())));
        return steps;
    }

    private Step prove(OwnVm vm) {
        return new ProveMember(ref(vm), desired.expectation(member, vm.marker().hash()), ProveMember.Beginning.SERVING);
    }

    private VmRef ref(OwnVm vm) {
        return new VmRef(
                vm.vm().node(), vm.vm().id(), member.name(), desired.place().pool());
    }
}
