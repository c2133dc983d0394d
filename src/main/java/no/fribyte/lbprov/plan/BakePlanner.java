package no.fribyte.lbprov.plan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.problem.Problem;

/**
 * Plans templates, one after the other: they share an address, and one that fails on the first node need not be tried on the
 * second. A pure function, as {@link Planner}; what is not lbprov's own is never part of a plan.
 */
public final class BakePlanner {
    private final BakeDesired desired;
    private final Observed observed;

    public BakePlanner(BakeDesired desired, Observed observed) {
        this.desired = requireNonNull(desired, "desired");
        this.observed = requireNonNull(observed, "observed");
    }

    public Plan plan() {
        List<Problem> problems = new ArrayList<>(observed.blocked());
        desired.targets().forEach(target -> problems.addAll(problems(target)));
        if (observed.freeIds().size() < desired.targets().size()) {
            problems.add(
                    Problem.error("no VMID is free for a template").hint("widen the range of vmids in the inventory"));
        }
        Planner.refuse(problems);
        List<VmId> free = new ArrayList<>(observed.freeIds());
        List<Stage> stages = new ArrayList<>();
        for (BakeDesired.Target target : desired.targets()) {
            VmId id = leftover(target).orElseGet(() -> free.remove(0));
            stages.addAll(new BakeTemplate(desired, observed, target, id).stages());
        }
        return new Plan(Intent.BAKE, desired.place().name(), stages, notes(), List.of());
    }

    /** What an earlier run left is removed first, so its number is free then. */
    private Optional<VmId> leftover(BakeDesired.Target target) {
        return OwnTemplate.among(observed.vms(), target.node().name(), target.os()).stream()
                .filter(own -> !own.isReady())
                .map(own -> own.vm().id())
                .findFirst();
    }

    private List<Problem> problems(BakeDesired.Target target) {
        Node node = target.node();
        List<Problem> problems = new ArrayList<>();
        Optional<SeenNode> seen = observed.node(node.name());
        if (seen.isEmpty()) {
            problems.add(observed.unreadNode(node.name())
                    .map(unread -> unread.problem().asError())
                    .orElseGet(() -> Problem.error("node %s was not seen".formatted(node.name())))
                    .hint("bring it back, or bake on the others with --node"));
        } else {
            problems.addAll(new Preconditions(target.os(), node, seen.get())
                    .of(List.of(desired.bake().network())));
        }
        for (OwnTemplate own : OwnTemplate.among(observed.vms(), node.name(), target.os())) {
            if (Versions.compare(own.marker().version(), desired.version()) > 0) {
                problems.add(Versions.newer(own.vm(), own.marker().version(), desired.version()));
            }
            if (!own.isReady()) {
                problems.addAll(new Obstacles(own.vm(), own.ref(desired.place().pool())).all());
            }
        }
        return problems;
    }

    private List<Problem> notes() {
        List<Problem> notes = new ArrayList<>(observed.unreadable());
        for (SeenVm vm : observed.vms()) {
            if (vm.marker() instanceof MarkerText.Reading.Template
                    && OwnTemplate.of(vm).isEmpty()) {
                notes.add(Problem.warning("%s has the marker of a template, and is none of lbprov's".formatted(vm))
                        .because("VMID, name or uuid differ: it is a copy, a restored backup, or was renamed")
                        .hint("it is left alone; delete it if nobody needs it"));
            }
        }
        for (Node node : desired.place().nodes()) {
            node.images().forEach((os, image) -> {
                if (image instanceof ImageSource.Template template) {
                    notes.add(Problem.warning(
                                    "%s has a template of %s already: %s".formatted(node.name(), os, template.id()))
                            .because("the inventory names it, so members are cloned from it and none is baked"));
                }
            });
        }
        return notes;
    }
}
