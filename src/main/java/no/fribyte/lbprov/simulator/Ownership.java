package no.fribyte.lbprov.simulator;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.simulator.world.PrivateFiles;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * One process at a time owns a world: it holds a lock that ends with it, however it ends. The others read from
 * {@code server.json} where to find it.
 */
final class Ownership implements AutoCloseable {
    private static final String SERVER = "server.json";

    private final Path directory;
    private final FileChannel channel;

    private Ownership(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** How to reach the process that owns a world. */
    record Server(long pid, Map<String, URI> endpoints, String caPem, String tokenId, String tokenSecret)
            implements SimulatorAccess {
        @Override
        public void close() {
            // It belongs to another process.
        }
    }

    /** Takes the world; empty when another owner has it. */
    static Optional<Ownership> take(Path directory) {
        try {
            PrivateFiles.directory(directory);
            FileChannel channel = FileChannel.open(
                    directory.resolve("owner.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            Files.deleteIfExists(directory.resolve(SERVER));
            return Optional.of(new Ownership(directory, channel));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock the simulated world in " + directory, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    /** Tells the others where the simulator is. */
    void announce(Server server) {
        Path file = directory.resolve(SERVER);
        Path next = directory.resolve(SERVER + ".new");
        try {
            PrivateFiles.write(next, JsonMapper.builder().build().writeValueAsBytes(server));
            Files.move(next, file, ATOMIC_MOVE, REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** The owner's announcement; one of a dead process does not count. */
    static Optional<Server> find(Path directory) {
        Path file = directory.resolve(SERVER);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Server server = JsonMapper.builder().build().readValue(file.toFile(), Server.class);
            return Optional.of(server)
                    .filter(found -> ProcessHandle.of(found.pid())
                            .filter(ProcessHandle::isAlive)
                            .isPresent());
        } catch (JacksonException halfGone) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(directory.resolve(SERVER));
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release the simulated world in " + directory, e);
        }
    }
}
