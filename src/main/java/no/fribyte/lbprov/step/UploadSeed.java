package no.fribyte.lbprov.step;

import java.util.List;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.proxmox.Upload;

/** Afterwards the seed is on the storage; one of the same name is overwritten. */
public record UploadSeed(NodeName node, String storage, SeedImage seed) implements Step {
    @Override
    public String title() {
        return "upload seed %s to %s on %s".formatted(seed.fileName(), storage, node);
    }

    @Override
    public void run(StepContext context) {
        Upload upload = Upload.iso(seed.fileName(), seed.iso());
        context.task(title(), () -> context.node(node).storage(storage).upload(upload));
    }

    @Override
    public List<Right> rights() {
        return List.of(
                Right.storage(node, storage, "Datastore.AllocateTemplate", "Datastore.Audit|Datastore.AllocateSpace"));
    }
}
