package no.fribyte.lbprov.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import no.fribyte.lbprov.problem.DiskWords;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import tools.jackson.databind.node.ObjectNode;

/** Shows generated files, or writes them into a folder. */
public final class RenderView {
    /** A generated file; {@code mode} in octal. */
    public record File(String path, String mode, String text) {}

    /** A member's files and the hash of its generation. */
    public record Member(String name, String hash, List<File> files) {}

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

    public void json(JsonView document, List<Member> members) {
        ObjectNode all = document.object("members");
        for (Member member : members) {
            ObjectNode contents =
                    all.putObject(member.name()).put("hash", member.hash()).putObject("files");
            for (File file : member.files()) {
                contents.putObject(file.path()).put("mode", file.mode()).put("text", file.text());
            }
        }
        document.print(terminal);
    }

    /** Below the folder, the guest's paths as they are; readable by the owner alone, for they may hold secrets. */
    public void write(Path folder, List<File> files) {
        try {
            for (File file : files) {
                Path target =
                        folder.resolve(file.path().startsWith("/") ? file.path().substring(1) : file.path());
                Files.createDirectories(target.toAbsolutePath().getParent());
                Files.deleteIfExists(target);
                Files.createFile(target, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
                Files.writeString(target, file.text());
            }
        } catch (IOException e) {
            throw new LbprovException(
                    ExitStatus.USAGE,
                    Problem.error("cannot write the files into " + folder)
                            .because(DiskWords.of(e))
                            .hint("--out with a folder that you may write to"));
        }
        terminal.err().println("%s in %s".formatted(Count.of(files.size(), "file"), folder));
    }
}
