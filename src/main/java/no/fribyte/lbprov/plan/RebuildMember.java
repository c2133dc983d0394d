package no.fribyte.lbprov.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.guest.MemberStatus;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.HandOver;
import no.fribyte.lbprov.step.ProveMember;
import no.fribyte.lbprov.step.RemoveSuccessor;
import no.fribyte.lbprov.step.Restore;
import no.fribyte.lbprov.step.Retire;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.StopVm;
import no.fribyte.lbprov.step.VerifyPair;
import no.fribyte.lbprov.step.VmRef;

/**
 * Replaces a member's VM. The partner proves first that it serves; the successor is prepared while the old VM runs; the old
 * one is kept, stopped, until the successor has proved itself.
 */
final class RebuildMember {
    private final Desired desired;
    private final Observed observed;
    private final Census census;
    private final Member member;
    private final Member partner;
    private final Ids ids;
    private final List<OwnVm> own;
    private final List<OwnVm> partners;

    RebuildMember(Desired desired, Observed observed, Census census, Member member, Ids ids) {
        this.desired = desired;
        this.observed = observed;
        this.census = census;
        this.member = member;
        this.partner = desired.pair().partnerOf(member);
        this.ids = ids;
        this.own = census.of(member.name());
        this.partners = census.of(partner.name());
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(Versions.newer(desired, own));
        problems.addAll(partnerProblems());
        problems.addAll(new Preconditions(desired, observed).of(member));
        if (own.isEmpty()) {
            observed.unreadable()
                    .forEach(unreadable ->
                            problems.add(Problem.error("%s was not seen, but it may be on a node that cannot be read"
                                            .formatted(member.name()))
                                    .because(unreadable.line())));
        }
        if (own.size() > 1) {
            problems.addAll(new Replacement(desired, observed, census, member, ids, own).problems());
        } else if (!own.isEmpty()) {
            problems.addAll(new Removal(own.get(0), desired.place()).obstacles());
        }
        if (own.size() < 2 && ids.of(member).isEmpty()) {
            problems.add(Problem.error("no VMID is free for the successor of " + member.name())
                    .hint("widen the range of vmids in the inventory"));
        }
        return problems;
    }

    List<Stage> stages() {
        List<Stage> stages = new ArrayList<>();
        stages.add(partnerStage());
        if (own.size() > 1) {
            List<Step> steps = new Replacement(desired, observed, census, member, ids, own).finish();
            stages.add(new Stage(
                    "finish the rebuild", "the pair has one member until this is done", lane(steps, List.of())));
            stages.add(verifyStage(new PairCheck(desired, census, ids).worked(member)));
            return stages;
        }
        stages.addAll(successorStages());
        return stages;
    }

    List<Problem> notes() {
        return own.size() == 1 && keepsItsId(own.get(0).vm().id())
                ? List.of(Problem.warning("the old VM is deleted before its successor has proved itself")
                        .because("the profile fixes the VMID " + member.pinned().get())
                        .hint("leave out vmid, and the old VM is kept until the new one works"))
                : List.of();
    }

    List<String> confirm() {
        List<String> reasons = new ArrayList<>();
        if (!own.isEmpty()) {
            reasons.add(
                    "the VM %s is deleted in the end".formatted(own.get(0).vm().id()));
        }
        if (holds()) {
            reasons.add("%s holds the virtual IP: its connections are cut when it moves".formatted(member.name()));
        }
        return reasons;
    }

    private boolean keepsItsId(VmId id) {
        return member.pinned().filter(id::equals).isPresent();
    }

    private List<Problem> partnerProblems() {
        String advice = "bring the partner up first: lbprov create %s --member %s"
                .formatted(desired.pair().name(), partner.name());
        if (partners.isEmpty()) {
            return List.of(Problem.error("%s has no VM".formatted(partner.name()))
                    .because("nobody would serve while %s is rebuilt".formatted(member.name()))
                    .hint(advice));
        }
        OwnVm newest = partners.get(partners.size() - 1);
        boolean serves = newest.vm().running() && newest.marker().state() == Marker.State.READY;
        return serves
                ? List.of()
                : List.of(Problem.error("%s is %s and %s"
                                .formatted(
                                        newest.vm(),
                                        newest.vm().running() ? "running" : "stopped",
                                        newest.marker().state().word()))
                        .because("nobody would serve while %s is rebuilt".formatted(member.name()))
                        .hint(advice));
    }

    private Stage partnerStage() {
        VerifyPair.Part part = partnerPart();
        List<Step> steps = new ArrayList<>(List.of(new ProveMember(part.vm(), part.expectation(), false)));
        if (!own.isEmpty() && own.get(0).vm().running()) {
            steps.add(new HandOver(ref(own.get(0)), part.vm()));
        }
        String effect = holds()
                ? "the virtual IP moves to %s; open connections are reset once".formatted(partner.name())
                : "nobody notices";
        return new Stage(
                "the partner proves that it serves",
                effect,
                List.of(Lane.of(partner.name().value(), steps)));
    }

    private List<Stage> successorStages() {
        int incarnation = own.isEmpty() ? 1 : own.get(0).marker().incarnation() + 1;
        Build build = new Build(
                desired,
                observed,
                member,
                ids.of(member).orElseThrow(),
                incarnation,
                Generations.number(desired, census));
        boolean pinned = !own.isEmpty() && keepsItsId(own.get(0).vm().id());
        VerifyPair.Part part = new VerifyPair.Part(build.vm(), desired.expectation(member, desired.hash(member)));
        List<Step> steps = new ArrayList<>();
        if (pinned) {
            steps.addAll(new Removal(own.get(0), desired.place()).stepsAndSeed());
        }
        steps.addAll(build.prepare());
        if (!own.isEmpty() && !pinned) {
            steps.addAll(retireOld());
        }
        steps.addAll(build.bringUp(false));
        steps.add(new VerifyPair(List.of(part, partnerPart())));
        steps.add(build.markReady());
        List<Step> undo = own.isEmpty() || pinned ? List.of() : undo(build);
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage("build the successor", "the pair has one member until this is done", lane(steps, undo)));
        if (!own.isEmpty() && !pinned) {
            List<Step> removal = new Removal(own.get(0), desired.place()).deletion();
            stages.add(new Stage("delete the old VM", "nobody notices", lane(removal, List.of())));
        }
        return stages;
    }

    private List<Step> retireOld() {
        OwnVm old = own.get(0);
        List<Step> steps = new ArrayList<>();
        steps.add(new Retire(ref(old), old.marker().with(Marker.State.RETIRED).with(Optional.of(desired.lease()))));
        if (old.vm().running()) {
            steps.add(new StopVm(ref(old)));
        }
        return steps;
    }

    /** The successor failed: it goes, and the old VM is the member again. */
    private List<Step> undo(Build build) {
        OwnVm old = own.get(0);
        return List.of(
                new RemoveSuccessor(build.vm(), build.marker()),
                build.deleteSeed(),
                new Restore(
                        ref(old), old.marker().with(Optional.empty()), old.vm().running()));
    }

    private Stage verifyStage(VerifyPair.Part part) {
        VerifyPair check = new VerifyPair(List.of(part, partnerPart()));
        return new Stage("verify", "nothing is changed", List.of(Lane.of("pair", List.of(check))));
    }

    private VerifyPair.Part partnerPart() {
        return new PairCheck(desired, census, ids).part(partner);
    }

    private boolean holds() {
        return observed.status(member.name()).map(MemberStatus::holdsAny).orElse(false);
    }

    private VmRef ref(OwnVm vm) {
        return new VmRef(
                vm.vm().node(), vm.vm().id(), member.name(), desired.place().pool());
    }

    private List<Lane> lane(List<Step> steps, List<Step> undo) {
        return List.of(new Lane(member.name().value(), steps, undo));
    }
}
