package no.fribyte.lbprov.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Collectors;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.Step;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Plans and refusals as text, to be compared with a text block. */
final class Titles {
    private static final String KEEPING_OFF = "keep other runs off";

    private Titles() {}

    /**
     * A line per stage, lane and step; what undoes a lane is indented below {@code undo}. Without the stage that puts the
     * lease on what is there, which is the same before every plan that writes: {@link TakingTest} has it.
     */
    static String titles(Plan plan) {
        return text(plan.stages().stream()
                .filter(stage -> !stage.title().equals(KEEPING_OFF))
                .toList());
    }

    /** The stage that is left out there. */
    static String taking(Plan plan) {
        return text(plan.stages().stream()
                .filter(stage -> stage.title().equals(KEEPING_OFF))
                .toList());
    }

    private static String text(List<Stage> stages) {
        StringBuilder text = new StringBuilder();
        for (Stage stage : stages) {
            text.append(stage.title()).append('\n');
            for (Lane lane : stage.lanes()) {
                text.append("  ").append(lane.subject()).append('\n');
                lane.steps().forEach(step -> line(text, "    ", step));
                if (!lane.undo().isEmpty()) {
                    text.append("    undo\n");
                    lane.undo().forEach(step -> line(text, "      ", step));
                }
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String indent, Step step) {
        text.append(indent).append(step.title()).append('\n');
    }

    /** The problems that planning ended with, a line each: summary and reason. */
    static String refusal(ThrowingCallable planning) {
        LbprovException refused = catchThrowableOfType(LbprovException.class, planning);
        assertThat(refused).as("a refusal").isNotNull();
        return refused.problems().stream().map(Titles::line).collect(Collectors.joining());
    }

    /** The one step of a kind. */
    static <S extends Step> S only(List<Step> steps, Class<S> kind) {
        assertThat(steps).filteredOn(kind::isInstance).hasSize(1);
        return kind.cast(steps.stream().filter(kind::isInstance).findFirst().orElseThrow());
    }

    static String line(Problem problem) {
        return problem.summary() + problem.why().map(why -> "; " + why).orElse("") + "\n";
    }
}
