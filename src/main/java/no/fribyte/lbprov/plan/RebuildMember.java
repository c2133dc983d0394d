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
import no.fribyte.lbprov.step.RemoveSuccessor;
import no.fribyte.lbprov.step.Restore;
import no.fribyte.lbprov.step.Retire;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.StopVm;
import no.fribyte.lbprov.step.Undrain;
import no.fribyte.lbprov.step.VerifyPair;
import no.fribyte.lbprov.step.VmRef;

/**
 * Replaces a member's VM, or finishes replacing it. The partner proves first that it serves; the successor is prepared while
 * the old VM runs; the old one is kept, stopped, until the successor has proved itself and the pair was verified.
 */
final class RebuildMember {
    private final Desired desired;
    private final Observed observed;
    private final Census census;
    private final Member member;
    private final Partner partner;
    private final Ids ids;
    private final List<OwnVm> own;

    RebuildMember(Desired desired, Observed observed, Census census, Member member, Ids ids) {
        this.desired = desired;
        this.observed = observed;
        this.census = census;
        this.member = member;
        this.partner = new Partner(desired, observed, census, member);
        this.ids = ids;
        this.own = census.of(member.name());
    }

    /** Why nobody would serve meanwhile. */
    List<Problem> partnerProblems() {
        return partner.problems();
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(Versions.newer(desired, own));
        problems.addAll(Preconditions.of(desired, observed, member));
        problems.addAll(own.isEmpty() ? observed.unreadableAs(member.name()) : observed.unreadVmAs(member.name()));
        problems.addAll(Replaced.tooMany(member, own));
        old().ifPresent(vm -> problems.addAll(new Removal(vm, desired.place()).obstacles()));
        begun().ifPresent(vm -> problems.addAll(Successor.problems(desired, observed, census, member, ids, vm)));
        if (own.size() < 2 && ids.of(member).isEmpty()) {
            problems.add(Ids.noneFor(member));
        }
        return problems;
    }

    List<Stage> stages() {
        List<Stage> stages = new ArrayList<>();
        stages.add(partner.stage(old().filter(vm -> vm.vm().running()).map(this::ref)));
        if (own.size() > 1 && begun().isEmpty()) {
            stages.add(serving(own.get(own.size() - 1)));
        } else {
            stages.addAll(successorStages(successor()));
        }
        old().filter(vm -> !keepsItsId(vm.vm().id()))
                .map(vm -> new Removal(vm, desired.place()).steps(own.size() > 1 && begun().isEmpty()))
                .ifPresent(steps -> stages.add(stage("delete the old VM", "nobody notices", steps, List.of())));
        return stages;
    }

    List<Problem> notes() {
        return old().filter(vm -> keepsItsId(vm.vm().id())).stream()
                .map(vm -> Problem.warning("the old VM is deleted before its successor has proved itself")
                        .because("the profile fixes the VMID " + vm.vm().id())
                        .hint("leave out vmid, and the old VM is kept until the new one works"))
                .toList();
    }

    List<String> confirm() {
        List<String> reasons = new ArrayList<>();
        old().ifPresent(vm ->
                reasons.add("the VM %s is deleted in the end".formatted(vm.vm().id())));
        if (observed.status(member.name()).map(MemberStatus::holdsAny).orElse(false)) {
            reasons.add("%s holds the virtual IPs: its connections are cut when they move".formatted(member.name()));
        }
        return reasons;
    }

    private List<Stage> successorStages(Successor successor) {
        List<Step> steps = new ArrayList<>();
        Optional<OwnVm> pinned = old().filter(vm -> keepsItsId(vm.vm().id()));
        pinned.ifPresent(vm -> steps.addAll(new Removal(vm, desired.place()).stepsAndSeed()));
        steps.addAll(successor.preparation());
        Optional<OwnVm> kept = old().filter(vm -> pinned.isEmpty());
        kept.ifPresent(vm -> steps.addAll(retire(vm)));
        steps.addAll(successor.proof());
        List<Step> undo = kept.map(vm -> undo(successor.build(), vm)).orElse(List.of());
        VerifyPair.Part part = new VerifyPair.Part(
                successor.build().vm(), desired.expectation(member, desired.hash(member)), Marker.State.READY);
        return List.of(
                stage("build the successor", "the pair has one member until this is done", steps, undo),
                stage(
                        "put it into service",
                        "the virtual IPs may move back; open connections are reset once",
                        successor.takeOver(verify(part)),
                        List.of()));
    }

    /** A successor that has proved itself already: from there on nothing is taken back. */
    private Stage serving(OwnVm successor) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Undrain(ref(successor)));
        steps.add(verify(new PairCheck(desired, observed, census, ids).part(member)));
        if (successor.underConstruction()) {
            Marker ready = successor.marker().with(Marker.State.READY).with(Optional.empty());
            steps.add(new MarkReady(ref(successor), ready));
        }
        return stage("put it into service", "nobody notices", steps, List.of());
    }

    private Successor successor() {
        return begun().map(vm -> Successor.resumed(desired, observed, census, member, ids, vm))
                .orElseGet(() -> Successor.fresh(
                        desired, observed, census, member, ids.of(member).orElseThrow(), old()));
    }

    /** The VM that is replaced. */
    private Optional<OwnVm> old() {
        return own.stream().findFirst();
    }

    /** A successor that an earlier run began. */
    private Optional<OwnVm> begun() {
        return own.stream()
                .skip(1)
                .filter(vm -> vm.underConstruction() && !vm.hasProved(observed))
                .findFirst();
    }

    private boolean keepsItsId(VmId id) {
        return own.size() == 1 && member.pinned().filter(id::equals).isPresent();
    }

    private List<Step> retire(OwnVm old) {
        List<Step> steps = new ArrayList<>();
        // one that was half made never was the member, and nothing may take it for that later
        if (old.marker().state() == Marker.State.READY) {
            steps.add(
                    new Retire(ref(old), old.marker().with(Marker.State.RETIRED).with(Optional.of(desired.lease()))));
        }
        if (old.vm().running()) {
            steps.add(new StopVm(ref(old)));
        }
        return steps;
    }

    /** The successor failed before it could take any address: it goes, and the old VM is the member again. */
    private List<Step> undo(Build build, OwnVm old) {
        boolean retired = old.marker().state() == Marker.State.RETIRED;
        Marker before = retired ? old.marker().with(Marker.State.READY) : old.marker();
        return List.of(
                new RemoveSuccessor(build.vm(), build.marker()),
                build.deleteSeed(),
                new Restore(
                        ref(old),
                        before.with(Optional.empty()),
                        retired || old.vm().running()));
    }

    private VerifyPair verify(VerifyPair.Part part) {
        return new VerifyPair(List.of(part, partner.part()));
    }

    private VmRef ref(OwnVm vm) {
        return new VmRef(
                vm.vm().node(), vm.vm().id(), member.name(), desired.place().pool());
    }

    private Stage stage(String title, String effect, List<Step> steps, List<Step> undo) {
        return new Stage(title, effect, List.of(new Lane(member.name().value(), steps, undo)));
    }
}
