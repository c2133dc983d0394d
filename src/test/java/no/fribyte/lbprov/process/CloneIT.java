package no.fribyte.lbprov.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where {@code create demo} writes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CloneIT {
    /** The first is what Maven writes while we test, the second is git's own. */
    private static final Set<String> OTHERS = Set.of("target", ".git");

    @TempDir
    Path home;

    @Test
    void a_demo_writes_below_its_homes_and_nothing_into_the_clone() throws Exception {
        Path scratch = Files.createDirectory(home.resolve("tmp"));
        Path user = Files.createDirectory(home.resolve("user"));
        Map<String, String> environment = Map.of(
                "HOME",
                user.toString(),
                "TMPDIR",
                scratch.toString(),
                "LBPROV_CLASS_ARCHIVE",
                "off",
                "LBPROV_JAVA_OPTS",
                "-Djava.io.tmpdir=%s -Duser.home=%s".formatted(scratch, user));
        Map<String, String> before = everyFile();
        try (Lbprov lbprov = Lbprov.in(home)) {
            Answer answer = lbprov.start(
                            Lbprov.CHECKOUT, environment, Lbprov.command(Lbprov.LAUNCHER, "create", "demo"))
                    .end();

            assertThat(answer.status()).as(answer.err()).isZero();
        }
        assertThat(before).containsKey("profiles/demo.yaml");
        assertThat(everyFile()).isEqualTo(before);
        assertThat(scratch).isEmptyDirectory();
        assertThat(user).isEmptyDirectory();
        assertThat(home)
                .isDirectoryNotContaining(path -> !Set.of("state", "config", "tmp", "user")
                        .contains(path.getFileName().toString()));
    }

    /** Each file with its size and time. */
    private static Map<String, String> everyFile() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> top = Files.list(Lbprov.CHECKOUT)) {
            for (Path entry : top.filter(
                            path -> !OTHERS.contains(path.getFileName().toString()))
                    .toList()) {
                try (Stream<Path> all = Files.walk(entry)) {
                    all.forEach(
                            file -> files.put(Lbprov.CHECKOUT.relativize(file).toString(), stamp(file)));
                }
            }
        }
        return files;
    }

    private static String stamp(Path file) {
        try {
            return Files.isDirectory(file) ? "folder" : Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
