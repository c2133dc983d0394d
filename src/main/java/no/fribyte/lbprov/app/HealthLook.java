package no.fribyte.lbprov.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.fribyte.lbprov.guest.PairHealth;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.plan.Health;
import no.fribyte.lbprov.plan.Observed;
import no.fribyte.lbprov.plan.Unread;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.proxmox.Attempt;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.proxmox.VmSummary;

/**
 * Looks only at what tells how a pair is, and waits for nothing: this has to work while a storage hangs, a node is down, or
 * a run is at work.
 */
record HealthLook(Proxmox proxmox, Pair pair, Place place) {
    /**
     * @throws LbprovException when no node could be read
     */
    PairHealth look() {
        Clusters clusters = Clusters.look(proxmox, place);
        PairHealth health = look(clusters);
        return health.during(
                new RunningWork(proxmox, OwnIds.of(pair, place), place, text -> {}).look(clusters.readable()));
    }

    /** The same on what is known of the clusters, when nothing of ours runs. */
    PairHealth look(Clusters clusters) {
        List<Unread> unread = new ArrayList<>(clusters.unread());
        VmSearch search = new VmSearch(proxmox, pair, place, clusters).members(listed(clusters, unread));
        refuseBlindness(unread);
        unread.addAll(search.unread());
        Observed observed = new Observed(
                Map.of(),
                unread,
                List.of(),
                search.vms(),
                List.of(),
                Map.of(),
                Set.of(),
                new Answers(proxmox, clusters, pair.name()).of(search.vms()));
        return Health.of(pair, observed);
    }

    private List<VmSummary> listed(Clusters clusters, List<Unread> unread) {
        List<VmSummary> summaries = new ArrayList<>();
        clusters.spokesmen().forEach(spokesman -> {
            Attempt<List<VmSummary>> list =
                    Attempt.of(() -> proxmox.client(spokesman).cluster().vms());
            list.value().ifPresent(summaries::addAll);
            list.failure()
                    .ifPresent(failure -> clusters.readable().stream()
                            .filter(node -> clusters.spokesman(node)
                                    .filter(spokesman::equals)
                                    .isPresent())
                            .forEach(node -> unread.add(Unreadable.node(node, failure))));
        });
        return summaries;
    }

    private void refuseBlindness(List<Unread> unread) {
        if (unread.size() >= place.nodes().size()) {
            throw new LbprovException(
                    ExitStatus.PROXMOX,
                    unread.stream().map(what -> what.problem().asError()).toList());
        }
    }
}
