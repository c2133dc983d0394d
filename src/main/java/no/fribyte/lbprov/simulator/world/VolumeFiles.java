package no.fribyte.lbprov.simulator.world;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The bytes of uploaded files, and of downloads where they are real; of disks the world only knows their size. */
public final class VolumeFiles {
    private final Path root;

    public VolumeFiles(Path root) {
        this.root = root;
    }

    /** Where a node receives an upload, before a task copies it to its storage. */
    public Path incoming(String name) {
        return ready(root.resolve("incoming").resolve("pveupload-" + name));
    }

    /** The file of a volume, if it has one. */
    public Optional<Path> find(Volume volume) {
        Path file = path(volume);
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    /** Puts a received file in its place; harmless when that was done before a crash. */
    void accept(Path incoming, Volume volume) {
        try {
            if (Files.exists(incoming)) {
                Files.move(incoming, ready(path(volume)), REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot store " + volume.volid(), e);
        }
    }

    /** Makes a file that lies elsewhere that of a volume, without copying it. */
    void refer(Path real, Volume volume) {
        delete(volume);
        try {
            Files.createSymbolicLink(ready(path(volume)), real);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot store " + volume.volid(), e);
        }
    }

    void delete(Volume volume) {
        delete(path(volume));
    }

    void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }

    private Path path(Volume volume) {
        String node = volume.node().isEmpty() ? "shared" : "node-" + volume.node();
        return root.resolve(node).resolve(volume.storage()).resolve(volume.name());
    }

    private static Path ready(Path file) {
        try {
            PrivateFiles.folderOf(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder of " + file, e);
        }
    }
}
