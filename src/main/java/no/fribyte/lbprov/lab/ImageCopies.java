package no.fribyte.lbprov.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * The lab's own copies of images: an image cache is rebuilt, and written over in place, while disks lie over what they were
 * made of. So no hard link, which would share such a write; where the file system can, the copy shares blocks.
 */
record ImageCopies(Place place, Locks locks) {
    /** The copy of an image as it is now. */
    Path kept(Path image) {
        return locks.alone("images", () -> {
            Path kept = place.images().resolve(Place.hash(identity(image)) + ".img");
            if (!Files.exists(kept)) {
                Path fresh = kept.resolveSibling(kept.getFileName() + ".new");
                Program.must(List.of("cp", "--reflink=auto", "--sparse=always", image.toString(), fresh.toString()));
                DiskImages.move(fresh, kept);
            }
            return kept;
        });
    }

    private static String identity(Path image) {
        try {
            BasicFileAttributes of = Files.readAttributes(image, BasicFileAttributes.class);
            return "%s %s %d %s".formatted(image.toRealPath(), of.fileKey(), of.size(), of.lastModifiedTime());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the image " + image, e);
        }
    }
}
