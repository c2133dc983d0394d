package no.fribyte.lbprov.simulator.api;

import java.util.Optional;
import no.fribyte.lbprov.simulator.world.Volume;

/** Who may use which volume. */
final class VolumeAccess {
    private VolumeAccess() {}

    /** Whether the caller may list or attach a volume; {@code forVm} is the VM it is for, 0 for none. */
    static boolean mayUse(CallContext context, Volume volume, int forVm) {
        String path = "/storage/" + volume.storage();
        if (context.rights().hasAny(path, "Datastore.Allocate")) {
            return true;
        }
        return switch (volume.content()) {
            case "iso", "vztmpl", "import" ->
                context.rights().hasAny(path, "Datastore.AllocateSpace", "Datastore.Audit");
            case "images", "rootdir" ->
                volume.vmid().filter(owner -> owner == forVm).isPresent()
                        || (context.may(path, "Datastore.AllocateSpace")
                                && volume.vmid()
                                        .filter(owner -> context.may("/vms/" + owner, "VM.Config.Disk"))
                                        .isPresent())
                        || (forVm == 0 && context.may(path, "Datastore.Audit"));
            default -> false;
        };
    }

    /** A volume that does not exist is judged by its storage, so that nobody learns what exists. */
    static void need(CallContext context, String volid, int forVm) {
        Optional<Volume> volume = context.world().volume(context.node(), volid);
        if (volume.isPresent()) {
            if (!mayUse(context, volume.get(), forVm)) {
                throw ApiError.forbidden("/storage/" + volume.get().storage()
                        + (volume.get().vmid().isPresent()
                                ? ", Datastore.Allocate"
                                : ", Datastore.AllocateSpace|Datastore.Audit"));
            }
            return;
        }
        String storage = volid.replaceFirst(":.*", "");
        if (context.world().spec().storage(context.node(), storage).isEmpty()) {
            throw ApiError.died("storage '" + storage + "' does not exist");
        }
        context.needAny("/storage/" + storage, "Datastore.AllocateSpace", "Datastore.Audit");
    }
}
