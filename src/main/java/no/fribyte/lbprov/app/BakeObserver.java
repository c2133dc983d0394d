package no.fribyte.lbprov.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.plan.BakeDesired.Target;
import no.fribyte.lbprov.plan.Observed;
import no.fribyte.lbprov.plan.OwnTemplate;
import no.fribyte.lbprov.plan.SeenNode;
import no.fribyte.lbprov.plan.Unread;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.proxmox.VmSummary;

/** Looks at a place where templates are to be made. Changes nothing. */
final class BakeObserver {
    private final Proxmox proxmox;
    private final Place place;
    private final List<Target> targets;
    private final Consumer<String> notices;
    private Optional<Clusters> seen = Optional.empty();

    /**
     * @param notices gets a line for whatever takes long
     */
    BakeObserver(Proxmox proxmox, Place place, List<Target> targets, Consumer<String> notices) {
        this.proxmox = proxmox;
        this.place = place;
        this.targets = List.copyOf(targets);
        this.notices = notices;
    }

    /** Everything a plan needs, once all that an earlier run started has ended. */
    Observed observe() {
        Clusters clusters = look();
        new RunningWork(proxmox, OwnIds.of(place), place, notices).await(clusters.readable());
        List<VmSummary> summaries = clusters.vms(proxmox);
        VmSearch search = new VmSearch(proxmox, place, clusters).all(summaries);
        List<Unread> unread = new ArrayList<>(clusters.unread());
        unread.addAll(search.unread());
        return new Observed(
                nodes(clusters, summaries),
                unread,
                clusters.blocked(),
                search.vms(),
                new FreeIds(proxmox, place, clusters, summaries).first(targets.size()),
                Map.of(),
                Set.of(),
                Map.of());
    }

    private Map<NodeName, SeenNode> nodes(Clusters clusters, List<VmSummary> summaries) {
        Map<NodeName, SeenNode> nodes = new LinkedHashMap<>();
        targets.stream()
                .map(Target::node)
                .distinct()
                .filter(node -> clusters.readable().contains(node.name()))
                .forEach(node ->
                        nodes.put(node.name(), new NodeLook(proxmox.node(node.name()), node, summaries).whole()));
        return nodes;
    }

    /** The templates there are now, by target, the newest first. */
    List<OwnTemplate> templates() {
        Clusters clusters = look();
        VmSearch search = new VmSearch(proxmox, place, clusters).templates(clusters.vms(proxmox));
        return targets.stream()
                .flatMap(target -> OwnTemplate.among(search.vms(), target.node().name(), target.os()).stream())
                .filter(OwnTemplate::isReady)
                .toList();
    }

    /** The clusters, if every node of them could be looked at. */
    Optional<Clusters> whole() {
        return seen.filter(clusters -> clusters.unread().isEmpty());
    }

    private Clusters look() {
        Clusters clusters = seen.orElseGet(() -> Clusters.look(proxmox, place));
        seen = Optional.of(clusters);
        return clusters;
    }
}
