package no.fribyte.lbprov.view;

import java.util.List;
import no.fribyte.lbprov.plan.Intent;
import no.fribyte.lbprov.plan.Lane;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.plan.Stage;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.Step;

/** Shows a plan: stage by stage, what each member gets, and what users of the pair notice of it. */
public final class PlanView {
    private final Terminal terminal;

    public PlanView(Terminal terminal) {
        this.terminal = terminal;
    }

    /** On the stream for results, for a plan that is the result; see {@link #announce} for the other case. */
    public void show(Plan plan) {
        text(plan, terminal.outStyle()).forEach(terminal.out()::println);
        plan.notes().forEach(new ProblemView(terminal)::show);
    }

    /** On the stream for progress: the plan before it runs. */
    public void announce(Plan plan) {
        text(plan, terminal.errStyle()).forEach(terminal.err()::println);
        plan.notes().forEach(new ProblemView(terminal)::show);
    }

    private static List<String> text(Plan plan, Style style) {
        if (plan.isEmpty()) {
            return List.of("Nothing to do: the pair %s is as it should be.".formatted(plan.pair()));
        }
        List<String> lines = new java.util.ArrayList<>();
        lines.add(style.bold("Plan: %s the pair %s".formatted(verb(plan.intent()), plan.pair())));
        for (Stage stage : plan.stages()) {
            lines.add("");
            lines.add(style.bold(stage.title()) + style.faint("  (" + stage.effect() + ")"));
            for (Lane lane : stage.lanes()) {
                lines.add("  " + lane.subject());
                for (Step step : lane.steps()) {
                    lines.add("    " + style.good("+") + " " + step.title());
                }
                if (!lane.undo().isEmpty()) {
                    lines.add(style.faint("    if any of this fails:"));
                    for (Step step : lane.undo()) {
                        lines.add(style.faint("    - " + step.title()));
                    }
                }
            }
        }
        lines.add("");
        lines.add("%d steps".formatted(plan.steps().size()));
        return lines;
    }

    private static String verb(Intent intent) {
        return switch (intent) {
            case CREATE -> "create";
            case REBUILD -> "rebuild a member of";
            case DESTROY -> "destroy";
        };
    }

    /** What somebody has to agree to. */
    public List<String> reasons(Plan plan) {
        return plan.confirm();
    }

    public void notes(List<Problem> notes) {
        notes.forEach(new ProblemView(terminal)::show);
    }
}
