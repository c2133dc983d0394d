package no.fribyte.lbprov.plan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.VerifyPair;

/**
 * Compares what is desired with what was observed. A pure function: the same arguments give the same plan, and nothing is
 * asked or changed. What is not lbprov's own is never part of a plan; where it is in the way, planning ends with a problem.
 */
public final class Planner {
    private final Desired desired;
    private final Observed observed;
    private final Census census;

    public Planner(Desired desired, Observed observed) {
        this.desired = requireNonNull(desired, "desired");
        this.observed = requireNonNull(observed, "observed");
        this.census = Census.of(desired.pair(), observed);
    }

    /** Makes what is missing of the named members, and finishes what an earlier run began. */
    public Plan create(Set<MemberName> names) {
        List<Member> members = desired.pair().members().stream()
                .filter(member -> names.contains(member.name()))
                .toList();
        Ids ids = new Ids(observed.freeIds());
        List<Lane> lanes = new ArrayList<>();
        List<Problem> notes = new ArrayList<>(observed.unreadable());
        List<Problem> problems = new ArrayList<>(census.collisions(desired));
        for (Member member : members) {
            problems.addAll(census.inTheWay(member));
            CreateMember create = new CreateMember(desired, observed, census, member, ids);
            problems.addAll(create.problems());
            notes.addAll(create.notes());
        }
        refuse(problems);
        for (Member member : members) {
            CreateMember create = new CreateMember(desired, observed, census, member, ids);
            List<Step> steps = create.steps();
            if (!steps.isEmpty()) {
                lanes.add(Lane.of(member.name().value(), steps));
            }
        }
        List<Stage> stale = new StaleSeeds(desired.pair(), desired.place(), observed, census).stages();
        boolean writes = !stale.isEmpty() || !lanes.isEmpty();
        List<Stage> stages = new ArrayList<>(writes ? taking().stages() : List.of());
        List<Lane> building = lanes;
        if (!lanes.isEmpty() && stages.isEmpty()) {
            building = taking().claim(lanes, stages);
        }
        // not before the pair is ours: another run could have uploaded one of that name a moment ago
        stages.addAll(stale);
        if (!lanes.isEmpty()) {
            stages.add(new Stage(
                    "build", "nobody notices: a new member starts drained and takes no address of others", building));
            stages.add(verify(names, ids));
        } else if (isOdd()) {
            // nothing is missing, but "nothing to do" would be a lie: look until it is well, or say what is wrong
            stages.add(verify(names, ids));
        }
        // where there is nothing to write, a cluster that takes no writes is no problem
        refuse(writes ? observed.blocked() : List.of());
        return new Plan(Intent.CREATE, desired.pair().name().value(), stages, notes, List.of());
    }

    /** Both members are there, and what they said of themselves does not make a healthy pair. */
    private boolean isOdd() {
        boolean told = desired.pair().members().stream()
                .allMatch(member -> observed.answers().containsKey(member.name()));
        return told && Health.of(desired.pair(), observed).exitStatus() != ExitStatus.OK;
    }

    /** Replaces a member's VM; its partner carries the traffic meanwhile. */
    public Plan rebuild(MemberName name) {
        Member member = desired.pair().member(name);
        Ids ids = new Ids(observed.freeIds());
        RebuildMember rebuild = new RebuildMember(desired, observed, census, member, ids);
        if (!rebuild.partnerProblems().isEmpty()) {
            throw new LbprovException(ExitStatus.UNHEALTHY, rebuild.partnerProblems());
        }
        List<Problem> problems = new ArrayList<>(observed.blocked());
        problems.addAll(census.collisions(desired));
        problems.addAll(census.inTheWay(member));
        problems.addAll(rebuild.problems());
        refuse(problems);
        List<Stage> stages = new ArrayList<>(taking().stages());
        stages.addAll(new StaleSeeds(desired.pair(), desired.place(), observed, census).stages());
        stages.addAll(rebuild.stages());
        List<Problem> notes = new ArrayList<>(observed.unreadable());
        notes.addAll(rebuild.notes());
        return new Plan(Intent.REBUILD, desired.pair().name().value(), stages, notes, rebuild.confirm());
    }

    private Taking taking() {
        return new Taking(census, desired.place(), desired.lease());
    }

    private Stage verify(Set<MemberName> names, Ids ids) {
        List<VerifyPair.Part> parts = new ArrayList<>();
        for (Member member : desired.pair().members()) {
            List<OwnVm> own = census.of(member.name());
            boolean runs = !own.isEmpty() && own.get(own.size() - 1).vm().running();
            if (names.contains(member.name()) || runs) {
                PairCheck check = new PairCheck(desired, observed, census, ids);
                parts.add(names.contains(member.name()) ? check.worked(member) : check.part(member));
            }
        }
        return new Stage("verify", "nothing is changed", List.of(Lane.of("pair", List.of(new VerifyPair(parts)))));
    }

    static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            List<Problem> once = new ArrayList<>();
            Set<Problem> seen = new HashSet<>();
            problems.stream().filter(seen::add).forEach(once::add);
            throw new LbprovException(ExitStatus.PROXMOX, once);
        }
    }
}
