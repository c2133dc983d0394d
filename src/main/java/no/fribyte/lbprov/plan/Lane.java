package no.fribyte.lbprov.plan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import no.fribyte.lbprov.step.Step;

/**
 * Steps that run one after the other; the lanes of a stage run side by side.
 *
 * @param subject whom it is about: a member's name, or "pair"
 * @param undo what to run, in order, when a step fails; never after an interruption, or when somebody else has taken the pair
 */
public record Lane(String subject, List<Step> steps, List<Step> undo) {
    public Lane {
        requireNonNull(subject, "subject");
        steps = List.copyOf(steps);
        undo = List.copyOf(undo);
    }

    public static Lane of(String subject, List<Step> steps) {
        return new Lane(subject, steps, List.of());
    }

    /** All steps that may run. */
    public List<Step> allSteps() {
        List<Step> all = new ArrayList<>(steps);
        all.addAll(undo);
        return all;
    }
}
