package no.fribyte.lbprov.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import no.fribyte.lbprov.simulator.guest.GuestException;

/** A program of the host, run to its end within a time limit. */
final class Program {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Program() {}

    /** How it ended. */
    record Ending(int status, String out, String err) {}

    /** Runs it; an ending other than 0 is a {@link GuestException} in its own words. */
    static String must(List<String> command) {
        return must(command, "");
    }

    static String must(List<String> command, String input) {
        Ending ending = run(command, input, PATIENCE);
        if (ending.status() != 0) {
            throw GuestException.byNode("%s failed: exit code %d: %s"
                    .formatted(command.get(0), ending.status(), ending.err().strip()));
        }
        return ending.out();
    }

    /** Runs it; one that takes longer is killed, and a {@link GuestException}. */
    static Ending run(List<String> command, String input, Duration limit) {
        List<Path> files = new ArrayList<>();
        try {
            // files and no pipes: a daemon that a program leaves behind may hold a pipe open for days
            Path in = temporary(files);
            Path out = temporary(files);
            Path err = temporary(files);
            Files.writeString(in, input);
            Process process = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!ended(process, limit)) {
                throw GuestException.byNode("%s did not end in %d s".formatted(command.get(0), limit.toSeconds()));
            }
            return new Ending(process.exitValue(), text(out), text(err));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.get(0), e);
        } finally {
            files.forEach(Program::delete);
        }
    }

    private static boolean ended(Process process, Duration limit) {
        boolean ended = false;
        try {
            ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!ended) {
                process.destroyForcibly();
            }
        }
        return ended;
    }

    private static Path temporary(List<Path> files) throws IOException {
        Path file = Files.createTempFile("lbprov-lab", "");
        files.add(file);
        return file;
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), UTF_8);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
