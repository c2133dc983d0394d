package no.fribyte.lbprov.cli;

import java.util.List;
import no.fribyte.lbprov.app.App;
import no.fribyte.lbprov.model.Secret;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.view.JsonView;
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
        footer = {"", "Example:  lbprov secrets init production --recipient age1..."})
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
            description = "Make the vault with fresh keys, and your age identity if you have none.",
            footer = {"", "Example:  lbprov secrets init production --recipient age1..."})
    int init(
            @Parameters(paramLabel = "PROFILE") String profile,
            @Option(
                            names = "--recipient",
                            paramLabel = "AGE1...",
                            description = "Somebody else who can open it; repeatable.")
                    List<String> recipients,
            @Option(names = "--alone", description = "Only you can open it: lose your identity and it is lost.")
                    boolean alone) {
        List<String> others = recipients == null ? List.of() : recipients;
        App app = session.app();
        List<String> files = app.initSecrets(profile, others, alone);
        session.warn(app.aloneWarning(profile).stream().toList());
        if (session.json()) {
            new JsonView("secrets init")
                    .exit(ExitStatus.OK)
                    .list("files", files)
                    .print(session.terminal());
        } else {
            session.terminal().out().println("vault     " + files.get(0));
            session.terminal().out().println("identity  " + files.get(1) + "  (keep a copy in a safe place)");
        }
        return ExitStatus.OK.code();
    }

    @Command(
            name = "set",
            description = "Put a secret into the vault, read from standard input so that it is in no process list.",
            footer = {"", "Example:  lbprov secrets set production proxmox-token < token.txt"})
    int set(@Parameters(paramLabel = "PROFILE") String profile, @Parameters(paramLabel = "NAME") String name) {
        String value = session.prompt().secret("Secret %s: ".formatted(name));
        if (value.isEmpty()) {
            throw new LbprovException(
                    ExitStatus.USAGE,
                    Problem.error("no secret was given").hint("lbprov secrets set PROFILE NAME < FILE"));
        }
        session.app().setSecret(profile, name, new Secret(value));
        session.terminal().err().println("%s is in the vault".formatted(name));
        return ExitStatus.OK.code();
    }

    @Command(
            name = "list",
            description = "The names of the secrets in the vault, never their values.",
            footer = {"", "Example:  lbprov secrets list production"})
    int list(@Parameters(paramLabel = "PROFILE") String profile) {
        List<String> names = session.app().secretNames(profile);
        if (session.json()) {
            new JsonView("secrets list")
                    .exit(ExitStatus.OK)
                    .list("names", names)
                    .print(session.terminal());
        } else {
            names.forEach(session.terminal().out()::println);
        }
        return ExitStatus.OK.code();
    }
}
