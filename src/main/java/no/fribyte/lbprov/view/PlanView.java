package no.fribyte.lbprov.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import no.fribyte.lbprov.plan.Intent;
import no.fribyte.lbprov.plan.Lane;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.plan.Stage;

/**
 * Shows a plan: stage by stage, what each member gets, and what users of the pair notice of it. Each plan comes with the
 * member that it is about, when it is not about the whole pair.
 */
public final class PlanView {
    private final Terminal terminal;

    public PlanView(Terminal terminal) {
        this.terminal = terminal;
    }

    /** On the stream for results, for a plan that is the result; see {@link #announce} for the other case. */
    public void show(Plan plan, Optional<String> member) {
        text(plan, member, terminal.outStyle()).forEach(terminal.out()::println);
        plan.notes().forEach(new ProblemView(terminal)::show);
    }

    /** On the stream for progress: the plan before it runs. */
    public void announce(Plan plan, Optional<String> member) {
        text(plan, member, terminal.errStyle()).forEach(terminal.err()::println);
        plan.notes().forEach(new ProblemView(terminal)::show);
    }

    private static List<String> text(Plan plan, Optional<String> member, Style style) {
        String what = member.map(name -> name + " of ").orElse("")
                + (plan.intent() == Intent.BAKE ? "templates of " : "the pair ")
                + plan.name();
        if (plan.isEmpty()) {
            return List.of(
                    plan.intent() == Intent.DESTROY
                            ? "Nothing to do: there is nothing of %s.".formatted(what)
                            : "Nothing to do: %s is as it should be.".formatted(what));
        }
        List<String> lines = new ArrayList<>();
        String verb = plan.intent().name().toLowerCase(Locale.ROOT);
        lines.add(style.bold("Plan: %s %s".formatted(verb, what)));
        for (Stage stage : plan.stages()) {
            lines.add("");
            lines.add(style.bold(stage.title()) + style.faint("  (" + stage.effect() + ")"));
            stage.lanes().forEach(lane -> lines.addAll(text(lane, style)));
        }
        lines.add("");
        lines.add(Count.of(plan.steps().size(), "step"));
        return lines;
    }

    private static List<String> text(Lane lane, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + lane.subject());
        lane.steps()
                .forEach(step -> lines.add("    %s %s".formatted(Sign.of(step).in(style), step.title())));
        if (!lane.undo().isEmpty()) {
            lines.add(style.faint("    if any of this fails:"));
            lane.undo().forEach(step -> lines.add(style.faint("    %s %s".formatted(Sign.of(step), step.title()))));
        }
        return lines;
    }
}
