package no.fribyte.lbprov.step;

import java.util.List;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.proxmox.Attempt;
import no.fribyte.lbprov.proxmox.Download;
import no.fribyte.lbprov.proxmox.StorageApi;

/** The node fetches the cloud image itself; afterwards it is on the storage, and its checksum was right. */
public record DownloadImage(NodeName node, String storage, ImageSource.CloudImage image, String fileName)
        implements Step {
    @Override
    public String title() {
        return "download %s to %s on %s".formatted(fileName, storage, node);
    }

    @Override
    public void run(StepContext context) {
        Download download = new Download(image.url(), "import", fileName, image.algorithm(), image.checksum());
        StorageApi api = context.node(node).storage(storage);
        try {
            context.task(title(), () -> api.download(download));
        } catch (LbprovException failed) {
            // somebody else may have fetched the same at the same time, and Proxmox does not write over it
            if (failed.status() == ExitStatus.INTERRUPTED || !isThere(api)) {
                throw failed;
            }
        }
    }

    private boolean isThere(StorageApi api) {
        String volume = storage + ":import/" + fileName;
        return Attempt.of(() -> api.volumes("import")).value().orElse(List.of()).stream()
                .anyMatch(found -> found.id().equals(volume));
    }

    @Override
    public List<Right> rights() {
        return List.of(
                Right.storage(node, storage, "Datastore.AllocateTemplate"),
                // before 8.1 there was no Sys.AccessNetwork
                Right.on(node, "/nodes/" + node, "Sys.AccessNetwork")
                        .or(Right.on(node, "/", "Sys.Audit", "Sys.Modify")));
    }
}
