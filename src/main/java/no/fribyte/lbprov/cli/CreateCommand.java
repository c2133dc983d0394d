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

/** The main job. */
@Command(
        name = "create",
        description = "Create what is missing of a pair, or finish creating it; run again it finds nothing to do.",
        footer = {"", "Example:  lbprov create web --dry-run"})
final class CreateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PROFILE", description = "Name of a profile, or a file.")
    private String profile = "";

    @Option(names = "--member", paramLabel = "NAME", description = "This member only.")
    private Optional<String> member = Optional.empty();

    @Option(
            names = "--take-over",
            paramLabel = "RUN",
            description = "Go on with what this run left; only when you know that it is dead.")
    private Optional<String> takeOver = Optional.empty();

    @Option(names = "--dry-run", description = "Show the plan and stop.")
    private boolean dryRun;

    private final Session session;

    CreateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Work work = session.app().open(profile, Purpose.BUILD, session::notice)) {
            session.warn(work.warnings());
            work.takeOver(takeOver);
            if (!dryRun) {
                work.hold();
            }
            Plan plan = work.create(member);
            PlanRun run = new PlanRun(session, "create", work, plan, member);
            if (dryRun || plan.isEmpty()) {
                return run.showOnly(ExitStatus.OK).code();
            }
            run.announce();
            if (!run.agreement().given(session.yes())) {
                return session.declined("create").code();
            }
            return run.runAndShow(profile).code();
        }
    }
}
