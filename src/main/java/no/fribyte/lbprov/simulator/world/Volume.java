package no.fribyte.lbprov.simulator.world;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A disk image, ISO or importable image on a storage.
 *
 * @param node where it lies; empty on a shared storage
 * @param name the part of the volume id after the colon
 * @param content images, iso, import, vztmpl
 * @param vmid the owner of a disk image
 * @param image what its bytes came from in the first place: the name of an image file or template
 * @param bytes what it takes on the storage
 * @param virtualBytes how large the disk in it is
 * @param checksums hex digests that are known to be true of it, by algorithm
 * @param diskId never used twice, so that a guest's disk is not taken for that of an earlier VM
 */
public record Volume(
        String storage,
        String node,
        String name,
        String content,
        String format,
        long bytes,
        long virtualBytes,
        Instant created,
        Optional<Integer> vmid,
        String image,
        Map<String, String> checksums,
        String diskId) {
    public Volume {
        checksums = Map.copyOf(checksums);
    }

    /** A disk of a VM. */
    static Volume disk(Disks.Place place, String name, int vmid, long bytes, Instant now, String image, long serial) {
        return new Volume(
                place.storage().name(),
                place.node(),
                name,
                "images",
                name.endsWith(".qcow2") ? "qcow2" : "raw",
                bytes,
                bytes,
                now,
                Optional.of(vmid),
                image,
                Map.of(),
                "disk-" + place.nodeOfWorld() + "-" + serial);
    }

    /** A file that was uploaded or downloaded; its content type is also the folder it lies in. */
    static Volume file(
            Disks.Place place,
            String content,
            String fileName,
            long bytes,
            long virtualBytes,
            Instant now,
            Map<String, String> checksums) {
        int dot = fileName.lastIndexOf('.');
        return new Volume(
                place.storage().name(),
                place.node(),
                content + "/" + fileName,
                content,
                content.equals("import") ? fileName.substring(dot + 1) : content.equals("iso") ? "iso" : "txz",
                bytes,
                virtualBytes,
                now,
                Optional.empty(),
                fileName,
                checksums,
                "");
    }

    public String volid() {
        return storage + ":" + name;
    }

    /** The name without the folder of its content type. */
    public String fileName() {
        return name.substring(name.indexOf('/') + 1);
    }

    public Volume withBytes(long changed) {
        return new Volume(
                storage, node, name, content, format, changed, changed, created, vmid, image, checksums, diskId);
    }

    public Volume renamed(String changed) {
        return new Volume(
                storage, node, changed, content, format, bytes, virtualBytes, created, vmid, image, checksums, diskId);
    }
}
