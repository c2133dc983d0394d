package no.fribyte.lbprov.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The use of another process's simulator. Visitors share a lock, and the owner stays until it can have that lock alone: if
 * it left with its own work done, the calls of the others would go nowhere.
 */
final class Visit implements SimulatorAccess {
    private final Ownership.Server server;
    private final FileChannel channel;

    private Visit(Ownership.Server server, FileChannel channel) {
        this.server = server;
        this.channel = channel;
    }

    /** Empty when nobody serves the world, or its owner is about to leave. */
    static Optional<SimulatorAccess> to(Path directory) {
        Optional<Ownership.Server> server = Ownership.find(directory);
        if (server.isEmpty()) {
            return Optional.empty();
        }
        FileChannel channel = open(directory);
        // asked again: it may have left before we had the lock
        if (lock(channel, true) && Ownership.find(directory).equals(server)) {
            return Optional.of(new Visit(server.get(), channel));
        }
        close(channel);
        return Optional.empty();
    }

    static boolean anyTo(Path directory) {
        FileChannel channel = open(directory);
        try {
            return !lock(channel, false);
        } finally {
            close(channel);
        }
    }

    /** Waits until nobody visits, and lets nobody in until what it gives is closed; an interruption ends the waiting. */
    static FileChannel awaitNone(Path directory) {
        FileChannel channel = open(directory);
        try {
            channel.lock();
        } catch (OverlappingFileLockException | FileLockInterruptionException | ClosedByInterruptException e) {
            // a visitor in this very process must not block it; and who is told to stop, stops
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock the simulated world in " + directory, e);
        }
        return channel;
    }

    private static FileChannel open(Path directory) {
        try {
            return FileChannel.open(
                    directory.resolve("visitors.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock the simulated world in " + directory, e);
        }
    }

    private static boolean lock(FileChannel channel, boolean shared) {
        try {
            @Nullable FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
            return lock != null;
        } catch (OverlappingFileLockException visitorInThisProcess) {
            return shared;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, URI> endpoints() {
        return server.endpoints();
    }

    @Override
    public String caPem() {
        return server.caPem();
    }

    @Override
    public String tokenId() {
        return server.tokenId();
    }

    @Override
    public String tokenSecret() {
        return server.tokenSecret();
    }

    @Override
    public void close() {
        close(channel);
    }
}
