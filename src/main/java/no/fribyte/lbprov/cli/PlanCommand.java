package no.fribyte.lbprov.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import no.fribyte.lbprov.app.App;
import no.fribyte.lbprov.app.OfflineWork;
import no.fribyte.lbprov.app.Purpose;
import no.fribyte.lbprov.app.Work;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.view.PlanView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what {@code create} would do. */
@Command(
        name = "plan",
        description = "What create would do, line by line, with what users of the pair notice of it.",
        footer = {"", "Example:  lbprov plan web --exit-code"})
final class PlanCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PROFILE", description = "Name of a profile, or a file.")
    private String profile = "";

    @Option(names = "--offline", description = "Plan against nothing: as if every node were there, and empty.")
    private boolean offline;

    @Option(names = "--exit-code", description = "End with status 9 when there is something to do.")
    private boolean exitCode;

    private final Session session;

    PlanCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Plan plan = plan(session.app());
        ExitStatus status = exitCode && !plan.isEmpty() ? ExitStatus.CHANGES_PENDING : ExitStatus.OK;
        session.planned(plan, Optional.empty());
        if (session.json()) {
            session.document("plan", status).print(session.terminal());
        } else {
            new PlanView(session.terminal()).show(plan, Optional.empty());
            if (offline) {
                session.terminal()
                        .out()
                        .println("Planned offline: no node was asked, so this is as if there were nothing yet.");
            }
        }
        return status.code();
    }

    private Plan plan(App app) {
        if (offline) {
            OfflineWork work = app.openOffline(profile);
            session.warn(work.warnings());
            return work.create();
        }
        try (Work work = app.open(profile, Purpose.BUILD, session::notice)) {
            session.warn(work.warnings());
            return work.create(Optional.empty());
        }
    }
}
