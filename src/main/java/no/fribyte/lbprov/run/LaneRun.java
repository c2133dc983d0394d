package no.fribyte.lbprov.run;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import no.fribyte.lbprov.plan.Lane;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.StepContext;

/** Runs the steps of one lane, and what undoes them when one fails. */
final class LaneRun {
    private final String run;
    private final Lane lane;
    private final InstantSource clock;
    private final Consumer<Entry> sink;
    private final Function<LaneLog, StepContext> contexts;

    LaneRun(String run, Lane lane, InstantSource clock, Consumer<Entry> sink, Function<LaneLog, StepContext> contexts) {
        this.run = run;
        this.lane = lane;
        this.clock = clock;
        this.sink = sink;
        this.contexts = contexts;
    }

    void run() {
        for (Step step : lane.steps()) {
            try {
                run(step);
            } catch (LbprovException failure) {
                // what somebody else works on by now is not taken back
                boolean leave = failure.status() == ExitStatus.INTERRUPTED
                        || failure.status() == ExitStatus.SOMEONE_ELSE
                        || lane.undo().isEmpty();
                throw leave ? failure : undone(failure);
            }
        }
    }

    private void run(Step step) {
        LaneLog log = new LaneLog(run, lane.subject(), step.title(), clock, sink);
        log.write(Entry.Kind.STARTED, "");
        try {
            step.run(contexts.apply(log));
        } catch (LbprovException failure) {
            Entry.Kind kind = failure.status() == ExitStatus.INTERRUPTED ? Entry.Kind.INTERRUPTED : Entry.Kind.FAILED;
            log.write(kind, failure.problems().get(0).line());
            throw failure;
        }
        log.write(Entry.Kind.DONE, "");
    }

    /** Going on would be worse: the old VM must not start while its successor may still run. */
    private Problem leftUndone(Step failed) {
        List<String> rest = lane.undo().stream()
                .skip(lane.undo().indexOf(failed))
                .map(Step::title)
                .toList();
        return Problem.error("not everything was taken back")
                .because("left to do: " + String.join("; ", rest))
                .hint("mend the cause and run the same command again: it goes on from what is there");
    }

    private LbprovException undone(LbprovException failure) {
        LaneLog log = new LaneLog(run, lane.subject(), "take back", clock, sink);
        log.write(Entry.Kind.UNDOING, failure.problems().get(0).summary());
        List<Problem> problems = new ArrayList<>(failure.problems());
        for (Step step : lane.undo()) {
            try {
                run(step);
            } catch (LbprovException alsoFailed) {
                if (alsoFailed.status() == ExitStatus.INTERRUPTED) {
                    throw alsoFailed;
                }
                problems.addAll(alsoFailed.problems());
                problems.add(leftUndone(step));
                return new LbprovException(failure.status(), problems);
            }
        }
        return new LbprovException(failure.status(), problems);
    }
}
