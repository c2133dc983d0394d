package no.fribyte.lbprov.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the files of {@code cloudinit/} are read from: lbprov's own jar, or a folder that the user names. */
public sealed interface TemplateSource {
    /** The text of a file, or nothing when there is none of that name. */
    Optional<String> read(String name);

    /** How a file of this source is called in a problem. */
    String describe(String name);

    /** The templates that lbprov was built with. */
    static TemplateSource bundled() {
        return new Bundled();
    }

    static TemplateSource folder(Path folder) {
        return new Folder(folder);
    }

    /** The jar. */
    record Bundled() implements TemplateSource {
        @Override
        public Optional<String> read(String name) {
            try (InputStream in = TemplateSource.class.getResourceAsStream("/cloudinit/" + name)) {
                return in == null
                        ? Optional.empty()
                        : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String describe(String name) {
            return "cloudinit/" + name;
        }
    }

    /** A folder on disk; it replaces the bundled files as a whole. */
    record Folder(Path folder) implements TemplateSource {
        @Override
        public Optional<String> read(String name) {
            Path file = folder.resolve(name);
            try {
                return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String describe(String name) {
            return folder.resolve(name).toString();
        }
    }
}
