package no.fribyte.lbprov;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, with a jar beside it that says how it was started. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LauncherIT {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;

    private Path launcher;

    /** What stands in for lbprov in the jar: prints its arguments, and exits with the number in the last. */
    static final class Echo {
        private Echo() {}

        public static void main(String[] arguments) {
            List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments();
            System.out.println(String.join("|", arguments) + " " + String.join(" ", options));
            System.exit(arguments[arguments.length - 1].equals("7") ? 7 : 0);
        }
    }

    private record Answer(int status, String out, String err) {}

    @BeforeEach
    void a_launcher_and_its_jar_in_a_folder_with_a_space() throws IOException {
        Path target = Files.createDirectory(folder.resolve("the target"));
        launcher = Files.copy(Path.of("src/launcher/lbprov"), target.resolve("lbprov"));
        writeJar(target.resolve("lbprov-0.0.1-all.jar"));
    }

    @Test
    void arguments_and_the_exit_status_go_through_a_symlink_unchanged() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("lb"), launcher);

        Answer answer = run(Map.of("LBPROV_JAVA_OPTS", "-Decho=*"), link, "a b", "*", "", "7");

        assertThat(answer.out()).startsWith("a b|*||7 ").endsWith(" -Decho=*\n");
        assertThat(answer.status()).isEqualTo(7);
        assertThat(answer.err()).isEmpty();
    }

    @Test
    void hints_name_it_as_it_was_called() throws Exception {
        Map<String, String> onPath = Map.of("PATH", launcher.getParent() + ":" + System.getenv("PATH"));

        assertThat(run(Map.of(), launcher, "x").out()).contains("-Dlbprov.command=" + launcher + " ");
        assertThat(run(onPath, launcher, "x").out()).contains("-Dlbprov.command=lbprov ");
    }

    @Test
    void the_installed_layout_works_as_well() throws Exception {
        Files.createDirectories(folder.resolve("usr/lib/lbprov"));
        Files.createDirectory(folder.resolve("usr/bin"));
        writeJar(folder.resolve("usr/lib/lbprov/lbprov.jar"));
        Path installed = Files.copy(launcher, folder.resolve("usr/bin/lbprov"));

        assertThat(run(Map.of(), installed, "hello").out()).startsWith("hello ");
    }

    @Test
    void the_first_run_has_a_class_archive_made_for_the_next() throws Exception {
        Map<String, String> archiving = Map.of("LBPROV_CLASS_ARCHIVE", "on");

        assertThat(run(archiving, launcher, "first").out()).startsWith("first ").doesNotContain("SharedArchiveFile");
        Path archive = awaitArchive();

        assertThat(archive.getFileName().toString()).matches("classes-\\d+-\\d+\\.jsa");
        assertThat(archive).isNotEmptyFile();
        assertThat(run(archiving, launcher, "second").out())
                .startsWith("second ")
                .contains("-XX:SharedArchiveFile=" + archive);
    }

    @Test
    void a_cache_that_cannot_be_made_is_no_hindrance() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        Answer answer = run(Map.of("LBPROV_CLASS_ARCHIVE", "on", "XDG_CACHE_HOME", file.toString()), launcher, "hello");

        assertThat(answer.out()).startsWith("hello ");
        assertThat(answer.err()).isEmpty();
    }

    @Test
    void without_a_jar_it_names_the_command_that_builds_one() throws Exception {
        Files.delete(folder.resolve("the target/lbprov-0.0.1-all.jar"));

        Answer answer = run(Map.of(), launcher);

        assertThat(answer.status()).isEqualTo(127);
        assertThat(answer.err()).contains("lbprov is not built").contains("try: make build");
    }

    @Test
    void an_old_java_is_refused_with_its_version() throws Exception {
        Path old = Files.createDirectories(folder.resolve("old/bin")).resolve("java");
        Files.writeString(old, "#!/bin/sh\nexit 1\n");
        assertThat(old.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"11.0.2\"\n");

        Answer answer = run(Map.of("JAVA_HOME", folder.resolve("old").toString()), launcher, "hello");

        assertThat(answer.status()).isEqualTo(127);
        assertThat(answer.err())
                .contains("is Java 11, lbprov needs 17 or newer")
                .contains("try: ");
    }

    private Path awaitArchive() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            Path cache = folder.resolve("cache/lbprov");
            if (Files.isDirectory(cache)) {
                try (Stream<Path> files = Files.list(cache)) {
                    List<Path> archives = files.filter(file -> file.toString().endsWith(".jsa"))
                            .toList();
                    if (!archives.isEmpty()) {
                        assertThat(archives).hasSize(1);
                        return archives.get(0);
                    }
                }
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        throw new AssertionError("no class archive after " + PATIENCE_SECONDS + " s");
    }

    private Answer run(Map<String, String> environment, Path program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        builder.environment().put("LBPROV_CLASS_ARCHIVE", "off");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new Answer(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static void writeJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
        String entry = Echo.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream compiled = Echo.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            out.write(requireNonNull(compiled).readAllBytes());
        }
    }
}
