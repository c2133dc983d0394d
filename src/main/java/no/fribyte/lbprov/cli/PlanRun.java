package no.fribyte.lbprov.cli;

import java.util.List;
import no.fribyte.lbprov.app.Work;
import no.fribyte.lbprov.guest.PairHealth;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.view.HealthView;
import no.fribyte.lbprov.view.JsonView;
import no.fribyte.lbprov.view.PlanView;
import no.fribyte.lbprov.view.ProgressView;
import no.fribyte.lbprov.view.Terminal;

/** What every command that changes something does with its plan: show it, ask, run it, show how the pair is. */
final class PlanRun {
    private final Session session;
    private final String command;
    private final Work work;
    private final Plan plan;
    private final Terminal terminal;

    PlanRun(Session session, String command, Work work, Plan plan) {
        this.session = session;
        this.command = command;
        this.work = work;
        this.plan = plan;
        this.terminal = session.terminal();
    }

    /** Shows the plan as the result. */
    ExitStatus showOnly(ExitStatus status) {
        if (session.json()) {
            new JsonView(command).exit(status).plan(plan).print(terminal);
        } else {
            new PlanView(terminal).show(plan);
        }
        return status;
    }

    /** Shows the plan before anybody is asked whether it may run. */
    void announce() {
        if (!session.json()) {
            new PlanView(terminal).announce(plan);
            terminal.err().println();
        }
    }

    void run() {
        work.run(plan, ProgressView.of(terminal, plan));
    }

    /** Runs the plan, and shows the pair and what to try next. */
    ExitStatus runAndShow(String profile) {
        run();
        PairHealth health = work.health();
        // a pair with one member yet, or a backend down, is what was asked for: the plan was carried out and proved
        if (session.json()) {
            new JsonView(command).exit(ExitStatus.OK).plan(plan).health(health).print(terminal);
            return ExitStatus.OK;
        }
        new HealthView(terminal).show(health);
        List<String> next = List.of(
                "lbprov status " + profile,
                "lbprov rebuild %s %s"
                        .formatted(profile, health.members().get(0).name()),
                "lbprov destroy " + profile);
        terminal.out().println();
        terminal.out().println("Next:  " + String.join("\n       ", next));
        return ExitStatus.OK;
    }
}
