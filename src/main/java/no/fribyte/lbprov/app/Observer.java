package no.fribyte.lbprov.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import no.fribyte.lbprov.model.MarkerText;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.plan.Observed;
import no.fribyte.lbprov.plan.SeenNode;
import no.fribyte.lbprov.plan.SeenVm;
import no.fribyte.lbprov.plan.Unread;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Attempt;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.proxmox.VmSummary;
import no.fribyte.lbprov.step.VmRef;

/** Looks at a place: what is there of a pair, what is in its way, what its members say. Changes nothing. */
final class Observer {
    private static final Set<String> BEING_MADE = Set.of("create", "clone");

    private final Proxmox proxmox;
    private final Pair pair;
    private final Place place;
    private final Consumer<String> notices;
    private volatile Optional<Clusters> seen = Optional.empty();

    /**
     * @param notices gets a line for whatever takes long
     */
    Observer(Proxmox proxmox, Pair pair, Place place, Consumer<String> notices) {
        this.notices = notices;
        this.proxmox = proxmox;
        this.pair = pair;
        this.place = place;
    }

    /**
     * Looks at everything a plan needs, once all that an earlier run started has ended.
     *
     * @param freeIds how many free VMIDs the plan may need
     */
    Observed observe(int freeIds) {
        Clusters clusters = Clusters.look(proxmox, place);
        seen = Optional.of(clusters);
        new RunningWork(proxmox, OwnIds.of(pair, place), place, notices).await(clusters.readable());
        List<VmSummary> summaries = clusters.vms(proxmox);
        VmSearch search = new VmSearch(proxmox, pair, place, clusters).all(summaries);
        List<Unread> unread = new ArrayList<>(clusters.unread());
        unread.addAll(search.unread());
        List<Problem> blocked = new ArrayList<>(clusters.blocked());
        search.vms().stream().filter(this::isBeingMade).map(Observer::beingMade).forEach(blocked::add);
        return new Observed(
                nodes(clusters.readable(), summaries),
                unread,
                blocked,
                search.vms(),
                new FreeIds(proxmox, place, clusters, summaries).first(freeIds),
                new FixedIds(proxmox, clusters, summaries).taken(pair),
                new FailedBoots(proxmox, pair.name()).among(search.vms()),
                new Answers(proxmox, clusters, pair.name()).of(search.vms()));
    }

    /** VMs that may be the pair's as they are now, but for some that need no look; waits for what is just being made. */
    List<SeenVm> membersBut(Set<VmRef> known) {
        Clusters clusters = seen.orElseGet(() -> Clusters.look(proxmox, place));
        List<SeenVm> vms = members(clusters, known);
        if (vms.stream().anyMatch(this::isBeingMade)) {
            new RunningWork(proxmox, OwnIds.of(pair, place), place, notices).await(clusters.readable());
            return members(clusters, known);
        }
        return vms;
    }

    private List<SeenVm> members(Clusters clusters, Set<VmRef> known) {
        List<VmSummary> others = clusters.vms(proxmox).stream()
                .filter(vm -> known.stream()
                        .noneMatch(ref -> ref.id().equals(vm.id()) && ref.node().equals(vm.node())))
                .toList();
        VmSearch search = new VmSearch(proxmox, pair, place, clusters).members(others);
        if (!search.unread().isEmpty()) {
            // one that cannot be looked at is not nobody's
            throw new LbprovException(
                    ExitStatus.PROXMOX,
                    search.unread().stream()
                            .map(what -> what.problem().asError())
                            .toList());
        }
        return search.vms();
    }

    /** The clusters, once they were looked at, and every node of them could be. */
    Optional<Clusters> whole() {
        return seen.filter(clusters -> clusters.unread().isEmpty());
    }

    /** What a member needs on its own node; on the others only what an earlier run may have left there. */
    private Map<NodeName, SeenNode> nodes(Set<NodeName> readable, List<VmSummary> summaries) {
        Map<NodeName, SeenNode> nodes = new LinkedHashMap<>();
        for (Node node : place.nodes()) {
            if (!readable.contains(node.name())) {
                continue;
            }
            NodeLook look = new NodeLook(proxmox.node(node.name()), node, summaries);
            if (pair.members().stream().anyMatch(member -> member.node().equals(node.name()))) {
                nodes.put(node.name(), look.whole());
                continue;
            }
            Attempt<SeenNode> seeds = Attempt.of(look::seeds);
            seeds.value().ifPresent(seen -> nodes.put(node.name(), seen));
            seeds.failure()
                    .ifPresent(failure -> notices.accept("%s was not searched for seeds of earlier runs: %s"
                            .formatted(node.name(), Unreadable.words(failure.problem()))));
        }
        return nodes;
    }

    /** While a clone runs, nothing on it says whose it is; it may be the one that this plan would make again. */
    private boolean isBeingMade(SeenVm vm) {
        return OwnIds.of(pair, place).contains(vm.id())
                && vm.marker() instanceof MarkerText.Reading.Absent
                && vm.lock().filter(BEING_MADE::contains).isPresent();
    }

    private static Problem beingMade(SeenVm vm) {
        return Problem.error("VM %s on %s is being made (%s)"
                        .formatted(vm.id(), vm.node(), vm.lock().orElse("")))
                .because("its number is one that lbprov may give, and it does not say yet whose it is")
                .hint("run this again when that task has ended; if none runs any more: qm unlock " + vm.id()
                        + ", then delete the VM");
    }
}
