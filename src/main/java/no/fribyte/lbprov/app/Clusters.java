package no.fribyte.lbprov.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Attempt;
import no.fribyte.lbprov.proxmox.ClusterNode;
import no.fribyte.lbprov.proxmox.ClusterStatus;
import no.fribyte.lbprov.proxmox.NodeApi;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.proxmox.ProxmoxFailure;
import no.fribyte.lbprov.proxmox.VmSummary;

/**
 * Which nodes of the inventory answer, and which of them form a cluster.
 *
 * @param spokesmen one answering node per cluster, or standalone node
 * @param unreadable what is to be said of the nodes that could not be read
 * @param blocked why nothing could be written, such as a lost quorum
 */
record Clusters(
        Map<NodeName, ClusterStatus> answered,
        List<NodeName> spokesmen,
        List<VmSummary> vms,
        List<Problem> unreadable,
        List<Problem> blocked) {

    static Clusters look(Proxmox proxmox, Place place) {
        Map<NodeName, ClusterStatus> answered = new LinkedHashMap<>();
        List<Problem> unreadable = new ArrayList<>();
        for (Node node : place.nodes()) {
            Attempt<ClusterStatus> attempt = status(proxmox, node.name());
            attempt.failure().ifPresent(failure -> unreadable.add(Observer.unreadable(node.name(), failure.problem())));
            attempt.value().ifPresent(status -> {
                Optional<Problem> other = otherNode(node.name(), status);
                other.ifPresent(unreadable::add);
                if (other.isEmpty()) {
                    answered.put(node.name(), status);
                }
            });
        }
        List<NodeName> spokesmen = spokesmen(answered);
        Clusters clusters = new Clusters(answered, spokesmen, List.of(), unreadable, blocked(answered));
        return new Clusters(answered, spokesmen, clusters.vmsAgain(proxmox), unreadable, clusters.blocked);
    }

    Set<NodeName> readable() {
        return new TreeSet<>(answered.keySet());
    }

    List<VmSummary> vmsAgain(Proxmox proxmox) {
        List<VmSummary> all = new ArrayList<>();
        spokesmen.forEach(node -> all.addAll(proxmox.client(node).cluster().vms()));
        return all;
    }

    /** A node through its own endpoint, or, for one outside the inventory, through its cluster. */
    Optional<NodeApi> nodeApi(Proxmox proxmox, NodeName node) {
        if (answered.containsKey(node)) {
            return Optional.of(proxmox.node(node));
        }
        return spokesmen.stream()
                .filter(spokesman -> knows(answered.get(spokesman), node))
                .findFirst()
                .map(spokesman -> proxmox.client(spokesman).node(node));
    }

    boolean isFree(Proxmox proxmox, VmId id) {
        return spokesmen.stream()
                .allMatch(node -> proxmox.client(node).cluster().isFree(id));
    }

    private static boolean knows(@org.jspecify.annotations.Nullable ClusterStatus status, NodeName node) {
        return status != null
                && status.nodes().stream().anyMatch(known -> known.name().equals(node) && known.online());
    }

    /** {@code /cluster/status} takes Sys.Audit on /; without it the list of nodes says less, but enough. */
    private static Attempt<ClusterStatus> status(Proxmox proxmox, NodeName node) {
        Attempt<ClusterStatus> status =
                Attempt.of(() -> proxmox.client(node).cluster().status());
        if (!status.failedAs(ProxmoxFailure.Kind.NO_PERMISSION)) {
            return status;
        }
        return Attempt.of(() -> {
            List<ClusterNode> nodes = proxmox.client(node).cluster().nodes();
            Optional<String> cluster = nodes.size() > 1 ? Optional.of("unnamed") : Optional.empty();
            return new ClusterStatus(cluster, true, nodes);
        });
    }

    private static Optional<Problem> otherNode(NodeName expected, ClusterStatus status) {
        return status.nodes().stream()
                .filter(ClusterNode::local)
                .map(ClusterNode::name)
                .filter(name -> !name.equals(expected))
                .findFirst()
                .map(name -> Problem.warning("the address of %s is that of node %s".formatted(expected, name))
                        .hint("correct the node's addresses in the inventory"));
    }

    private static List<NodeName> spokesmen(Map<NodeName, ClusterStatus> answered) {
        List<NodeName> spokesmen = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        answered.forEach((node, status) -> {
            if (status.cluster().isEmpty() || seen.add(status.cluster().get())) {
                spokesmen.add(node);
            }
        });
        return spokesmen;
    }

    private static List<Problem> blocked(Map<NodeName, ClusterStatus> answered) {
        List<Problem> blocked = new ArrayList<>();
        Set<String> told = new TreeSet<>();
        answered.forEach((node, status) -> {
            if (!status.quorate() && told.add(status.cluster().orElse(""))) {
                blocked.add(Problem.error("the cluster of %s has no quorum: nothing can be written".formatted(node))
                        .because("%d of %d nodes are online"
                                .formatted(
                                        status.nodes().stream()
                                                .filter(ClusterNode::online)
                                                .count(),
                                        status.nodes().size()))
                        .hint(
                                "bring another node back, or, in a cluster of two that has lost one for good, as root: pvecm"
                                        + " expected 1"));
            }
        });
        return blocked;
    }
}
