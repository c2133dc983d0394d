package no.fribyte.lbprov.proxmox;

import java.time.Instant;
import java.util.List;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.PveVersion;

/** The API as one node serves it; safe to use from several threads. */
public final class ProxmoxClient implements AutoCloseable {
    private final Endpoint endpoint;
    private final ClientSettings settings;
    private final Patience patience;
    private final Waiting waiting;
    private final Transport transport;

    public ProxmoxClient(Endpoint endpoint, ClientSettings settings) {
        this.endpoint = endpoint;
        this.settings = settings;
        this.patience = settings.patience();
        this.waiting = new Waiting(settings.clock(), settings.pause());
        this.transport = new Transport(endpoint, settings, waiting);
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /** {@code GET /version}: of the node that answers. */
    public PveVersion version() {
        return version(transport);
    }

    private PveVersion version(Transport by) {
        return PveVersion.parse(
                by.row(ApiCall.get("read the version of Proxmox VE through " + endpoint.node(), "/version"))
                        .need("version"));
    }

    /** Asks each address by itself, where a call would ask the next one only when those before it are silent. */
    public List<Sight> sights() {
        return endpoint.addresses().stream().map(this::sight).toList();
    }

    private Sight sight(ApiAddress address) {
        SightMark mark = new SightMark(waiting::now);
        try (Transport alone = new Transport(endpoint.by(address), settings, waiting, mark)) {
            Attempt<PveVersion> answer = Attempt.of(() -> version(alone));
            return new Sight(address, answer.failure(), mark.connected());
        }
    }

    /** The node's clock, as its last answer told it: one that all who talk to it have in common. */
    public Instant now() {
        return transport.now();
    }

    public ClusterApi cluster() {
        return new ClusterApi(transport, endpoint.node());
    }

    public AccessApi access() {
        return new AccessApi(transport, endpoint);
    }

    public TaskApi tasks() {
        return new TaskApi(transport, waiting, patience);
    }

    /** This endpoint's own node. */
    public NodeApi node() {
        return node(endpoint.node());
    }

    /** Any node of the cluster: this endpoint passes the calls on. */
    public NodeApi node(NodeName node) {
        return new NodeApi(transport, waiting, endpoint.node(), node);
    }

    @Override
    public void close() {
        transport.close();
    }
}
