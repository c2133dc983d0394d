package no.fribyte.lbprov.proxmox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.VmId;

/** {@code /nodes/NODE/qemu/VMID}. */
public final class VmApi {
    private final Transport transport;
    private final Waiting waiting;
    private final NodeName node;
    private final VmId id;
    private final String path;

    VmApi(Transport transport, Waiting waiting, NodeName node, VmId id) {
        this.transport = transport;
        this.waiting = waiting;
        this.node = node;
        this.id = id;
        this.path = "/nodes/" + node + "/qemu/" + id;
    }

    public AgentApi agent() {
        return new AgentApi(transport, waiting, "VM " + id + " on " + node, path + "/agent");
    }

    /** {@code GET .../config}, with what is still pending; empty if the VM is not on this node. */
    public Optional<VmConfig> config() {
        ApiCall call = ApiCall.get(phrase("read the config of"), path + "/config");
        return unlessMissing(() -> VmConfig.of(transport.row(call)));
    }

    /** {@code GET .../status/current}; empty if the VM is not on this node. */
    public Optional<VmStatus> status() {
        ApiCall call = ApiCall.get(phrase("read the status of"), path + "/status/current");
        return unlessMissing(() -> VmStatus.of(transport.row(call)));
    }

    /** {@code GET .../snapshot}: their names. */
    public List<String> snapshots() {
        return transport.rows(ApiCall.get(phrase("list the snapshots of"), path + "/snapshot")).stream()
                .map(row -> row.need("name"))
                // the list ends with a row for the running state, which is no snapshot
                .filter(name -> !name.equals("current"))
                .toList();
    }

    /** {@code POST .../clone}: returns at once; the copying is the task. */
    public Upid cloneTo(VmId newId, Form settings) {
        ApiCall call = ApiCall.post("clone VM " + id + " to VM " + newId + " on " + node, path + "/clone");
        return transport.task(call.with(settings.with("newid", newId.number())));
    }

    /** {@code POST .../template}: its disks become base images; refused while it runs. */
    public Upid makeTemplate() {
        return transport.task(ApiCall.post(phrase("make a template of"), path + "/template"));
    }

    /** {@code PUT .../config}: done when it returns; refused when the VM is no longer as the digest says. */
    public void updateNow(Form changes, Optional<String> digest) {
        ApiCall call =
                ApiCall.put(phrase("change the config of"), path + "/config").with(changes);
        transport.done(digest.map(observed -> call.with("digest", observed)).orElse(call));
    }

    /** {@code PUT .../resize}: grows a disk to a size such as {@code 10G}; the same size is no error. */
    public Optional<Upid> resize(String disk, String size) {
        ApiCall call = ApiCall.put(phrase("grow disk " + disk + " of"), path + "/resize");
        return transport.maybeTask(call.with("disk", disk).with("size", size));
    }

    /** {@code POST .../status/start}. With HA the task only files the request: look at {@link #status()}. */
    public Upid start() {
        return transport.task(ApiCall.post(phrase("start"), path + "/status/start"));
    }

    /** {@code POST .../status/stop}: pulls the plug; no error when it is stopped. */
    public Upid stop() {
        return transport.task(ApiCall.post(phrase("stop"), path + "/status/stop"));
    }

    /** {@code POST .../status/shutdown}: asks the guest; the task fails when it has not ended in time. */
    public Upid shutdown(Duration timeout) {
        ApiCall call = ApiCall.post(phrase("shut down"), path + "/status/shutdown");
        return transport.task(call.with(Form.empty().with("timeout", timeout.toSeconds())));
    }

    /**
     * {@code DELETE .../VMID}: the VM and its own disks; {@code purge} takes it out of backup jobs and HA as well. A task
     * with warnings may have left a volume behind.
     */
    public Upid destroy(boolean purge) {
        return transport.task(
                ApiCall.delete(phrase("destroy"), path).with(Form.empty().with("purge", purge)));
    }

    private String phrase(String verb) {
        return verb + " VM " + id + " on " + node;
    }

    private <T> Optional<T> unlessMissing(Supplier<T> read) {
        Attempt<T> attempt = Attempt.of(read);
        boolean missing = attempt.failedAs(ProxmoxFailure.Kind.MISSING)
                // rights are checked before existence, and those given on a pool end with the VM: a deleted one is
                // "forbidden"
                || (attempt.failedAs(ProxmoxFailure.Kind.NO_PERMISSION) && isFree());
        return missing ? Optional.empty() : Optional.of(attempt.orThrow());
    }

    private boolean isFree() {
        return Attempt.of(() -> new ClusterApi(transport, node).isFree(id))
                .value()
                .orElse(false);
    }
}
