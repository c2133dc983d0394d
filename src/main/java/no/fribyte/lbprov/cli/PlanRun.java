package no.fribyte.lbprov.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import no.fribyte.lbprov.app.Work;
import no.fribyte.lbprov.guest.PairHealth;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.run.Entry;
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
    private final Optional<String> member;
    private final Terminal terminal;

    /**
     * @param member that the plan is about, if it is not about the pair
     */
    PlanRun(Session session, String command, Work work, Plan plan, Optional<String> member) {
        this.session = session;
        this.command = command;
        this.work = work;
        this.plan = plan;
        this.member = member;
        this.terminal = session.terminal();
        session.planned(plan, member);
    }

    /** Shows the plan as the result. */
    ExitStatus showOnly(ExitStatus status) {
        if (session.json()) {
            session.document(command, status).print(terminal);
        } else {
            new PlanView(terminal).show(plan, member);
        }
        return status;
    }

    /** Shows the plan before anybody is asked whether it may run. */
    void announce() {
        if (!session.json()) {
            new PlanView(terminal).announce(plan, member);
            terminal.err().println();
        }
    }

    Agreement agreement() {
        return new Agreement(session, plan, member);
    }

    void run() {
        Consumer<Entry> view = ProgressView.of(terminal, plan);
        work.run(plan, entry -> {
            if (entry.kind() == Entry.Kind.WARNING) {
                session.note(Problem.warning(entry.lane() + ": " + entry.text()));
            }
            view.accept(entry);
        });
    }

    /** Runs the plan, and shows the pair and what to try next. */
    ExitStatus runAndShow(String profile) {
        run();
        Optional<PairHealth> health = look(profile);
        // a pair with one member yet, or a backend down, is what was asked for: the plan was carried out and proved
        if (session.json()) {
            JsonView document = session.document(command, ExitStatus.OK);
            health.ifPresent(document::health);
            document.print(terminal);
            return ExitStatus.OK;
        }
        health.ifPresent(new HealthView(terminal)::show);
        List<String> next =
                new NextSteps(session::typed, profile, work.simulated()).after(plan.intent(), member, health);
        terminal.out().println();
        terminal.out().println("Next:  " + String.join("\n       ", next));
        return ExitStatus.OK;
    }

    /** How the pair is now; that it cannot be told takes nothing from what was done, so this is caught here. */
    private Optional<PairHealth> look(String profile) {
        try {
            return Optional.of(work.health());
        } catch (LbprovException unseen) {
            if (unseen.status() == ExitStatus.INTERRUPTED) {
                throw unseen;
            }
            session.warn(List.of(Problem.warning("all was done, but how the pair is now cannot be told")
                    .because(unseen.problems().stream().map(Problem::line).collect(Collectors.joining("\n")))
                    .hint(session.typed("status " + GlobalOptions.quoted(profile)))));
            return Optional.empty();
        }
    }
}
