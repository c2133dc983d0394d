package no.fribyte.lbprov.step;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.proxmox.Attempt;
import no.fribyte.lbprov.proxmox.ProxmoxFailure;
import no.fribyte.lbprov.proxmox.StorageApi;
import no.fribyte.lbprov.proxmox.Upid;
import no.fribyte.lbprov.proxmox.Upload;
import no.fribyte.lbprov.proxmox.Volume;

/**
 * Afterwards the volume is gone or, where the token may not delete, holds nothing but zeros.
 *
 * @param what it is, for people
 */
public record DeleteVolume(NodeName node, String volume, String what) implements Step {
    /** No ISO image has this size, since an image is made of whole sectors of 2 KiB. */
    private static final int BLANK = 1024;

    @Override
    public String title() {
        return "delete %s %s on %s".formatted(what, volume, node);
    }

    @Override
    public void run(StepContext context) {
        StorageApi api = context.node(node).storage(storage());
        Attempt<Optional<Upid>> deletion = Attempt.of(() -> api.delete(volume));
        if (deletion.failedAs(ProxmoxFailure.Kind.NO_PERMISSION)) {
            overwrite(context, api);
            return;
        }
        try {
            deletion.orThrow().ifPresent(task -> context.task(title(), () -> task));
        } catch (LbprovException failed) {
            // what is not there need not be deleted, and some storages call that an error
            boolean gone = failed.status() != ExitStatus.INTERRUPTED
                    && Attempt.of(() -> !isThere(api)).value().orElse(false);
            if (!gone) {
                throw failed;
            }
        }
    }

    private String storage() {
        return volume.substring(0, volume.indexOf(':'));
    }

    @Override
    public List<Right> wishes() {
        return List.of(Right.storage(node, storage(), "Datastore.Allocate"));
    }

    /** Deleting takes Datastore.Allocate on the storage, overwriting only the right to upload. */
    private void overwrite(StepContext context, StorageApi api) {
        if (!isThere(api)) {
            return;
        }
        Upload blank = Upload.iso(volume.substring(volume.indexOf('/') + 1), new byte[BLANK]);
        context.progress("the token may not delete it: overwriting");
        context.task(title(), () -> api.upload(blank));
    }

    /** An overwritten one counts as gone: it holds nothing, and its size says so. */
    private boolean isThere(StorageApi api) {
        return api.volumes("iso").stream().anyMatch(found -> found.id().equals(volume) && !isOverwritten(found));
    }

    /** Whether it is what an earlier run left where it might not delete: nothing more can be done about it. */
    public static boolean isOverwritten(Volume volume) {
        return volume.size() == BLANK;
    }
}
