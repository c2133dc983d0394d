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

/** Replaces a member's VM. */
@Command(
        name = "rebuild",
        description = "Replace a member's VM; its identity stays, and its partner serves meanwhile.",
        footer = {"", "Example:  lbprov rebuild web load-balancer-1"})
final class RebuildCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "PROFILE", description = "Name of a profile, or a file.")
    private String profile = "";

    @Parameters(index = "1", paramLabel = "MEMBER", description = "The member to rebuild.")
    private String member = "";

    @Option(
            names = "--take-over",
            paramLabel = "RUN",
            description = "Go on with what this run left; only when you know that it is dead.")
    private Optional<String> takeOver = Optional.empty();

    @Option(names = "--dry-run", description = "Show the plan and stop.")
    private boolean dryRun;

    private final Session session;

    RebuildCommand(Session session) {
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
            Plan plan = work.rebuild(member);
            PlanRun run = new PlanRun(session, "rebuild", work, plan, Optional.of(member));
            if (dryRun) {
                return run.showOnly(ExitStatus.OK).code();
            }
            run.announce();
            if (!run.agreement().given(session.yes())) {
                return session.declined("rebuild").code();
            }
            return run.runAndShow(profile).code();
        }
    }
}
