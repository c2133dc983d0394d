package no.fribyte.lbprov.proxmox;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.VmId;

/** {@code /cluster} and {@code /nodes}: what all nodes of a cluster share; a standalone node answers for itself. */
public final class ClusterApi {
    private final Transport transport;
    private final NodeName via;

    ClusterApi(Transport transport, NodeName via) {
        this.transport = transport;
        this.via = via;
    }

    /** {@code GET /cluster/status}; needs Sys.Audit on /, else ask {@link #nodes()}. */
    public ClusterStatus status() {
        return ClusterStatus.of(transport.rows(get("read the cluster's status", "/cluster/status")));
    }

    /**
     * {@code GET /cluster/config/qdevice}: the state of the third vote that a cluster of two may have, such as
     * {@code Connected}; empty when there is none. Needs Sys.Audit on /.
     */
    public Optional<String> thirdVote() {
        Row row = transport.row(get("ask for a third vote", "/cluster/config/qdevice"));
        return row.texts().isEmpty()
                ? Optional.empty()
                : Optional.of(row.text("State").orElse("unknown"));
    }

    /** {@code GET /nodes}. */
    public List<ClusterNode> nodes() {
        return transport.rows(get("list the nodes", "/nodes")).stream()
                .map(row -> new ClusterNode(
                        row.nodeName("node"),
                        row.text("status").filter("online"::equals).isPresent(),
                        row.nodeName("node").equals(via)))
                .toList();
    }

    /**
     * {@code GET /cluster/resources?type=vm}: the VMs and containers that the token may see, on all nodes; some seconds
     * old, so good for finding a VM, not for judging it.
     */
    public List<VmSummary> vms() {
        ApiCall call = get("list the VMs of the cluster", "/cluster/resources").with("type", "vm");
        return transport.rows(call).stream().map(VmSummary::ofCluster).toList();
    }

    /** {@code GET /cluster/nextid?vmid=ID}: whether it is free now, also among VMs that the token does not see. */
    public boolean isFree(VmId id) {
        ApiCall call =
                get("ask whether VMID " + id + " is free", "/cluster/nextid").with("vmid", id.toString());
        Attempt<Boolean> answer = Attempt.of(() -> {
            transport.send(call);
            return true;
        });
        boolean taken = answer.failure()
                .filter(failure -> failure.parameters().containsKey("vmid"))
                .isPresent();
        return !taken && answer.orThrow();
    }

    private ApiCall get(String attempt, String path) {
        return ApiCall.get(attempt + " through " + via, path);
    }
}
