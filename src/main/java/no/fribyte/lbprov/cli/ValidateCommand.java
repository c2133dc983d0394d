package no.fribyte.lbprov.cli;

import java.util.concurrent.Callable;
import no.fribyte.lbprov.app.Checked;
import no.fribyte.lbprov.problem.ExitStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells all that is wrong with a profile. */
@Command(
        name = "validate",
        description = "Check a profile, its inventory and the templates; all problems at once, nothing is contacted.",
        footer = {"", "Example:  lbprov validate web"})
final class ValidateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PROFILE", description = "Name of a profile, or a file.")
    private String profile = "";

    private final Session session;

    ValidateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Checked checked = session.app().check(profile);
        session.warn(checked.warnings());
        if (session.json()) {
            session.document("validate", ExitStatus.OK)
                    .text("pair", checked.pair().value())
                    .print(session.terminal());
        } else {
            session.terminal()
                    .out()
                    .println("%s is valid (%s, %s)".formatted(checked.pair(), checked.profile(), checked.inventory()));
        }
        return ExitStatus.OK.code();
    }
}
