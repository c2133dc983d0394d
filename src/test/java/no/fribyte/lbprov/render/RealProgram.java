package no.fribyte.lbprov.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A program of the host, or of the directory of unpacked packages, that judges what we wrote. */
public record RealProgram(Path path, Map<String, String> environment) {
    private static final List<String> FOLDERS = List.of("usr/sbin", "usr/bin", "usr/libexec/netplan", "lib/netplan");
    private static final long PATIENCE_SECONDS = 60;

    /** What a program said. */
    public record Answer(int status, String text) {}

    /** The program, or a skipped test and a loud line: a judge that stayed away has not agreed. */
    public static RealProgram named(String name) {
        Optional<Path> found = Stream.concat(unpacked(name), installed(name))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            System.err.printf("SKIPPED: the program %s is not installed, so it judged nothing%n", name);
        }
        Assumptions.assumeTrue(found.isPresent(), name + " is not installed");
        return new RealProgram(found.orElseThrow(), Map.of());
    }

    public static Path tools() {
        String given = System.getProperty("lbprov.tools", System.getenv().getOrDefault("LBPROV_TOOLS", ""));
        if (!given.isBlank()) {
            return Path.of(given);
        }
        String home = System.getProperty("user.home");
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", home + "/.cache");
        return Path.of(cache, "lbprov", "tools");
    }

    /** The distribution's Python, which has the modules that unpacked programs of the distribution need. */
    static RealProgram systemPython() {
        Path system = Path.of("/usr/bin/python3");
        RealProgram python = Files.isExecutable(system) ? new RealProgram(system, Map.of()) : named("python3");
        return python.with(
                        "PYTHONPATH",
                        tools().resolve("usr/lib/python3/dist-packages").toString())
                .with("PYTHONDONTWRITEBYTECODE", "1");
    }

    RealProgram with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new RealProgram(path, Map.copyOf(more));
    }

    public Answer run(Object... arguments) {
        return feed("", arguments);
    }

    Answer feed(String input, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        try {
            Path heard = Files.createTempFile("lbprov-program", ".out");
            Path told = Files.createTempFile("lbprov-program", ".in");
            try {
                Files.writeString(told, input);
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(heard.toFile())
                        .redirectInput(told.toFile());
                builder.environment().putAll(environment);
                Process process = builder.start();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(command + " did not end in " + PATIENCE_SECONDS + " s");
                }
                return new Answer(
                        process.exitValue(), new String(Files.readAllBytes(heard), StandardCharsets.ISO_8859_1));
            } finally {
                Files.delete(heard);
                Files.delete(told);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Stream<Path> unpacked(String name) {
        return FOLDERS.stream().map(folder -> tools().resolve(folder).resolve(name));
    }

    private static Stream<Path> installed(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"), new String[] {"/usr/sbin", "/sbin"})
                .flatMap(Stream::of)
                .map(folder -> Path.of(folder).resolve(name));
    }
}
