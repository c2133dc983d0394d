package no.fribyte.lbprov.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Starts what {@code make build} leaves as a person would, in homes of its own; in the end no process is left. */
final class Lbprov implements AutoCloseable {
    static final Path CHECKOUT = Path.of("").toAbsolutePath();
    static final Path LAUNCHER = CHECKOUT.resolve("target/lbprov");

    /** Shared by all tests: without the class archive each start takes twice the processor time. */
    private static final Path CACHE = CHECKOUT.resolve("target/process-cache");

    private static final long PATIENCE_SECONDS = 90;

    private final Path home;
    private final List<Run> runs = new ArrayList<>();

    private Lbprov(Path home) {
        this.home = home;
    }

    static Lbprov in(Path home) throws IOException, InterruptedException {
        assertThat(LAUNCHER).as("built by the package phase").isExecutable();
        prepareClassArchive();
        return new Lbprov(home);
    }

    Path state() {
        return home.resolve("state/lbprov");
    }

    WorldOnDisk world() {
        return new WorldOnDisk(state().resolve("simulator/world"));
    }

    /** The launcher with these arguments, in the checkout. */
    Run start(String... arguments) throws IOException {
        return start(CHECKOUT, Map.of(), command(LAUNCHER, arguments));
    }

    Answer run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).end();
    }

    Answer runIn(Path directory, Path launcher, String... arguments) throws IOException, InterruptedException {
        return start(directory, Map.of(), command(launcher, arguments)).end();
    }

    /** On a pseudo terminal. */
    Run startOnTerminal(String arguments) throws IOException {
        String line = "exec '%s' %s".formatted(LAUNCHER, arguments);
        return start(CHECKOUT, Map.of("TERM", "xterm-256color"), List.of("script", "-qec", line, "/dev/null"));
    }

    Run start(Path directory, Map<String, String> environment, List<String> command) throws IOException {
        // a JVM in the background of a script ignores Ctrl-C, and its children inherit that
        List<String> whole = new ArrayList<>(List.of("env", "--default-signal=INT"));
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole).directory(directory.toFile());
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("LBPROV_") || name.equals("NO_COLOR"));
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.put("XDG_STATE_HOME", home.resolve("state").toString());
        variables.put("XDG_CONFIG_HOME", home.resolve("config").toString());
        variables.put("XDG_CACHE_HOME", CACHE.toString());
        variables.put("LBPROV_SIMULATOR_SPEED", "20");
        variables.putAll(environment);
        Run run = new Run(builder.start());
        runs.add(run);
        return run;
    }

    static List<String> command(Path launcher, String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Looks again and again; a test is not to sleep longer than the thing takes. */
    static void await(String what, BooleanSupplier done) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still waiting for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    private static void prepareClassArchive() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(CACHE.resolve("lbprov"));
        try (Stream<Path> files = Files.list(folder)) {
            if (files.anyMatch(file -> file.toString().endsWith(".jsa") && isNewerThanJar(file))) {
                return;
            }
        }
        ProcessBuilder builder = new ProcessBuilder(LAUNCHER.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_CACHE_HOME", CACHE.toString());
        builder.environment().put("LBPROV_CLASS_ARCHIVE", "train");
        assertThat(builder.start().waitFor()).isZero();
    }

    private static boolean isNewerThanJar(Path archive) {
        try (Stream<Path> files = Files.list(LAUNCHER.getParent())) {
            return files.filter(file -> file.toString().endsWith("-all.jar"))
                    .allMatch(jar ->
                            archive.toFile().lastModified() > jar.toFile().lastModified());
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        runs.forEach(Run::close);
    }
}
