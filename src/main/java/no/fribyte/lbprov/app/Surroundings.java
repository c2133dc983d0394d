package no.fribyte.lbprov.app;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where lbprov runs: everything it would otherwise read from the process by itself.
 *
 * @param workingDirectory absolute
 * @param user the operator's login
 * @param host this machine's name
 * @param pid this process
 * @param command what the user typed to start lbprov, for hints
 */
public record Surroundings(
        Map<String, String> environment,
        Path home,
        Path workingDirectory,
        String user,
        String host,
        long pid,
        String command) {
    public Surroundings {
        environment = Map.copyOf(environment);
        requireNonNull(home, "home");
        requireNonNull(workingDirectory, "workingDirectory");
        requireNonNull(user, "user");
        requireNonNull(host, "host");
        requireNonNull(command, "command");
    }

    public static Surroundings ofThisProcess() {
        return new Surroundings(
                System.getenv(),
                homeOfUser(),
                Path.of("").toAbsolutePath(),
                word(System.getProperty("user.name", "unknown")),
                word(hostName()),
                ProcessHandle.current().pid(),
                System.getProperty("lbprov.command", "lbprov"));
    }

    /** As the launcher and every other program: Java's own notion is that of the user database. */
    private static Path homeOfUser() {
        return Optional.ofNullable(System.getenv("HOME"))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(System.getProperty("user.home", "/")));
    }

    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** Journal, the simulator's world, locks: what may be lost without harm. */
    public Path stateDirectory() {
        return xdg("XDG_STATE_HOME", ".local/state");
    }

    /** The age identity. */
    public Path configDirectory() {
        return xdg("XDG_CONFIG_HOME", ".config");
    }

    /** What can be made again: the lab's images. */
    Path cacheDirectory() {
        return xdg("XDG_CACHE_HOME", ".cache");
    }

    private Path xdg(String name, String fallback) {
        // relative paths in these variables are to be ignored, says the XDG base directory specification
        return variable(name)
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(home.resolve(fallback))
                .resolve("lbprov");
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** Names go into one-line markers: no blanks, no oddities. */
    private static String word(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "_");
    }
}
