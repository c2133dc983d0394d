package no.fribyte.lbprov.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import no.fribyte.lbprov.app.Purpose;
import no.fribyte.lbprov.app.Work;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.problem.ExitStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes a pair. */
@Command(
        name = "destroy",
        description = "Remove the VMs, disks and seeds that lbprov made for a pair, and nothing else.",
        footer = {"", "Example:  lbprov destroy staging --confirm staging"})
final class DestroyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PROFILE", description = "Name of a profile, or a file.")
    private String profile = "";

    @Option(names = "--member", paramLabel = "NAME", description = "This member only.")
    private Optional<String> member = Optional.empty();

    @Option(names = "--confirm", paramLabel = "PAIR", description = "The pair's name, in place of the question.")
    private Optional<String> confirm = Optional.empty();

    @Option(
            names = "--take-over",
            paramLabel = "RUN",
            description = "Go on with what this run left; only when you know that it is dead.")
    private Optional<String> takeOver = Optional.empty();

    @Option(names = "--dry-run", description = "Show the plan and stop.")
    private boolean dryRun;

    private final Session session;

    DestroyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Work work = session.app().open(profile, Purpose.OTHER, session::notice)) {
            session.warn(work.warnings());
            work.takeOver(takeOver);
            if (!dryRun) {
                work.hold();
            }
            Plan plan = work.destroy(member);
            PlanRun run = new PlanRun(session, "destroy", work, plan, member);
            if (dryRun || plan.isEmpty()) {
                return run.showOnly(ExitStatus.OK).code();
            }
            run.announce();
            if (!run.agreement().named(confirm)) {
                return session.declined("destroy").code();
            }
            run.run();
            report();
            return ExitStatus.OK.code();
        }
    }

    private void report() {
        if (session.json()) {
            session.document("destroy", ExitStatus.OK).print(session.terminal());
        } else {
            session.terminal()
                    .out()
                    .println("Gone. Left alone: downloaded images, the vault, and whatever lbprov did not make.");
        }
    }
}
