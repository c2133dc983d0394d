package no.fribyte.lbprov.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.app.App;
import no.fribyte.lbprov.app.VaultChange;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The vault of a pair. */
@Command(
        name = "secrets",
        description = "The age-encrypted secrets of a pair: profiles/NAME.secrets.age.",
        footer = {"", "Example:  lbprov secrets init web --recipient age1..."})
final class SecretsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    private final Session session;

    SecretsCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing init, set or list");
    }

    @Command(
            name = "init",
            description = {
                "Make the vault with fresh keys, and your age identity if you have none.",
                "A vault that is there keeps its keys; recipients and the host keys of new members are added."
            },
            footer = {"", "Example:  lbprov secrets init web --recipient age1..."})
    int init(
            @Parameters(paramLabel = "PROFILE", description = "Name of a profile, or a file.") String profile,
            @Option(
                            names = "--recipient",
                            paramLabel = "AGE1...",
                            description = "Somebody else who can open it; repeatable.")
                    List<String> recipients,
            @Option(names = "--alone", description = "Only you can open it: lose your identity and it is lost.")
                    boolean alone) {
        List<String> others = recipients == null ? List.of() : recipients;
        if (alone && !others.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--alone and --recipient exclude each other");
        }
        App app = session.app();
        VaultChange change = app.initSecrets(profile, others, alone);
        session.warn(app.aloneWarning(profile).stream().toList());
        if (session.json()) {
            session.document("secrets init", ExitStatus.OK)
                    .list("files", List.of(change.vault(), change.identity()))
                    .list("recipients", change.recipients())
                    .list("hostKeys", change.hostKeys())
                    .print(session.terminal());
        } else {
            show(change);
        }
        return ExitStatus.OK.code();
    }

    private void show(VaultChange change) {
        PrintStream out = session.terminal().out();
        out.println("vault     " + change.vault());
        out.println("identity  " + change.identity() + "  (keep a copy in a safe place)");
        change.recipients()
                .forEach(recipient -> out.println("added     " + recipient + "  can open the vault from now on"));
        change.hostKeys().forEach(member -> out.println("added     ssh-host-key of " + member));
    }

    @Command(
            name = "set",
            description = {
                "Put a secret into the vault, read from standard input so that it is in no process list.",
                "As wireguard-private-key, the key of a WireGuard server that the pair takes the place of."
            },
            footer = {"", "Example:  lbprov secrets set web proxmox-token < token.txt"})
    int set(
            @Parameters(paramLabel = "PROFILE", description = "Name of a profile, or a file.") String profile,
            @Parameters(paramLabel = "NAME", description = "Name of the secret.") String name) {
        String value = session.prompt().secret("Secret %s: ".formatted(name));
        if (value.isEmpty()) {
            throw new LbprovException(
                    ExitStatus.USAGE,
                    Problem.error("no secret was given").hint("lbprov secrets set PROFILE NAME < FILE"));
        }
        Optional<String> remark = session.app().setSecret(profile, name, new Secret(value));
        if (session.json()) {
            session.document("secrets set", ExitStatus.OK).text("name", name).print(session.terminal());
        }
        session.terminal().err().println("%s is in the vault".formatted(name));
        remark.ifPresent(session.terminal().err()::println);
        return ExitStatus.OK.code();
    }

    @Command(
            name = "list",
            description = "The names of the secrets in the vault, never their values.",
            footer = {"", "Example:  lbprov secrets list web"})
    int list(@Parameters(paramLabel = "PROFILE", description = "Name of a profile, or a file.") String profile) {
        List<String> names = session.app().secretNames(profile);
        if (session.json()) {
            session.document("secrets list", ExitStatus.OK).list("names", names).print(session.terminal());
        } else {
            names.forEach(session.terminal().out()::println);
        }
        return ExitStatus.OK.code();
    }
}
