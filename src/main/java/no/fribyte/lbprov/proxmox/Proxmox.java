package no.fribyte.lbprov.proxmox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/** The nodes of an inventory, one client each; safe to use from several threads. */
public final class Proxmox implements AutoCloseable {
    private final Map<NodeName, ProxmoxClient> clients = new LinkedHashMap<>();
    private volatile Optional<ProxmoxClient> answered = Optional.empty();

    public Proxmox(List<Endpoint> endpoints, ClientSettings settings) {
        for (Endpoint endpoint : endpoints) {
            clients.put(endpoint.node(), new ProxmoxClient(endpoint, settings));
        }
    }

    public Set<NodeName> nodes() {
        return new TreeSet<>(clients.keySet());
    }

    /** The client of a node: its own, or, for a node outside the inventory, one of its cluster that answers. */
    public ProxmoxClient client(NodeName node) {
        ProxmoxClient own = clients.get(node);
        return own != null ? own : anyReachable().orElseThrow(() -> unknown(node));
    }

    private LbprovException unknown(NodeName node) {
        return new LbprovException(
                ExitStatus.PROXMOX,
                Problem.error("node " + node + " cannot be reached")
                        .because("it is not in the inventory, and no node of the inventory answers")
                        .hint("add it to the inventory's nodes"));
    }

    /** The node through its own endpoint where it has one, as uploads need it. */
    public NodeApi node(NodeName node) {
        return client(node).node(node);
    }

    /**
     * A client whose node answers now: in a cluster it serves what belongs to the cluster, and reaches the other nodes by
     * {@link ProxmoxClient#node(NodeName)}.
     */
    public Optional<ProxmoxClient> anyReachable() {
        List<ProxmoxClient> candidates = new ArrayList<>(answered.stream().toList());
        candidates.addAll(clients.values());
        for (ProxmoxClient client : candidates) {
            if (Attempt.of(client::version).value().isPresent()) {
                answered = Optional.of(client);
                return answered;
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        clients.values().forEach(ProxmoxClient::close);
    }
}
