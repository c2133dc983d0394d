package no.fribyte.lbprov.proxmox;

import java.util.List;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.PveVersion;
import no.fribyte.lbprov.model.VmId;

/** {@code /nodes/NODE}. */
public final class NodeApi {
    private final Transport transport;
    private final Waiting waiting;
    private final NodeName endpointNode;
    private final NodeName node;
    private final String path;

    NodeApi(Transport transport, Waiting waiting, NodeName endpointNode, NodeName node) {
        this.transport = transport;
        this.waiting = waiting;
        this.endpointNode = endpointNode;
        this.node = node;
        this.path = "/nodes/" + node;
    }

    public NodeName name() {
        return node;
    }

    /** {@code GET /nodes/NODE/version}. */
    public PveVersion version() {
        return PveVersion.parse(transport
                .row(ApiCall.get("read the version of " + node, path + "/version"))
                .need("version"));
    }

    /** {@code GET /nodes/NODE/storage}: those the token may see. */
    public List<StorageStatus> storages() {
        return transport.rows(ApiCall.get("list the storages of " + node, path + "/storage")).stream()
                .map(StorageStatus::of)
                .toList();
    }

    public StorageApi storage(String storage) {
        return new StorageApi(transport, endpointNode, node, storage);
    }

    /** {@code GET /nodes/NODE/network?type=any_bridge}: those the token may see; one without a right is left out. */
    public List<Bridge> bridges() {
        ApiCall call =
                ApiCall.get("list the bridges of " + node, path + "/network").with("type", "any_bridge");
        return transport.rows(call).stream().map(Bridge::of).toList();
    }

    public VmApi vm(VmId id) {
        return new VmApi(transport, waiting, node, id);
    }

    /** {@code POST /nodes/NODE/qemu}: the id is taken at once, the disks are made by the task. */
    public Upid createVm(VmId id, Form settings) {
        ApiCall call = ApiCall.post("create VM " + id + " on " + node, path + "/qemu");
        return transport.task(call.with(settings.with("vmid", id.number())));
    }
}
