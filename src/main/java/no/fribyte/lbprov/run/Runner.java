package no.fribyte.lbprov.run;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import no.fribyte.lbprov.plan.Lane;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.plan.Stage;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.StepContext;

/** Runs a plan: stage by stage, the lanes of a stage side by side, the steps of a lane one after the other. */
public final class Runner {
    /** How long lanes get to notice an interruption; a call to a node is not waited for any longer. */
    private static final long GRACE_SECONDS = 5;

    private final String run;
    private final InstantSource clock;
    private final Consumer<Entry> sink;
    private final Function<LaneLog, StepContext> contexts;

    /**
     * @param run the run's id
     * @param sink gets every entry, from several threads
     * @param contexts makes what a step works with
     */
    public Runner(String run, InstantSource clock, Consumer<Entry> sink, Function<LaneLog, StepContext> contexts) {
        this.run = requireNonNull(run, "run");
        this.clock = requireNonNull(clock, "clock");
        this.sink = requireNonNull(sink, "sink");
        this.contexts = requireNonNull(contexts, "contexts");
    }

    /**
     * Runs the whole plan. A failed lane lets the others of its stage come to their end; the next stage is not begun.
     *
     * @throws LbprovException with the problems of every lane that failed, or INTERRUPTED
     */
    public void run(Plan plan) {
        for (Stage stage : plan.stages()) {
            run(stage);
        }
    }

    private void run(Stage stage) {
        ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "lbprov-lane");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> lanes = new ArrayList<>();
            for (Lane lane : stage.lanes()) {
                lanes.add(threads.submit(() -> new LaneRun(run, lane, clock, sink, contexts).run()));
            }
            await(lanes, threads);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(List<Future<?>> lanes, ExecutorService threads) {
        List<LbprovException> failures = new ArrayList<>();
        for (Future<?> lane : lanes) {
            try {
                lane.get();
            } catch (InterruptedException e) {
                throw interrupted(threads);
            } catch (ExecutionException e) {
                failures.add(expected(e));
            }
        }
        if (!failures.isEmpty()) {
            throw together(failures);
        }
    }

    private static LbprovException expected(ExecutionException e) {
        if (e.getCause() instanceof LbprovException failure) {
            return failure;
        }
        throw new IllegalStateException("a step ended with a bug", e.getCause());
    }

    /** The tasks that run on the nodes are left to end: half a task would be worse than a whole one. */
    private static LbprovException interrupted(ExecutorService threads) {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                System.getLogger(Runner.class.getName()).log(System.Logger.Level.DEBUG, "a lane is still in a call");
            }
        } catch (InterruptedException again) {
            System.getLogger(Runner.class.getName()).log(System.Logger.Level.DEBUG, "interrupted again");
        }
        // whatever is still to be closed must not wait for anybody either
        Thread.currentThread().interrupt();
        return new LbprovException(
                ExitStatus.INTERRUPTED,
                Problem.error("interrupted")
                        .because("what runs on the nodes is left to end")
                        .hint("run the same command again: it looks at what is there and goes on"));
    }

    private static LbprovException together(List<LbprovException> failures) {
        if (failures.size() == 1) {
            return failures.get(0);
        }
        List<Problem> problems = failures.stream()
                .flatMap(failure -> failure.problems().stream())
                .toList();
        return new LbprovException(failures.get(0).status(), problems);
    }
}
