package no.fribyte.lbprov.vault;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import no.fribyte.lbprov.problem.DiskWords;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.vault.AgeFile.Unreadable;
import no.fribyte.lbprov.vault.VaultDocument.Misshapen;

/** {@code profiles/NAME.secrets.age}: a pair's vault on disk. */
public final class VaultFile {
    private final Path path;
    private final VaultDocument document = new VaultDocument();

    private VaultFile(Path path) {
        this.path = requireNonNull(path, "path");
    }

    public static VaultFile at(Path path) {
        return new VaultFile(path);
    }

    /** The vault of a profile lies beside it: {@code NAME.yaml} has {@code NAME.secrets.age}. */
    public static VaultFile beside(Path profile) {
        String name = profile.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return new VaultFile(profile.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".secrets.age"));
    }

    public Path path() {
        return path;
    }

    public boolean exists() {
        return Files.exists(path);
    }

    public Vault open(AgeIdentity identity) {
        try {
            return document.read(AgeFile.decrypt(Files.readAllBytes(path), identity));
        } catch (NoSuchFileException e) {
            throw problem(
                    Problem.error("there is no vault " + path)
                            .hint(
                                    "lbprov secrets init PROFILE --recipient age1... (or --alone) makes it; or get it from whoever made the pair"));
        } catch (IOException e) {
            throw problem(Problem.error("cannot read the vault " + path).because(DiskWords.of(e)));
        } catch (Unreadable e) {
            throw problem(unreadable(e, identity));
        } catch (Misshapen e) {
            throw problem(Problem.error("the vault %s is not what this lbprov writes".formatted(path))
                    .because(e.reason())
                    .hint("a newer lbprov, if one wrote it; else the file's last good version in git"));
        }
    }

    /** Writes a vault that was not there before. */
    public void create(Vault vault) {
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            PrivateFile.create(path, AgeFile.encrypt(document.write(vault), vault.recipients()));
        } catch (FileAlreadyExistsException e) {
            throw thereAlready();
        } catch (IOException e) {
            throw problem(Problem.error("cannot write the vault " + path).because(DiskWords.of(e)));
        }
    }

    /** What to say to someone who wants to make it again. */
    public LbprovException thereAlready() {
        return problem(Problem.error("the vault %s is there already".formatted(path))
                .because("it holds the keys by which clients and administrators know the pair")
                .hint("go on with it; --recipient age1... lets one more person open it; only if the pair shall get new"
                        + " keys, move the file away first"));
    }

    /** Writes the vault anew, for all its recipients. */
    public void save(Vault vault, AgeIdentity identity) {
        if (!vault.recipients().includes(identity)) {
            throw problem(Problem.error("the vault %s would be closed to you".formatted(path))
                    .because("its list of recipients does not have " + identity.recipient())
                    .hint("let someone who is in the list write it"));
        }
        try {
            PrivateFile.replace(path, AgeFile.encrypt(document.write(vault), vault.recipients()));
        } catch (IOException e) {
            throw problem(Problem.error("cannot write the vault " + path).because(DiskWords.of(e)));
        }
    }

    private Problem unreadable(Unreadable e, AgeIdentity identity) {
        Problem problem = Problem.error("cannot open the vault " + path);
        return switch (e.reason()) {
            case NOT_AGE -> problem.because("it is no age file").hint("the file's last good version in git");
            case PASSPHRASE ->
                problem.because("it is encrypted with a passphrase")
                        .hint("age -d FILE | age -a -r " + identity.recipient() + " -r OTHER encrypts it to keys");
            case NOT_A_RECIPIENT ->
                problem.because("it is not encrypted to you, " + identity.recipient())
                        .hint("ask someone who can open it: lbprov secrets init PROFILE --recipient "
                                + identity.recipient());
            case DAMAGED ->
                problem.because("the file is damaged: it was changed or cut off after it was encrypted")
                        .hint("the file's last good version in git");
        };
    }

    private static LbprovException problem(Problem problem) {
        return new LbprovException(ExitStatus.INVALID_INPUT, problem);
    }
}
