package no.fribyte.lbprov.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import no.fribyte.lbprov.app.BakeWork;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.run.Entry;
import no.fribyte.lbprov.view.PlanView;
import no.fribyte.lbprov.view.ProgressView;
import no.fribyte.lbprov.view.TemplatesView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The templates that members are cloned from. */
@Command(
        name = "image",
        description = "The templates that members are cloned from.",
        footer = {"", "Example:  lbprov image bake simulator"})
final class ImageCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    private final Session session;

    ImageCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing bake");
    }

    @Command(
            name = "bake",
            description = {
                "Make a template with all packages in it on each node, and keep the last two.",
                "Members are then cloned from it, and need no mirror."
            },
            footer = {"", "Example:  lbprov image bake simulator --node pluto --os debian-12"})
    int bake(
            @Parameters(paramLabel = "INVENTORY", description = "Name of an inventory, or a file.") String inventory,
            @Option(names = "--node", paramLabel = "NODE", description = "On this node only; repeatable.")
                    List<String> nodes,
            @Option(names = "--os", paramLabel = "OS", description = "Of this system only; repeatable.")
                    List<String> systems,
            @Option(
                            names = "--take-over",
                            paramLabel = "RUN",
                            description = "Go on with what this run left; only when you know that it is dead.")
                    String takeOver,
            @Option(names = "--dry-run", description = "Show the plan and stop.") boolean dryRun) {
        BakeWork.Only only = new BakeWork.Only(
                Set.copyOf(nodes == null ? List.of() : nodes), Set.copyOf(systems == null ? List.of() : systems));
        try (BakeWork work = session.app().openBake(inventory, only, session::notice)) {
            session.warn(work.warnings());
            work.takeOver(Optional.ofNullable(takeOver));
            if (!dryRun) {
                work.hold();
            }
            return bake(work, work.plan(), dryRun).code();
        }
    }

    private ExitStatus bake(BakeWork work, Plan plan, boolean dryRun) {
        session.planned(plan, Optional.empty());
        if (!session.json()) {
            PlanView view = new PlanView(session.terminal());
            if (dryRun) {
                view.show(plan, Optional.empty());
            } else {
                view.announce(plan, Optional.empty());
                session.terminal().err().println();
            }
        }
        if (!dryRun) {
            Consumer<Entry> view = ProgressView.of(session.terminal(), plan);
            work.run(plan, entry -> {
                if (entry.kind() == Entry.Kind.WARNING) {
                    session.note(Problem.warning(entry.lane() + ": " + entry.text()));
                }
                view.accept(entry);
            });
        }
        if (session.json()) {
            session.document("image bake", ExitStatus.OK)
                    .templates(work.templates())
                    .print(session.terminal());
        } else if (!dryRun) {
            new TemplatesView(session.terminal()).show(work.templates());
        }
        return ExitStatus.OK;
    }
}
