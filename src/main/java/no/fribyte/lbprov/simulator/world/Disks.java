package no.fribyte.lbprov.simulator.world;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.simulator.world.WorldSpec.Storage;

/** Makes, finds and removes the volumes behind a VM's drives. */
final class Disks {
    private final Effects effects;
    private final String node;
    private final int vmid;

    Disks(Effects effects, String node, int vmid) {
        this.effects = effects;
        this.node = node;
        this.vmid = vmid;
    }

    /** A storage, and the node on which its volumes lie: none when it is shared. */
    record Place(Storage storage, String node) {
        static Place of(World world, String node, String storage) {
            Storage found = world.spec()
                    .storage(node, storage)
                    .orElseThrow(() -> new TaskFailed("storage '" + storage + "' does not exist"));
            return new Place(found, found.shared() ? "" : node);
        }

        /** Keeps disks of nodes that stand alone apart: their guests share one network, but no serial numbers. */
        String nodeOfWorld() {
            return node.isEmpty() ? "shared" : node;
        }
    }

    /** Carries out what a new value of a drive orders; returns the value as the configuration will hold it. */
    Drive provide(Drive wanted) {
        if (wanted.isEmpty()) {
            return new Drive(wanted.value().without("size"));
        }
        Optional<String> storage = wanted.orderedOn();
        if (storage.isEmpty()) {
            return existing(wanted);
        }
        Place place = Place.of(effects.world(), node, storage.get());
        return wanted.isCloudInit() ? cloudInit(place) : newDisk(place, wanted);
    }

    private Drive existing(Drive wanted) {
        Volume volume = effects.world()
                .volume(node, wanted.volume())
                .orElseThrow(() -> new TaskFailed("volume '" + wanted.volume() + "' does not exist"));
        return new Drive(wanted.value().with("size", Size.format(volume.bytes())));
    }

    private Drive cloudInit(Place place) {
        Volume volume = make(place, "cloudinit", 4L << 20, "");
        return new Drive(PropertyString.parse(volume.volid()).with("media", "cdrom"));
    }

    private Drive newDisk(Place place, Drive wanted) {
        Optional<Volume> source = wanted.importFrom().map(this::source);
        Volume volume = make(
                place,
                "disk",
                source.map(Volume::virtualBytes).orElse(wanted.orderedBytes()),
                source.map(Volume::image).orElse(""));
        source.ifPresent(from ->
                effects.say("transferred " + Size.format(from.virtualBytes()) + " of " + from.volid() + " (100.00%)"));
        return new Drive(wanted.value()
                .without("import-from")
                .without("format")
                .withFirst(volume.volid())
                .with("size", Size.format(volume.bytes())));
    }

    private Volume source(String volid) {
        return effects.world()
                .volume(node, volid)
                .orElseThrow(() -> new TaskFailed("volume '" + volid + "' does not exist"));
    }

    /** A full copy of another VM's volume. */
    Volume copy(Volume from, Place place) {
        Volume copy =
                make(place, from.name().contains("-cloudinit") ? "cloudinit" : "disk", from.bytes(), from.image());
        effects.guests().copy(from.diskId(), copy.diskId());
        return copy;
    }

    private Volume make(Place place, String kind, long bytes, String image) {
        if (!place.storage().content().contains("images")) {
            throw new TaskFailed("storage '" + place.storage().name() + "' does not support content-type 'images'");
        }
        Volume volume = Volume.disk(
                place,
                freeName(place, kind),
                vmid,
                bytes,
                effects.now(),
                image,
                effects.world().nextSerial());
        effects.world().put(volume);
        effects.say("%s: successfully created disk '%s,size=%s'".formatted(kind, volume.volid(), Size.format(bytes)));
        return volume;
    }

    private String freeName(Place place, String kind) {
        boolean files = place.storage().fileBased();
        String folder = files ? vmid + "/" : "";
        String end = files ? (kind.equals("cloudinit") ? ".qcow2" : ".raw") : "";
        if (kind.equals("cloudinit")) {
            return folder + "vm-" + vmid + "-cloudinit" + end;
        }
        for (int number = 0; ; number++) {
            String name = "%svm-%d-disk-%d%s".formatted(folder, vmid, number, end);
            if (effects.world()
                    .volume(node, place.storage().name() + ":" + name)
                    .isEmpty()) {
                return name;
            }
        }
    }

    /** Takes a drive out of a configuration: a disk stays as an unused one, a cloud-init drive goes at once. */
    void detach(Map<String, String> config, String key, boolean destroy) {
        Drive drive = Drive.parse(config.getOrDefault(key, "none"));
        config.remove(key);
        if (drive.isEmpty() || (drive.isCdrom() && !drive.isCloudInit())) {
            return;
        }
        if (destroy || drive.isCloudInit() || key.startsWith("unused")) {
            effects.world().volume(node, drive.volume()).ifPresent(this::destroy);
            return;
        }
        int number = 0;
        while (config.containsKey("unused" + number)) {
            number++;
        }
        config.put("unused" + number, drive.volume());
    }

    void destroy(Volume volume) {
        effects.world().remove(volume);
        effects.files().delete(volume);
        if (!volume.diskId().isEmpty()) {
            effects.guests().wipe(volume.diskId());
        }
        effects.say("successfully removed volume '" + volume.volid() + "'");
    }

    /** The volumes in a configuration that belong to the VM. */
    List<Volume> own(Vm vm) {
        return vm.config().entrySet().stream()
                .filter(entry -> Drive.isKey(entry.getKey()) || entry.getKey().startsWith("unused"))
                .map(entry -> Drive.parse(entry.getValue()))
                .flatMap(drive -> effects.world().volume(node, drive.volume()).stream())
                .filter(volume -> volume.vmid().filter(owner -> owner == vmid).isPresent())
                .toList();
    }
}
