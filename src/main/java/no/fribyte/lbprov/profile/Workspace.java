package no.fribyte.lbprov.profile;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/** The folder that holds {@code profiles/} and {@code inventory/}: names of the command line are looked up in it. */
public final class Workspace {
    private static final String ENDING = ".yaml";

    private final Path root;

    private Workspace(Path root) {
        this.root = requireNonNull(root, "root").toAbsolutePath().normalize();
    }

    public static Workspace at(Path folder) {
        return new Workspace(folder);
    }

    /** The nearest folder upwards that holds {@code profiles/}. */
    public static Workspace find(Path start) {
        return search(start)
                .orElseThrow(() -> new LbprovException(
                        ExitStatus.INVALID_INPUT,
                        Problem.error("there is no workspace here")
                                .because("neither " + start + " nor a folder above it holds profiles/")
                                .hint("--workspace DIR, or go to the folder that holds profiles/")));
    }

    /**
     * The workspace that a profile belongs to: a file's own, if it lies in one, for its neighbours and inventories are there;
     * for a name, and for any other file, that of the folder one works in.
     */
    public static Workspace of(String nameOrFile, Path workingDirectory) {
        return Optional.of(nameOrFile)
                .filter(Workspace::isFile)
                .flatMap(file -> search(folderOf(workingDirectory.resolve(file))))
                .orElseGet(() -> find(workingDirectory));
    }

    private static Optional<Workspace> search(Path start) {
        Path folder = start.toAbsolutePath().normalize();
        while (!Files.isDirectory(folder.resolve("profiles"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                return Optional.empty();
            }
            folder = parent;
        }
        return Optional.of(new Workspace(folder));
    }

    /** Whether a word of the command line is a file, and no name: it holds a slash or ends in .yaml. */
    public static boolean isFile(String nameOrFile) {
        return nameOrFile.contains("/") || nameOrFile.endsWith(ENDING) || nameOrFile.endsWith(".yml");
    }

    public Path root() {
        return root;
    }

    /** {@code production} is {@code profiles/production.yaml}; what has a slash or ends in .yaml is a file. */
    public Path profileFile(String nameOrFile) {
        return file("profiles", nameOrFile, Path.of(""));
    }

    /** {@code fribyte} is {@code inventory/fribyte.yaml}; what has a slash or ends in .yaml is a file. */
    public Path inventoryFile(String nameOrFile) {
        return file("inventory", nameOrFile, Path.of(""));
    }

    /** As {@link #profileFile}, but a file is looked for beside the file that names it. */
    Path profileFile(String nameOrFile, Path beside) {
        return file("profiles", nameOrFile, folderOf(beside));
    }

    Path inventoryFile(String nameOrFile, Path beside) {
        return file("inventory", nameOrFile, folderOf(beside));
    }

    /** The profiles of the workspace, sorted by name. */
    public List<Path> profiles() {
        return list("profiles");
    }

    public List<Path> inventories() {
        return list("inventory");
    }

    /** A file as messages name it: from the workspace's folder when it is inside. */
    public String display(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path shown = absolute.startsWith(root) ? root.relativize(absolute) : file;
        return shown.toString().replace('\\', '/');
    }

    /** {@code profiles/production.yaml} is called {@code production}. */
    static String nameOf(Path file) {
        String name =
                Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private Path file(String kind, String nameOrFile, Path base) {
        Path path = isFile(nameOrFile)
                ? base.toAbsolutePath().resolve(nameOrFile)
                : root.resolve(kind).resolve(nameOrFile + ENDING);
        return path.normalize();
    }

    private static Path folderOf(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
    }

    private List<Path> list(String kind) {
        Path folder = root.resolve(kind);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
