package no.fribyte.lbprov.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import no.fribyte.lbprov.model.PairName;
import no.fribyte.lbprov.plan.Intent;
import no.fribyte.lbprov.plan.Lane;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.plan.Stage;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.StepContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunnerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Queue<String> told = new ConcurrentLinkedQueue<>();

    /** A step that does what the test says. */
    private record Act(String title, Runnable work) implements Step {
        @Override
        public void run(StepContext context) {
            work.run();
        }
    }

    private static Step works(String title) {
        return new Act(title, () -> {});
    }

    private static Step fails(String title, ExitStatus status) {
        return new Act(title, () -> {
            throw new LbprovException(status, Problem.error(title + " went wrong"));
        });
    }

    private static Step fails(String title) {
        return fails(title, ExitStatus.STEP_FAILED);
    }

    private static Lane lane(String subject, Step... steps) {
        return Lane.of(subject, List.of(steps));
    }

    private void run(Stage... stages) {
        Plan plan = new Plan(Intent.REBUILD, new PairName("demo"), List.of(stages), List.of(), List.of());
        new Runner("run-1", () -> NOW, this::tell, log -> new NoContext()).run(plan);
    }

    private void tell(Entry entry) {
        told.add("%s %s %s".formatted(entry.lane(), entry.kind(), entry.step()));
    }

    private LbprovException failure(Stage... stages) {
        return catchThrowableOfType(LbprovException.class, () -> run(stages));
    }

    private LbprovException failure(Lane lane) {
        return failure(new Stage("one", "", List.of(lane)));
    }

    private static List<String> summaries(LbprovException failure) {
        return failure.problems().stream().map(Problem::summary).toList();
    }

    @AfterEach
    void no_interruption_is_left_for_the_next_test() {
        Thread.interrupted();
    }

    @Test
    void steps_run_one_after_the_other_and_stages_too() {
        run(
                new Stage("one", "", List.of(lane("lb-1", works("a"), works("b")))),
                new Stage("two", "", List.of(lane("pair", works("c")))));

        assertThat(told)
                .containsExactly(
                        "lb-1 STARTED a",
                        "lb-1 DONE a",
                        "lb-1 STARTED b",
                        "lb-1 DONE b",
                        "pair STARTED c",
                        "pair DONE c");
    }

    @Test
    void lanes_run_side_by_side() {
        CountDownLatch both = new CountDownLatch(2);
        Runnable meet = () -> {
            both.countDown();
            assertThatCode(() -> assertThat(both.await(20, TimeUnit.SECONDS)).isTrue())
                    .doesNotThrowAnyException();
        };

        run(new Stage("one", "", List.of(lane("lb-1", new Act("a", meet)), lane("lb-2", new Act("b", meet)))));

        assertThat(told).contains("lb-1 DONE a", "lb-2 DONE b");
    }

    @Test
    void a_lane_that_fails_lets_the_other_end_and_keeps_the_next_stage_from_beginning() {
        LbprovException failure = failure(
                new Stage(
                        "one", "", List.of(lane("lb-1", fails("a"), works("b")), lane("lb-2", works("c"), works("d")))),
                new Stage("two", "", List.of(lane("pair", works("e")))));

        assertThat(failure.status()).isEqualTo(ExitStatus.STEP_FAILED);
        assertThat(summaries(failure)).containsExactly("a went wrong");
        assertThat(told)
                .contains("lb-1 FAILED a", "lb-2 DONE d")
                .noneMatch(entry -> entry.endsWith(" b"))
                .noneMatch(entry -> entry.startsWith("pair"));
    }

    @Test
    void the_problems_of_all_lanes_are_told() {
        LbprovException failure =
                failure(new Stage("one", "", List.of(lane("lb-1", fails("a")), lane("lb-2", fails("b")))));

        assertThat(summaries(failure)).containsExactly("a went wrong", "b went wrong");
    }

    @Test
    void a_lane_that_fails_is_taken_back_and_fails_for_its_own_reason() {
        LbprovException failure = failure(new Lane(
                "lb-1", List.of(works("a"), fails("b"), works("c")), List.of(works("undo a"), works("undo b"))));

        assertThat(summaries(failure)).containsExactly("b went wrong");
        assertThat(told)
                .containsExactly(
                        "lb-1 STARTED a",
                        "lb-1 DONE a",
                        "lb-1 STARTED b",
                        "lb-1 FAILED b",
                        "lb-1 UNDOING take back",
                        "lb-1 STARTED undo a",
                        "lb-1 DONE undo a",
                        "lb-1 STARTED undo b",
                        "lb-1 DONE undo b");
    }

    @Test
    void taking_back_stops_where_it_fails_and_says_what_is_left() {
        LbprovException failure = failure(new Lane(
                "lb-1",
                List.of(fails("a", ExitStatus.PROXMOX)),
                List.of(works("undo a"), fails("undo b"), works("undo c"))));

        assertThat(failure.status()).isEqualTo(ExitStatus.PROXMOX);
        assertThat(summaries(failure))
                .containsExactly("a went wrong", "undo b went wrong", "not everything was taken back");
        assertThat(failure.problems().get(2).why()).contains("left to do: undo b; undo c");
        assertThat(told).contains("lb-1 FAILED undo b").noneMatch(entry -> entry.endsWith("undo c"));
    }

    @Test
    void an_interruption_takes_nothing_back() {
        LbprovException failure = failure(
                new Lane("lb-1", List.of(fails("a", ExitStatus.INTERRUPTED), works("b")), List.of(works("undo a"))));

        assertThat(failure.status()).isEqualTo(ExitStatus.INTERRUPTED);
        assertThat(told).containsExactly("lb-1 STARTED a", "lb-1 INTERRUPTED a");
    }

    @Test
    void an_interruption_while_taking_back_ends_it() {
        LbprovException failure = failure(new Lane(
                "lb-1", List.of(fails("a")), List.of(fails("undo a", ExitStatus.INTERRUPTED), works("undo b"))));

        assertThat(failure.status()).isEqualTo(ExitStatus.INTERRUPTED);
        assertThat(told).endsWith("lb-1 INTERRUPTED undo a").noneMatch(entry -> entry.endsWith("undo b"));
    }

    @Test
    void a_signal_reaches_the_lanes() {
        CountDownLatch never = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Step waits = new Act("wait", () -> {
            main.interrupt();
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new LbprovException(ExitStatus.INTERRUPTED, Problem.error("interrupted"), e);
            }
        });

        LbprovException failure = failure(new Lane("lb-1", List.of(waits), List.of(works("undo"))));

        assertThat(failure.status()).isEqualTo(ExitStatus.INTERRUPTED);
        assertThat(told).containsExactly("lb-1 STARTED wait", "lb-1 INTERRUPTED wait");
    }

    @Test
    void a_bug_is_no_problem_of_the_reader() {
        Step bug = new Act("a", () -> {
            throw new IllegalArgumentException("x");
        });

        assertThatThrownBy(() -> run(new Stage("one", "", List.of(lane("lb-1", bug)))))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("x");
    }
}
