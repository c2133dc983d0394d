package no.fribyte.lbprov.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import no.fribyte.lbprov.model.Lease;
import no.fribyte.lbprov.model.PairName;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/** Keeps two runs on this machine off the same pair; the kernel gives it up when the process ends, however it ends. */
final class PairLock implements AutoCloseable {
    private final FileChannel channel;

    private PairLock(FileChannel channel) {
        this.channel = channel;
    }

    static PairLock take(Path directory, PairName pair, Lease lease) {
        return take(directory, pair.value(), "the pair " + pair, lease);
    }

    /** The same of templates; no pair has a name like this. */
    static PairLock takeTemplates(Path directory, String place, Lease lease) {
        return take(directory, "templates@" + place, "the templates of " + place, lease);
    }

    private static PairLock take(Path directory, String name, String what, Lease lease) {
        Path file = directory.resolve(name + ".lock");
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw taken(what, Files.readString(file));
            }
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode("%s@%s is at it since %s, until it ends (process %d, run %s)"
                    .formatted(lease.user(), lease.host(), lease.since(), lease.pid(), lease.run())));
            return new PairLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + file, e);
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException sameProcess) {
            return false;
        }
    }

    private static LbprovException taken(String what, String who) {
        return new LbprovException(
                ExitStatus.SOMEONE_ELSE,
                Problem.error("someone else is working on " + what)
                        // whoever has just taken it may not have signed yet
                        .because("on this machine: " + (who.isBlank() ? "a run that has just begun" : who))
                        .hint("wait for that run to end"));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
