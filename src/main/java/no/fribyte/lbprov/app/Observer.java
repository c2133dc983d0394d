package no.fribyte.lbprov.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import no.fribyte.lbprov.guest.GuestMember;
import no.fribyte.lbprov.model.Marker;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.MemberName;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.plan.Claim;
import no.fribyte.lbprov.plan.Observed;
import no.fribyte.lbprov.plan.SeenNode;
import no.fribyte.lbprov.plan.SeenVm;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Attempt;
import no.fribyte.lbprov.proxmox.NodeApi;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.proxmox.VmSummary;

/** Looks at a place: what is there of a pair, what is in its way, what its members say. Changes nothing. */
final class Observer {
    private final Proxmox proxmox;
    private final Pair pair;
    private final Place place;
    private final Consumer<String> notices;

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
     * Looks once everything that an earlier run started has ended.
     *
     * @param freeIds how many free VMIDs the plan may need
     */
    Observed observe(int freeIds) {
        Clusters clusters = Clusters.look(proxmox, place);
        Set<NodeName> readable = clusters.readable();
        boolean waited = new RunningWork(proxmox, pair, place, notices).await(readable);
        List<VmSummary> summaries = waited ? clusters.vmsAgain(proxmox) : clusters.vms();
        List<Problem> unreadable = new ArrayList<>(clusters.unreadable());
        List<SeenVm> vms = vms(summaries, clusters, unreadable);
        Map<NodeName, SeenNode> nodes = new LinkedHashMap<>();
        for (Member member : pair.members()) {
            if (readable.contains(member.node())) {
                nodes.put(
                        member.node(),
                        new NodeLook(proxmox.node(member.node()), place.node(member.node()), summaries).look());
            }
        }
        return new Observed(
                nodes,
                unreadable,
                clusters.blocked(),
                vms,
                free(freeIds, summaries, clusters),
                new FailedBoots(proxmox, pair.name()).among(vms),
                answers(vms));
    }

    /** A VM that cannot be read may be anything: its node counts as one that cannot be read. */
    private List<SeenVm> vms(List<VmSummary> summaries, Clusters clusters, List<Problem> unreadable) {
        List<SeenVm> vms = new ArrayList<>();
        for (VmSummary summary : summaries) {
            if (isCandidate(summary)) {
                Optional<NodeApi> node = clusters.nodeApi(proxmox, summary.node());
                Attempt<Optional<SeenVm>> look = Attempt.of(() -> node.flatMap(api -> new VmLook(api, summary).look()));
                look.failure().ifPresent(failure -> unreadable.add(unreadable(summary.node(), failure.problem())));
                look.value().flatMap(seen -> seen).ifPresent(vms::add);
            }
        }
        return vms;
    }

    /** Whatever has a member's name or number, and every other VM that lbprov may have made. */
    private boolean isCandidate(VmSummary summary) {
        boolean named = summary.name()
                .filter(name -> pair.members().stream()
                        .anyMatch(member -> member.name().value().equals(name)))
                .isPresent();
        boolean pinned = pair.members().stream()
                .anyMatch(member -> member.pinned().filter(summary.id()::equals).isPresent());
        boolean tagged = summary.tags().contains("lbprov");
        boolean inRange = place.vmids().contains(summary.id());
        return !summary.container() && (named || pinned || tagged || inRange);
    }

    private List<VmId> free(int wanted, List<VmSummary> summaries, Clusters clusters) {
        Set<VmId> taken = new TreeSet<>();
        summaries.forEach(summary -> taken.add(summary.id()));
        List<VmId> free = new ArrayList<>();
        int last = place.vmids().last().number();
        for (int number = place.vmids().first().number(); number <= last && free.size() < wanted; number++) {
            VmId id = new VmId(number);
            if (!taken.contains(id) && clusters.isFree(proxmox, id)) {
                free.add(id);
            }
        }
        return free;
    }

    private Map<MemberName, GuestMember.Answer> answers(List<SeenVm> vms) {
        Map<MemberName, GuestMember.Answer> answers = new LinkedHashMap<>();
        for (SeenVm vm : vms) {
            if (vm.running() && Claim.of(vm) instanceof Claim.Ours ours && isOfPair(ours.marker())) {
                GuestMember guest = new GuestMember(
                        vm.toString(), proxmox.node(vm.node()).vm(vm.id()).agent());
                answers.put(ours.marker().member(), guest.tryStatus());
            }
        }
        return answers;
    }

    private boolean isOfPair(Marker marker) {
        return marker.pair().equals(pair.name());
    }

    /** A sentence for everything that could not be read. */
    static Problem unreadable(NodeName node, Problem cause) {
        return new Problem(
                Problem.Severity.WARNING,
                "node %s cannot be read".formatted(node),
                Optional.of(cause.summary() + cause.why().map(why -> ": " + why).orElse("")),
                cause.attempt(),
                Optional.empty());
    }
}
