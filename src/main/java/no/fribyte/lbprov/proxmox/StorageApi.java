package no.fribyte.lbprov.proxmox;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.NodeName;

/** {@code /nodes/NODE/storage/STORAGE}. */
public final class StorageApi {
    private final Transport transport;
    private final NodeName endpointNode;
    private final NodeName node;
    private final String storage;
    private final String path;

    StorageApi(Transport transport, NodeName endpointNode, NodeName node, String storage) {
        this.transport = transport;
        this.endpointNode = endpointNode;
        this.node = node;
        this.storage = storage;
        this.path = "/nodes/" + node + "/storage/" + storage;
    }

    /** {@code GET .../content?content=TYPE}: what the token may not see is left out without a word. */
    public List<Volume> volumes(String contentType) {
        ApiCall call = ApiCall.get("list the content of " + storage + " on " + node, path + "/content")
                .with("content", contentType);
        return transport.rows(call).stream().map(Volume::of).toList();
    }

    /** {@code DELETE .../content/VOLUME}; Proxmox does not look whether a VM still refers to it. */
    public Optional<Upid> delete(String volumeId) {
        return transport.maybeTask(ApiCall.delete("delete " + volumeId + " on " + node, path + "/content/" + volumeId));
    }

    /**
     * {@code POST .../upload}: overwrites a file of the same name. Sent to the node itself: the node that receives it
     * keeps it, or copies it by scp as root, which we do not rely on.
     */
    public Upid upload(Upload file) {
        if (!endpointNode.equals(node)) {
            throw new IllegalStateException("an upload to " + node + " must not go through " + endpointNode);
        }
        return transport.task(
                ApiCall.upload("upload " + file.fileName() + " to " + storage + " on " + node, path + "/upload", file));
    }

    /** {@code POST .../download-url}: a file that is there with the right checksum is left alone. */
    public Upid download(Download file) {
        ApiCall call =
                ApiCall.post("download " + file.fileName() + " to " + storage + " on " + node, path + "/download-url");
        return transport.task(call.with(file.form()));
    }
}
