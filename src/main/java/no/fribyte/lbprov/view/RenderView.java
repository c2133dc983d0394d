package no.fribyte.lbprov.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Shows generated files, or writes them into a folder. */
public final class RenderView {
    /** A generated file; {@code mode} in octal. */
    public record File(String path, String mode, String text) {}

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Terminal terminal;

    public RenderView(Terminal terminal) {
        this.terminal = terminal;
    }

    public void show(String member, List<File> files) {
        for (File file : files) {
            terminal.out()
                    .println(terminal.outStyle()
                            .bold("==> %s: %s (%s) <==".formatted(member, file.path(), file.mode())));
            terminal.out().println(file.text().stripTrailing());
            terminal.out().println();
        }
    }

    public void json(String member, String hash, List<File> files) {
        ObjectNode document = JsonMapper.shared().createObjectNode();
        document.put("format", 1).put("command", "render").put("member", member).put("hash", hash);
        ObjectNode contents = document.putObject("files");
        files.forEach(
                file -> contents.putObject(file.path()).put("mode", file.mode()).put("text", file.text()));
        terminal.out().println(document);
    }

    /** Below the folder, the guest's paths as they are; readable by the owner alone, for they may hold secrets. */
    public void write(Path folder, List<File> files) {
        try {
            for (File file : files) {
                Path target =
                        folder.resolve(file.path().startsWith("/") ? file.path().substring(1) : file.path());
                Files.createDirectories(target.toAbsolutePath().getParent());
                Files.deleteIfExists(target);
                Files.createFile(target, java.nio.file.attribute.PosixFilePermissions.asFileAttribute(OWNER_ONLY));
                Files.writeString(target, file.text());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        terminal.err().println("%d files in %s".formatted(files.size(), folder));
    }
}
