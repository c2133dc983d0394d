package no.fribyte.lbprov.cli;

import java.util.concurrent.Callable;
import no.fribyte.lbprov.app.Purpose;
import no.fribyte.lbprov.app.Work;
import no.fribyte.lbprov.guest.PairHealth;
import no.fribyte.lbprov.view.HealthView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** How a pair is. */
@Command(
        name = "status",
        description = "Who holds the virtual IPs, asked on both members, and how each part is. Changes nothing.",
        footer = {"", "Example:  lbprov status web --output json"})
final class StatusCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PROFILE", description = "Name of a profile, or a file.")
    private String profile = "";

    private final Session session;

    StatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Work work = session.app().open(profile, Purpose.OTHER, session::notice)) {
            session.warn(work.warnings());
            PairHealth health = work.health();
            if (session.json()) {
                session.document("status", health.exitStatus()).health(health).print(session.terminal());
            } else {
                new HealthView(session.terminal()).show(health);
            }
            return health.exitStatus().code();
        }
    }
}
