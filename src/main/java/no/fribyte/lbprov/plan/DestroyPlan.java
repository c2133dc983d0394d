package no.fribyte.lbprov.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import no.fribyte.lbprov.guest.MemberStatus;
import no.fribyte.lbprov.model.Lease;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.Step;

/** Removes the VMs and seeds that lbprov made for a pair, and nothing else. Needs no rendering, so no vault either. */
public final class DestroyPlan {
    private final Pair pair;
    private final Place place;
    private final Observed observed;
    private final Census census;
    private final Taking taking;

    /**
     * @param lease written into the markers while we work
     */
    public DestroyPlan(Pair pair, Place place, Observed observed, Lease lease) {
        this.pair = pair;
        this.place = place;
        this.observed = observed;
        this.census = new Census(pair, observed.vms());
        this.taking = new Taking(census, place, lease);
    }

    public Plan of(Set<MemberName> names) {
        List<Problem> problems = new ArrayList<>(observed.blocked());
        List<Problem> notes = new ArrayList<>(observed.unreadable());
        List<Lane> lanes = new ArrayList<>();
        List<String> confirm = new ArrayList<>();
        for (Member member : pair.members()) {
            if (!names.contains(member.name())) {
                continue;
            }
            notes.addAll(leftAlone(member));
            List<OwnVm> claiming = census.of(member.name());
            // to find nothing is no proof that nothing is there
            problems.addAll(
                    claiming.isEmpty() ? observed.unreadableAs(member.name()) : observed.unreadVmAs(member.name()));
            // one of them may be somebody's copy
            problems.addAll(Replaced.tooMany(member, claiming));
            List<Step> steps = new ArrayList<>();
            for (OwnVm own : claiming) {
                Removal removal = new Removal(own, place);
                problems.addAll(removal.obstacles());
                steps.addAll(removal.steps());
                confirm.add("%s is deleted with its disk".formatted(own.vm()));
            }
            if (!steps.isEmpty()) {
                lanes.add(Lane.of(member.name().value(), steps));
            }
        }
        Planner.refuse(problems);
        List<Stage> stale = new StaleSeeds(pair, place, observed, remaining(names)).stages();
        List<Stage> stages = new ArrayList<>();
        if (!lanes.isEmpty() || !stale.isEmpty()) {
            stages.addAll(census.all().isEmpty() ? taking.look() : taking.stages());
        }
        // while there still are VMs that keep others off: a seed of that name could be somebody else's afterwards
        stages.addAll(stale);
        if (!lanes.isEmpty()) {
            stages.add(new Stage("delete", effect(names), lanes));
        }
        return new Plan(Intent.DESTROY, pair.name().value(), stages, notes, confirm);
    }

    /** What is there afterwards: a member that stays may be waiting for its seed. */
    private Census remaining(Set<MemberName> names) {
        List<SeenVm> vms = pair.members().stream()
                .filter(member -> !names.contains(member.name()))
                .flatMap(member -> census.of(member.name()).stream())
                .map(OwnVm::vm)
                .toList();
        return new Census(pair, vms);
    }

    private List<Problem> leftAlone(Member member) {
        return census.inTheWay(member).stream()
                .map(problem -> Problem.warning("left alone: " + problem.summary())
                        .because(problem.why().orElse("it is not lbprov's")))
                .toList();
    }

    private String effect(Set<MemberName> names) {
        boolean others = pair.members().stream()
                .filter(member -> !names.contains(member.name()))
                .anyMatch(member -> census.of(member.name()).stream()
                        .anyMatch(own -> own.vm().running()));
        if (!others) {
            return "everything the pair serves is gone";
        }
        boolean holder = names.stream()
                .anyMatch(name ->
                        observed.status(name).map(MemberStatus::holdsAny).orElse(false));
        return holder
                ? "the virtual IPs move to the other member, open connections are cut; there is no second member any more"
                : "there is no second member any more";
    }
}
