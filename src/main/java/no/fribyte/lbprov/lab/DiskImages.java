package no.fribyte.lbprov.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.simulator.guest.GuestException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Disks as files: each is what was written since it was made, over the image that it was made of. */
final class DiskImages {
    private final Place place;
    private final ImageCopies images;
    private final JsonMapper json = JsonMapper.builder().build();

    DiskImages(Place place, Locks locks) {
        this.place = place;
        this.images = new ImageCopies(place, locks);
    }

    /** What QEMU says of a file. */
    record Facts(String format, long bytes, Optional<Path> base, Optional<String> baseFormat, List<String> snapshots) {}

    Facts facts(Path file) {
        // a running machine has its disk locked
        JsonNode info = json.readTree(
                Program.must(List.of("qemu-img", "info", "--force-share", "--output=json", file.toString())));
        return new Facts(
                info.path("format").asString("raw"),
                info.path("virtual-size").asLong(),
                Optional.ofNullable(info.get("full-backing-filename")).map(path -> Path.of(path.asString())),
                Optional.ofNullable(info.get("backing-filename-format")).map(JsonNode::asString),
                info.path("snapshots")
                        .valueStream()
                        .map(snapshot -> snapshot.path("name").asString(""))
                        .toList());
    }

    void blank(String diskId, long bytes) {
        Path fresh = fresh(diskId);
        Program.must(List.of("qemu-img", "create", "-q", "-f", "qcow2", fresh.toString(), Long.toString(bytes)));
        move(fresh, place.disk(diskId));
    }

    /** Makes a disk over an image. */
    void over(String diskId, Path image, long bytes) {
        Path base = images.kept(image);
        Facts facts = facts(base);
        if (facts.base().isPresent()) {
            throw GuestException.byNode("the image " + image + " is not whole: it lies over "
                    + facts.base().get());
        }
        Path fresh = fresh(diskId);
        Program.must(List.of(
                "qemu-img",
                "create",
                "-q",
                "-f",
                "qcow2",
                "-b",
                base.toString(),
                "-F",
                facts.format(),
                fresh.toString(),
                Long.toString(Math.max(bytes, facts.bytes()))));
        move(fresh, place.disk(diskId));
    }

    /** Copies what a disk holds now, but neither its snapshots nor the image beneath. */
    void copy(String diskId, String original, long bytes) {
        Path source = existing(original);
        Facts facts = facts(source);
        Path fresh = fresh(diskId);
        List<String> head = List.of("qemu-img", "convert", "-q", "-f", "qcow2", "-O", "qcow2");
        List<String> base = facts.base()
                .map(path ->
                        List.of("-B", path.toString(), "-F", facts.baseFormat().orElse("raw")))
                .orElseGet(List::of);
        Program.must(Words.joined(List.of(head, base, List.of(source.toString(), fresh.toString()))));
        if (bytes > facts.bytes()) {
            Program.must(resize(fresh, bytes));
        }
        move(fresh, place.disk(diskId));
    }

    void grow(String diskId, long bytes) {
        Path disk = existing(diskId);
        if (bytes > facts(disk).bytes()) {
            Program.must(resize(disk, bytes));
        }
    }

    private static List<String> resize(Path disk, long bytes) {
        return List.of("qemu-img", "resize", "-q", "-f", "qcow2", disk.toString(), Long.toString(bytes));
    }

    boolean hasSnapshot(String diskId, String name) {
        return facts(existing(diskId)).snapshots().contains(name);
    }

    void snapshot(String diskId, String option, String name) {
        Program.must(List.of(
                "qemu-img", "snapshot", "-q", option, name, existing(diskId).toString()));
    }

    Path existing(String diskId) {
        Path disk = place.disk(diskId);
        if (!Files.exists(disk)) {
            throw GuestException.byNode("the disk " + diskId + " has no file in the lab");
        }
        return disk;
    }

    void wipe(String diskId) {
        Place.delete(place.disk(diskId));
        Place.delete(place.log(diskId));
    }

    private Path fresh(String diskId) {
        Path fresh = place.disk(diskId).resolveSibling(diskId + ".new");
        Place.delete(fresh);
        return fresh;
    }

    static void move(Path fresh, Path file) {
        try {
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + file, e);
        }
    }
}
