package no.fribyte.lbprov.simulator.api;

import java.util.Optional;
import no.fribyte.lbprov.simulator.world.Drive;
import no.fribyte.lbprov.simulator.world.Volume;
import no.fribyte.lbprov.simulator.world.WorldSpec.Storage;

/** What must be true of a drive before anything is done about it. */
final class DriveChecks {
    private final CallContext context;
    private final int vmid;

    DriveChecks(CallContext context, int vmid) {
        this.context = context;
        this.vmid = vmid;
    }

    void check(String key, Drive drive) {
        if (drive.importFrom().isPresent() && !drive.volume().matches("[^:]+:0")) {
            throw ApiError.parameter(
                    key, "'import-from' requires special syntax - use <storage ID>:0,import-from=<source>");
        }
        if (drive.isEmpty()) {
            if (drive.volume().equals("cdrom")) {
                context.need("/", "Sys.Console");
            }
            return;
        }
        if (drive.volume().startsWith("/")
                || drive.importFrom().filter(source -> source.startsWith("/")).isPresent()) {
            throw ApiError.died("Only root can pass arbitrary filesystem paths. at /usr/share/perl5/PVE/Storage.pm");
        }
        if (drive.orderedOn().isPresent() && (!drive.isCdrom() || drive.isCloudInit())) {
            newDisk(key, drive.orderedOn().get());
        } else {
            existing(key, drive);
        }
        drive.importFrom().ifPresent(source -> source(key, source));
    }

    private void newDisk(String key, String name) {
        context.need("/storage/" + name, "Datastore.AllocateSpace");
        Storage storage = context.world()
                .spec()
                .storage(context.node(), name)
                .orElseThrow(() -> ApiError.died("storage '" + name + "' does not exist"));
        if (!storage.content().contains("images")) {
            throw ApiError.parameter(key, "storage '" + name + "' does not support vm images");
        }
    }

    private void existing(String key, Drive drive) {
        VolumeAccess.need(context, drive.volume(), vmid);
        boolean iso = drive.volume().contains(":iso/");
        if (iso && !drive.isCdrom()) {
            throw ApiError.parameter(key, "explicit 'media=cdrom' is required for iso images");
        }
        Optional<Volume> volume = context.world().volume(context.node(), drive.volume());
        if (volume.filter(found -> !found.content().matches("images|iso")).isPresent()) {
            throw ApiError.parameter(key, "content type needs to be 'images' or 'iso'");
        }
    }

    private void source(String key, String volid) {
        VolumeAccess.need(context, volid, 0);
        String type = context.world()
                .volume(context.node(), volid)
                .map(Volume::content)
                .orElse(volid.contains(":iso/") ? "iso" : "import");
        boolean importable = type.equals("images")
                || (type.equals("import") && context.site().version().importsVolumes());
        if (!importable) {
            throw ApiError.parameter(key, volid + " has wrong type '" + type + "' - needs to be 'images' or 'import'");
        }
    }
}
