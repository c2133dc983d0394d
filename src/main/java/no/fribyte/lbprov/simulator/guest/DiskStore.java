package no.fribyte.lbprov.simulator.guest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** Keeps documents in a directory, each replaced as a whole, so that a killed process leaves the old or the new one. */
final class DiskStore {
    /** A guest's disk holds keys, be they thrown away tomorrow. */
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path directory;
    private final JsonMapper json = JsonMapper.builder().build();

    DiskStore(Path directory) {
        this.directory = requireNonNull(directory, "directory");
    }

    GuestDisk load(String diskId) {
        Path file = fileOf(diskId);
        if (!Files.exists(file)) {
            return GuestDisk.fresh();
        }
        return GuestDisk.of(json.readValue(file, GuestDisk.Document.class));
    }

    void save(String diskId, GuestDisk disk) {
        replace(fileOf(diskId), json.writeValueAsBytes(disk.document()));
    }

    void delete(String diskId) {
        try {
            Files.deleteIfExists(fileOf(diskId));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LanState loadLan() {
        Path file = directory.resolve("lan.json");
        return Files.exists(file) ? json.readValue(file, LanState.class) : LanState.intact();
    }

    void saveLan(LanState state) {
        replace(directory.resolve("lan.json"), json.writeValueAsBytes(state));
    }

    private Path fileOf(String diskId) {
        return directory.resolve("disk-" + URLEncoder.encode(diskId, UTF_8) + ".json");
    }

    private void replace(Path file, byte[] content) {
        try {
            Files.createDirectories(directory);
            Path fresh = directory.resolve(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.write(Files.createFile(fresh, OWNER_ONLY), content);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
