package no.fribyte.lbprov.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes files that only their owner may read, whole or not at all, also when the power fails. */
final class PrivateFile {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private PrivateFile() {}

    /** Makes the file. */
    static void create(Path file, byte[] content) throws FileAlreadyExistsException, IOException {
        Path complete = written(file, content);
        try {
            // unlike a rename, a second name is refused when somebody else was faster
            Files.createLink(file, complete);
        } finally {
            Files.delete(complete);
        }
        syncFolderOf(file);
    }

    /** Puts the content in the place of what the file held. */
    static void replace(Path file, byte[] content) throws IOException {
        Path complete = written(file, content);
        Files.move(complete, file, StandardCopyOption.ATOMIC_MOVE);
        syncFolderOf(file);
    }

    private static Path written(Path file, byte[] content) throws IOException {
        Path temporary = Files.createTempFile(folderOf(file), "." + file.getFileName(), ".new", OWNER_ONLY);
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        return temporary;
    }

    private static void syncFolderOf(Path file) throws IOException {
        try (FileChannel folder = FileChannel.open(folderOf(file), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static Path folderOf(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file : folder;
    }
}
