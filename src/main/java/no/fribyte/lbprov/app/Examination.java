package no.fribyte.lbprov.app;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import no.fribyte.lbprov.doctor.Diagnosis;
import no.fribyte.lbprov.doctor.Doctor;
import no.fribyte.lbprov.doctor.Facts;
import no.fribyte.lbprov.doctor.NodeFacts;
import no.fribyte.lbprov.doctor.SiteFacts;
import no.fribyte.lbprov.doctor.TemplateFacts;
import no.fribyte.lbprov.doctor.TokenFacts;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.plan.Desired;
import no.fribyte.lbprov.plan.Unread;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.ClusterStatus;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.proxmox.ProxmoxFailure;
import no.fribyte.lbprov.proxmox.VmSummary;
import no.fribyte.lbprov.step.BridgePort;

/**
 * Looks at everything that a pair will need of its place. Changes nothing, and goes on where something cannot be read: what
 * is silent is a finding like any other.
 */
final class Examination {
    private final Proxmox proxmox;
    private final Desired desired;
    private final Ways ways;
    private final InstantSource clock;
    private final List<Problem> unread = new ArrayList<>();

    Examination(Proxmox proxmox, Desired desired, Ways ways, InstantSource clock) {
        this.proxmox = proxmox;
        this.desired = desired;
        this.ways = ways;
        this.clock = clock;
    }

    /**
     * @param here what is missing on this machine
     */
    Diagnosis diagnosis(List<Problem> here) {
        Map<NodeName, NodeWays> found = new LinkedHashMap<>();
        Map<NodeName, ProxmoxFailure> silent = new LinkedHashMap<>();
        for (Node node : desired.place().nodes()) {
            NodeWays all = ways.to(proxmox.client(node.name()));
            found.put(node.name(), all);
            all.silence().ifPresent(failure -> silent.put(node.name(), failure));
        }
        Clusters clusters = Clusters.look(proxmox, desired.place(), silent);
        List<VmSummary> summaries = tried(() -> clusters.vms(proxmox)).orElse(List.of());
        List<NodeFacts> nodes = desired.place().nodes().stream()
                .map(node -> node(node, found, clusters, summaries))
                .toList();
        List<TokenFacts> tokens = new Tokens(proxmox, desired, clusters, unread::addAll).look(templates(nodes));
        return Doctor.diagnosis(new Facts(
                pair(),
                clock.instant(),
                here,
                nodes,
                sites(clusters),
                clusters.blocked(),
                tokens,
                clusters.readable().isEmpty()
                        ? Optional.empty()
                        : tried(() -> new HealthLook(proxmox, pair(), desired.place()).look(clusters)),
                templates(clusters, summaries),
                unread));
    }

    private Optional<TemplateFacts> templates(Clusters clusters, List<VmSummary> summaries) {
        return desired.place()
                .bake()
                .flatMap(bake -> tried(() -> new TemplateFacts(
                        desired.place().name(),
                        new VmSearch(proxmox, desired.place(), clusters)
                                .templates(summaries)
                                .vms())));
    }

    private Pair pair() {
        return desired.pair();
    }

    private NodeFacts node(Node node, Map<NodeName, NodeWays> found, Clusters clusters, List<VmSummary> summaries) {
        Optional<Problem> silence = clusters.unread().stream()
                .filter(what -> what.node().equals(node.name()))
                .map(Unread::problem)
                .findFirst();
        boolean lived =
                pair().members().stream().anyMatch(member -> member.node().equals(node.name()));
        NodeWays all = Optional.ofNullable(found.get(node.name())).orElseThrow();
        NodeExamination look = new NodeExamination(proxmox.node(node.name()), node, summaries);
        return look.facts(all, silence, lived);
    }

    private static Map<NodeName, Map<VmId, Set<BridgePort>>> templates(List<NodeFacts> nodes) {
        Map<NodeName, Map<VmId, Set<BridgePort>>> templates = new LinkedHashMap<>();
        nodes.forEach(node -> node.home()
                .ifPresent(home -> templates.put(node.node().name(), home.seen().templates())));
        return templates;
    }

    private List<SiteFacts> sites(Clusters clusters) {
        List<SiteFacts> sites = new ArrayList<>();
        for (NodeName spokesman : clusters.spokesmen()) {
            ClusterStatus status =
                    Optional.ofNullable(clusters.answered().get(spokesman)).orElseThrow();
            sites.add(new SiteFacts(clusters.speaksFor(spokesman), status, thirdVote(spokesman, status)));
        }
        return sites;
    }

    /** Only a cluster of two is in need of one. */
    private SiteFacts.ThirdVote thirdVote(NodeName spokesman, ClusterStatus status) {
        if (status.cluster().isEmpty() || status.nodes().size() != 2) {
            return SiteFacts.ThirdVote.unknown();
        }
        try {
            return new SiteFacts.ThirdVote(
                    true, proxmox.client(spokesman).cluster().thirdVote());
        } catch (LbprovException untold) {
            passOnInterruption(untold);
            return SiteFacts.ThirdVote.unknown();
        }
    }

    private <T> Optional<T> tried(Supplier<T> look) {
        try {
            return Optional.of(look.get());
        } catch (LbprovException failed) {
            passOnInterruption(failed);
            unread.addAll(failed.problems());
            return Optional.empty();
        }
    }

    static void passOnInterruption(LbprovException thrown) {
        if (thrown.status() == ExitStatus.INTERRUPTED) {
            throw thrown;
        }
    }
}
