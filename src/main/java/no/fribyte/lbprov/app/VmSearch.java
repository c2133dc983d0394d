package no.fribyte.lbprov.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.plan.SeenVm;
import no.fribyte.lbprov.plan.Unread;
import no.fribyte.lbprov.proxmox.Attempt;
import no.fribyte.lbprov.proxmox.NodeApi;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.proxmox.VmSummary;

/** Looks for the VMs that matter to a pair. One that is listed and cannot be looked at is unread, never missing. */
final class VmSearch {
    private final Proxmox proxmox;
    private final OwnIds ids;
    private final Set<String> names;
    private final Clusters clusters;
    private final List<SeenVm> vms = new ArrayList<>();
    private final List<Unread> unread = new ArrayList<>();

    VmSearch(Proxmox proxmox, Pair pair, Place place, Clusters clusters) {
        this(
                proxmox,
                OwnIds.of(pair, place),
                pair.members().stream().map(member -> member.name().value()).collect(Collectors.toSet()),
                clusters);
    }

    /** Without a pair: only what lbprov itself may have made. */
    VmSearch(Proxmox proxmox, Place place, Clusters clusters) {
        this(proxmox, OwnIds.of(place), Set.of(), clusters);
    }

    private VmSearch(Proxmox proxmox, OwnIds ids, Set<String> names, Clusters clusters) {
        this.proxmox = proxmox;
        this.ids = ids;
        this.names = Set.copyOf(names);
        this.clusters = clusters;
    }

    List<SeenVm> vms() {
        return List.copyOf(vms);
    }

    List<Unread> unread() {
        return List.copyOf(unread);
    }

    /** Whatever has a member's name or number, and every other VM that lbprov may have made, from all sides. */
    VmSearch all(List<VmSummary> summaries) {
        search(summaries, this::isCandidate, VmLook::whole);
        return this;
    }

    /** Only what may be a member, and only what tells how it is. */
    VmSearch members(List<VmSummary> summaries) {
        search(
                summaries,
                summary -> isCandidate(summary) && (summary.name().isEmpty() || isNamed(summary)),
                VmLook::brief);
        return this;
    }

    /** Only templates that lbprov may have made. */
    VmSearch templates(List<VmSummary> summaries) {
        search(summaries, summary -> summary.template() && isCandidate(summary), VmLook::brief);
        return this;
    }

    private void search(
            List<VmSummary> summaries, Predicate<VmSummary> wanted, Function<VmLook, Optional<SeenVm>> look) {
        List<VmSummary> missing = look(summaries.stream().filter(wanted).toList(), look);
        if (missing.isEmpty()) {
            return;
        }
        // the list is some seconds old: by now it may be elsewhere, or gone
        Set<VmId> ids = missing.stream().map(VmSummary::id).collect(Collectors.toSet());
        List<VmSummary> now = Attempt.of(() -> clusters.vms(proxmox)).value().orElse(missing);
        look(now.stream().filter(summary -> ids.contains(summary.id())).toList(), look)
                .forEach(summary -> unread.add(Unreadable.moving(summary)));
    }

    /** Gives those that were not where they should be. */
    private List<VmSummary> look(List<VmSummary> summaries, Function<VmLook, Optional<SeenVm>> look) {
        List<VmSummary> missing = new ArrayList<>();
        for (VmSummary summary : summaries) {
            Optional<NodeApi> node = clusters.nodeApi(proxmox, summary.node());
            if (node.isEmpty()) {
                unread.add(Unreadable.offline(summary));
                continue;
            }
            Attempt<Optional<SeenVm>> found = Attempt.of(() -> look.apply(new VmLook(node.get(), summary)));
            found.failure().ifPresent(failure -> unread.add(Unreadable.vm(summary, failure)));
            found.value().ifPresent(seen -> seen.ifPresentOrElse(vms::add, () -> missing.add(summary)));
        }
        return missing;
    }

    private boolean isCandidate(VmSummary summary) {
        boolean tagged = summary.tags().contains("lbprov");
        return !summary.container() && (isNamed(summary) || tagged || ids.contains(summary.id()));
    }

    private boolean isNamed(VmSummary summary) {
        return summary.name().filter(names::contains).isPresent();
    }
}
