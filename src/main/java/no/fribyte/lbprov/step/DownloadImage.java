package no.fribyte.lbprov.step;

import java.util.List;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.proxmox.Download;

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
        context.task(title(), () -> context.node(node).storage(storage).download(download));
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
