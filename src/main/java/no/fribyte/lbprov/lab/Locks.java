package no.fribyte.lbprov.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One at a time, among threads and among processes: a monitor and an agent serve one connection. */
final class Locks {
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final long PAUSE_MILLIS = 5;

    private final Place place;
    private final ConcurrentMap<String, Semaphore> threads = new ConcurrentHashMap<>();

    Locks(Place place) {
        this.place = place;
    }

    /** Does something alone. */
    void holding(String name, Runnable work) {
        boolean done = alone(name, () -> {
            work.run();
            return true;
        });
        if (!done) {
            throw stuck(name);
        }
    }

    /** Does something alone. */
    <T> T alone(String name, Supplier<T> work) {
        return tryHolding(name, PATIENCE, work).orElseThrow(() -> stuck(name));
    }

    private IllegalStateException stuck(String name) {
        return new IllegalStateException(
                "another process keeps " + place.lock(name) + " locked for " + PATIENCE.toSeconds() + " s");
    }

    /** Does something alone; nothing if it did not come to its turn in time. */
    <T> Optional<T> tryHolding(String name, Duration patience, Supplier<T> work) {
        long end = System.nanoTime() + patience.toNanos();
        Semaphore thread = threads.computeIfAbsent(name, key -> new Semaphore(1, true));
        try {
            if (!thread.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try (FileChannel file =
                FileChannel.open(place.lock(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            return isLocked(file, end) ? Optional.of(work.get()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + place.lock(name), e);
        } finally {
            thread.release();
        }
    }

    /** The lock goes with the channel. */
    private static boolean isLocked(FileChannel file, long end) throws IOException {
        try {
            while (!isTaken(file)) {
                if (System.nanoTime() > end) {
                    return false;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isTaken(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException another) {
            // another lab object of this process has it
            return false;
        }
    }
}
