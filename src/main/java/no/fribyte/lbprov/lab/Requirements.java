package no.fribyte.lbprov.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the lab needs of the host and does not find.
 *
 * @param missing programs that are not on the path
 * @param root whether we are root, who alone makes network namespaces
 * @param tunDevice whether a machine's network cards can have an end on the host
 */
public record Requirements(List<String> missing, boolean root, boolean tunDevice) {
    private static final List<String> PROGRAMS = List.of("qemu-system-x86_64", "qemu-img", "ip", "python3", "openssl");

    public Requirements {
        missing = List.copyOf(missing);
    }

    /**
     * Looks at this host.
     *
     * @param environment where its path is told
     */
    public static Requirements look(Map<String, String> environment) {
        List<Path> folders = Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
        return new Requirements(
                PROGRAMS.stream()
                        .filter(program ->
                                folders.stream().noneMatch(folder -> Files.isExecutable(folder.resolve(program))))
                        .toList(),
                isRoot(),
                Files.exists(Path.of("/dev/net/tun")));
    }

    /** Whether machines can be started here. */
    public boolean met() {
        return missing.isEmpty() && root && tunDevice;
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException elsewhere) {
            return false;
        }
    }
}
