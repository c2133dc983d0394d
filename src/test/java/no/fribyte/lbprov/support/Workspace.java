package no.fribyte.lbprov.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A copy of what lies in the clone, for tests to change. */
public final class Workspace {
    private static final Path CLONE = Path.of("").toAbsolutePath();

    private final Path root;

    Workspace(Path root) {
        this.root = root;
        copy("profiles");
        copy("inventory");
    }

    public Path root() {
        return root;
    }

    /** Such as {@code profiles/demo.yaml}. */
    public Path file(String name) {
        return root.resolve(name);
    }

    public String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void write(String name, String text) {
        try {
            Files.createDirectories(file(name).getParent());
            Files.writeString(file(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void delete(String name) {
        try {
            Files.delete(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a part that must be there. */
    public void edit(String name, String part, String replacement) {
        assertThat(text(name)).contains(part);
        write(name, text(name).replace(part, replacement));
    }

    /** A copy of {@code cloudinit/}, for {@code --templates}. */
    public Path templates() {
        if (!Files.exists(file("cloudinit"))) {
            copy("cloudinit");
        }
        return file("cloudinit");
    }

    private void copy(String folder) {
        try (Stream<Path> files = Files.list(CLONE.resolve(folder))) {
            Files.createDirectories(root.resolve(folder));
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, root.resolve(folder).resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
