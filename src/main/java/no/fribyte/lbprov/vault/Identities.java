package no.fribyte.lbprov.vault;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.problem.DiskWords;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;

/** Keeps the user's age identity in {@code identity.txt}, in age's own form, so that {@code age -i} takes it too. */
public final class Identities {
    private final Path file;
    private final InstantSource clock;

    /**
     * @param folder lbprov's configuration, {@code $XDG_CONFIG_HOME/lbprov}
     * @param clock dates a new identity
     */
    public Identities(Path folder, InstantSource clock) {
        this.file = requireNonNull(folder, "folder").resolve("identity.txt");
        this.clock = requireNonNull(clock, "clock");
    }

    /** The file, for messages. */
    public Path file() {
        return file;
    }

    public Optional<AgeIdentity> load() {
        try {
            return Optional.of(parse(Files.readAllLines(file, StandardCharsets.UTF_8)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw problem("cannot read your age identity " + file, DiskWords.of(e), "look at the file and its rights");
        }
    }

    /** The identity, which has to be there. */
    public AgeIdentity require() {
        return load().orElseThrow(() -> problem(
                "you have no age identity",
                file + " does not exist",
                "copy the identity that the vault is encrypted to into that file; for a new pair, "
                        + "`lbprov secrets init PROFILE` makes one"));
    }

    public AgeIdentity loadOrCreate() {
        Optional<AgeIdentity> known = load();
        if (known.isPresent()) {
            return known.get();
        }
        AgeIdentity identity = AgeIdentity.generate();
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            PrivateFile.create(file, text(identity).getBytes(StandardCharsets.UTF_8));
            return identity;
        } catch (FileAlreadyExistsException e) {
            // another lbprov made one at the same moment: that one it is
            return require();
        } catch (IOException e) {
            throw problem(
                    "cannot write your age identity " + file, DiskWords.of(e), "look at the rights of the folder");
        }
    }

    private String text(AgeIdentity identity) {
        return """
                # created: %s
                # public key: %s
                %s
                """.formatted(
                        clock.instant(), identity.recipient(), identity.secret().reveal());
    }

    private AgeIdentity parse(List<String> lines) {
        try {
            return AgeIdentity.of(lines.stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(Secret::new)
                    .toList());
        } catch (IllegalArgumentException e) {
            throw problem(
                    "%s is no age identity that lbprov can use".formatted(file),
                    "it holds something else than lines of AGE-SECRET-KEY-1...; "
                            + "identities with a passphrase, SSH keys and plugins are not supported",
                    "move it away if you do not need it, or see `age-keygen`");
        }
    }

    private static LbprovException problem(String summary, String why, String hint) {
        return new LbprovException(
                ExitStatus.INVALID_INPUT, Problem.error(summary).because(why).hint(hint));
    }
}
