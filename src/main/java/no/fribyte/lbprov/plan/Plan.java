package no.fribyte.lbprov.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.Step;

/**
 * Everything a command will do, in order.
 *
 * @param name of the pair or, for templates, of the inventory that it is about
 * @param notes what the reader should know before it runs
 * @param confirm why somebody has to agree to it; empty when nobody has to
 */
public record Plan(Intent intent, String name, List<Stage> stages, List<Problem> notes, List<String> confirm) {
    public Plan {
        requireNonNull(intent, "intent");
        requireNonNull(name, "name");
        stages = List.copyOf(stages);
        notes = List.copyOf(notes);
        confirm = List.copyOf(confirm);
    }

    public boolean isEmpty() {
        return stages.isEmpty();
    }

    public List<Step> steps() {
        return stages.stream()
                .flatMap(stage -> stage.lanes().stream())
                .flatMap(lane -> lane.steps().stream())
                .toList();
    }

    /** The steps and those that undo them. */
    public List<Step> allSteps() {
        return stages.stream()
                .flatMap(stage -> stage.lanes().stream())
                .flatMap(lane -> lane.allSteps().stream())
                .toList();
    }
}
