package no.fribyte.lbprov.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import no.fribyte.lbprov.app.Purpose;
import no.fribyte.lbprov.app.Work;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.view.JsonView;
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

    @Option(names = "--dry-run", description = "Show the plan and stop.")
    private boolean dryRun;

    private final Session session;

    DestroyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Work work = session.app().open(profile, Purpose.OTHER, session::notice)) {
            if (!dryRun) {
                work.hold();
            }
            Plan plan = work.destroy(member);
            PlanRun run = new PlanRun(session, "destroy", work, plan);
            if (dryRun || plan.isEmpty()) {
                return run.showOnly(ExitStatus.OK).code();
            }
            run.announce();
            agree(plan);
            run.run();
            report(plan);
            return ExitStatus.OK.code();
        }
    }

    /** Deleting a pair takes its name: typed on a terminal, or given as an option. */
    private void agree(Plan plan) {
        String pair = plan.pair().value();
        if (confirm.isPresent() ? confirm.get().equals(pair) : session.prompt().names(pair, plan.confirm())) {
            return;
        }
        throw new LbprovException(
                ExitStatus.USAGE,
                Problem.error("nothing was done: destroying %s was not confirmed".formatted(pair))
                        .because(String.join("; ", plan.confirm()))
                        .hint("--confirm " + pair));
    }

    private void report(Plan plan) {
        if (session.json()) {
            new JsonView("destroy").exit(ExitStatus.OK).plan(plan).print(session.terminal());
        } else {
            session.terminal()
                    .out()
                    .println("Gone. Left alone: downloaded images, the vault, and whatever lbprov did not make.");
        }
    }
}
