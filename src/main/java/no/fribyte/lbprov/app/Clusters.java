package no.fribyte.lbprov.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import no.fribyte.lbprov.doctor.Need;
import no.fribyte.lbprov.model.Node;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.Place;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.plan.Unread;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Attempt;
import no.fribyte.lbprov.proxmox.ClusterNode;
import no.fribyte.lbprov.proxmox.ClusterStatus;
import no.fribyte.lbprov.proxmox.NodeApi;
import no.fribyte.lbprov.proxmox.Proxmox;
import no.fribyte.lbprov.proxmox.ProxmoxFailure;
import no.fribyte.lbprov.proxmox.VmSummary;
import no.fribyte.lbprov.step.Right;

/**
 * Which nodes of the inventory answer, and which of them form a cluster.
 *
 * @param answered the nodes that did, in the inventory's order, with what they say of their cluster
 * @param unread the nodes that could not be read
 */
record Clusters(Map<NodeName, ClusterStatus> answered, List<Unread> unread) {

    static Clusters look(Proxmox proxmox, Place place) {
        return look(proxmox, place, Map.of());
    }

    /**
     * @param silent nodes that are known not to answer, which takes its time to find out
     */
    static Clusters look(Proxmox proxmox, Place place, Map<NodeName, ProxmoxFailure> silent) {
        Map<NodeName, ClusterStatus> answered = new LinkedHashMap<>();
        List<Unread> unread = new ArrayList<>();
        for (Node node : place.nodes()) {
            Attempt<ClusterStatus> attempt = Optional.ofNullable(silent.get(node.name()))
                    .map(failure -> new Attempt<ClusterStatus>(Optional.empty(), Optional.of(failure)))
                    .orElseGet(() -> status(proxmox, node.name()));
            attempt.failure().ifPresent(failure -> unread.add(Unreadable.node(node.name(), failure)));
            attempt.value().ifPresent(status -> {
                Optional<Problem> other = otherNode(node.name(), status);
                other.ifPresent(problem -> unread.add(Unread.node(node.name(), problem)));
                if (other.isEmpty()) {
                    answered.put(node.name(), status);
                }
            });
        }
        return new Clusters(answered, unread);
    }

    Set<NodeName> readable() {
        return new TreeSet<>(answered.keySet());
    }

    /** One answering node per cluster, or standalone node. */
    List<NodeName> spokesmen() {
        List<NodeName> spokesmen = new ArrayList<>();
        for (NodeName node : answered.keySet()) {
            if (spokesmen.stream().noneMatch(other -> areTogether(node, other))) {
                spokesmen.add(node);
            }
        }
        return spokesmen;
    }

    /** Two clusters may have the same name, or none that the token may read: their nodes tell them apart. */
    private boolean areTogether(NodeName one, NodeName other) {
        return nodesWith(one).contains(other) && nodesWith(other).contains(one);
    }

    /** The one that speaks for a node, which may be the node itself. */
    Optional<NodeName> spokesman(NodeName node) {
        return spokesmen().stream()
                .filter(spokesman ->
                        spokesman.equals(node) || nodesWith(spokesman).contains(node))
                .findFirst();
    }

    /** The nodes that answered and are in the cluster of one of them. */
    List<NodeName> speaksFor(NodeName spokesman) {
        return answered.keySet().stream()
                .filter(node -> spokesman(node).filter(spokesman::equals).isPresent())
                .toList();
    }

    /** The nodes of the cluster of a node that answered. */
    Set<NodeName> nodesWith(NodeName spokesman) {
        return Optional.ofNullable(answered.get(spokesman)).map(Clusters::names).orElse(Set.of());
    }

    /** Every VM and container that the token may see. */
    List<VmSummary> vms(Proxmox proxmox) {
        List<VmSummary> all = new ArrayList<>();
        spokesmen().forEach(node -> all.addAll(proxmox.client(node).cluster().vms()));
        return all;
    }

    /** A node through its own endpoint, or, for one outside the inventory, through its cluster. */
    Optional<NodeApi> nodeApi(Proxmox proxmox, NodeName node) {
        if (answered.containsKey(node)) {
            return Optional.of(proxmox.node(node));
        }
        return spokesman(node)
                .filter(spokesman -> isOnline(spokesman, node))
                .map(spokesman -> proxmox.client(spokesman).node(node));
    }

    boolean isFree(Proxmox proxmox, VmId id) {
        return spokesmen().stream()
                .allMatch(node -> proxmox.client(node).cluster().isFree(id));
    }

    /** Why nothing could be written, such as a lost quorum. */
    List<Problem> blocked() {
        List<Problem> blocked = new ArrayList<>();
        for (NodeName spokesman : spokesmen()) {
            Optional.ofNullable(answered.get(spokesman))
                    .filter(status -> !status.quorate())
                    .ifPresent(status -> blocked.add(withoutQuorum(spokesman, status)));
        }
        return blocked;
    }

    private static Set<NodeName> names(ClusterStatus status) {
        return status.nodes().stream().map(ClusterNode::name).collect(Collectors.toSet());
    }

    private boolean isOnline(NodeName spokesman, NodeName node) {
        return Optional.ofNullable(answered.get(spokesman)).stream()
                .flatMap(status -> status.nodes().stream())
                .anyMatch(known -> known.name().equals(node) && known.online());
    }

    /** What looking takes: without it the list of nodes says less, but enough to work on. */
    static Need need(NodeName node) {
        return new Need(
                Right.on(node, "/", "Sys.Audit"), "see whether the cluster of %s has quorum".formatted(node), false);
    }

    /** {@code /cluster/status} takes Sys.Audit on /. */
    private static Attempt<ClusterStatus> status(Proxmox proxmox, NodeName node) {
        Attempt<ClusterStatus> status =
                Attempt.of(() -> proxmox.client(node).cluster().status());
        if (!status.failedAs(ProxmoxFailure.Kind.NO_PERMISSION)) {
            return status;
        }
        return Attempt.of(() -> {
            List<ClusterNode> nodes = proxmox.client(node).cluster().nodes();
            return new ClusterStatus(Optional.empty(), true, nodes);
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

    private static Problem withoutQuorum(NodeName node, ClusterStatus status) {
        long online = status.nodes().stream().filter(ClusterNode::online).count();
        return Problem.error("the cluster of %s has no quorum: nothing can be written".formatted(node))
                .because("%d of %d nodes are online"
                        .formatted(online, status.nodes().size()))
                .hint("bring another node back, or, in a cluster of two that has lost one for good, as root: pvecm"
                        + " expected 1");
    }
}
