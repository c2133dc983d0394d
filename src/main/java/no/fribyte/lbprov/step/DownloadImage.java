package no.fribyte.lbprov.step;

import java.util.List;
import java.util.Set;
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
                // Sys.AccessNetwork on the node, or Sys.Modify on / as on older releases
                new Right(node, List.of("/nodes/" + node, "/"), Set.of("Sys.AccessNetwork|Sys.Modify")));
    }
}
