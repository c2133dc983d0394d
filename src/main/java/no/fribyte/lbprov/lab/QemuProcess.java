package no.fribyte.lbprov.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The process of a machine, known by its pidfile alone: whoever started it may be gone. A number in a pidfile may be another
 * process's by now, so only one that was started with this very pidfile counts.
 *
 * @param processes {@code /proc}
 */
record QemuProcess(Path pidfile, Path processes) {
    private static final Duration DEATH = Duration.ofSeconds(10);

    QemuProcess(Path pidfile) {
        this(pidfile, Path.of("/proc"));
    }

    Optional<Long> pid() {
        return Place.read(pidfile)
                .map(String::strip)
                .filter(text -> text.matches("[1-9]\\d{0,9}"))
                .map(Long::valueOf)
                .filter(this::isOurs);
    }

    /** A process that ended and was not yet waited for has no command line. */
    private boolean isOurs(long pid) {
        try {
            byte[] line =
                    Files.readAllBytes(processes.resolve(Long.toString(pid)).resolve("cmdline"));
            List<String> words = Arrays.asList(new String(line, ISO_8859_1).split("\0", -1));
            String wanted = new String(pidfile.toString().getBytes(UTF_8), ISO_8859_1);
            int option = words.indexOf("-pidfile");
            return words.get(0).contains("qemu-system")
                    && option > 0
                    && option + 1 < words.size()
                    && words.get(option + 1).equals(wanted);
        } catch (IOException gone) {
            return false;
        }
    }

    /** Kills it, and waits until it is gone. */
    void kill() {
        pid().flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
        if (!ends(DEATH)) {
            throw new IllegalStateException("the process of " + pidfile + " does not die");
        }
        Place.delete(pidfile);
    }

    /** Whether it ends by itself in that time. */
    boolean ends(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (pid().isPresent()) {
            if (System.nanoTime() > end) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a machine ends", e);
        }
    }

    void stop() {
        signal("STOP");
    }

    void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        pid().ifPresent(pid -> Program.must(List.of("sh", "-c", "kill -s \"$0\" \"$1\"", name, pid.toString())));
    }
}
