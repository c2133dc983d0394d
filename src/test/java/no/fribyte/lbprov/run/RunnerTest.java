package no.fribyte.lbprov.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import no.fribyte.lbprov.plan.Intent;
import no.fribyte.lbprov.plan.Lane;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.plan.Stage;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.StepContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RunnerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final Runner runner = new Runner("run-1", () -> NOW, entries::add, StubContext::new);

    /** A step that does what a test tells it. */
    private record Told(String title, Work work) implements Step {
        @Override
        public void run(StepContext context) {
            try {
                work.with(context);
            } catch (InterruptedException stopped) {
                throw new LbprovException(ExitStatus.INTERRUPTED, Problem.error("interrupted while waiting"), stopped);
            } catch (LbprovException | IllegalStateException failure) {
                throw failure;
            } catch (Exception odd) {
                throw new IllegalStateException(odd);
            }
        }
    }

    @FunctionalInterface
    private interface Work {
        void with(StepContext context) throws Exception;
    }

    private static Step step(String title) {
        return new Told(title, context -> {});
    }

    private static Step failing(String title, String why) {
        return new Told(title, context -> {
            throw new LbprovException(
                    ExitStatus.STEP_FAILED, Problem.error("cannot " + title).because(why));
        });
    }

    private static Step interrupted(String title) {
        return new Told(title, context -> {
            throw new LbprovException(ExitStatus.INTERRUPTED, Problem.error("interrupted"));
        });
    }

    private static Lane lane(String subject, Step... steps) {
        return Lane.of(subject, Arrays.asList(steps));
    }

    private static Stage stage(String title, Lane... lanes) {
        return new Stage(title, "none", Arrays.asList(lanes));
    }

    private static Plan plan(Stage... stages) {
        return new Plan(Intent.CREATE, "demo", Arrays.asList(stages), List.of(), List.of());
    }

    private LbprovException failure(Plan plan) {
        LbprovException thrown = catchThrowableOfType(LbprovException.class, () -> runner.run(plan));
        assertThat(thrown).as("a failure").isNotNull();
        return thrown;
    }

    /** What was told, a line each: lane, kind, step. */
    private List<String> story() {
        return entries.stream()
                .map(entry -> entry.lane() + " " + entry.kind() + " " + entry.step())
                .toList();
    }

    @Test
    void stages_and_steps_run_in_their_order_and_each_is_told() {
        runner.run(plan(stage("first", lane("lb-1", step("a"), step("b"))), stage("second", lane("pair", step("c")))));

        assertThat(story())
                .containsExactly(
                        "lb-1 STARTED a",
                        "lb-1 DONE a",
                        "lb-1 STARTED b",
                        "lb-1 DONE b",
                        "pair STARTED c",
                        "pair DONE c");
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.run()).isEqualTo("run-1");
            assertThat(entry.time()).isEqualTo(NOW);
        });
    }

    @Test
    void an_empty_plan_does_nothing() {
        runner.run(plan());

        assertThat(entries).isEmpty();
    }

    @Test
    void the_lanes_of_a_stage_run_side_by_side() {
        CyclicBarrier both = new CyclicBarrier(2);
        Step meets = new Told("meet", context -> both.await(10, TimeUnit.SECONDS));

        runner.run(plan(stage("build", lane("lb-1", meets), lane("lb-2", meets))));

        assertThat(story()).contains("lb-1 DONE meet", "lb-2 DONE meet");
    }

    @Test
    void a_failed_lane_lets_the_other_come_to_its_end_and_the_next_stage_is_not_begun() {
        CountDownLatch failed = new CountDownLatch(1);
        Step fails = new Told("fail", context -> {
            failed.countDown();
            throw new LbprovException(ExitStatus.STEP_FAILED, Problem.error("cannot fail"));
        });
        Step waits = new Told("wait", context -> failed.await());

        LbprovException failure = failure(plan(
                stage("build", lane("lb-1", fails, step("never")), lane("lb-2", waits, step("after"))),
                stage("verify", lane("pair", step("verify")))));

        assertThat(failure.status()).isEqualTo(ExitStatus.STEP_FAILED);
        assertThat(story())
                .contains("lb-1 FAILED fail", "lb-2 DONE wait", "lb-2 DONE after")
                .doesNotContain("lb-1 STARTED never", "pair STARTED verify");
    }

    @Test
    void the_problems_of_all_lanes_are_told_in_the_order_of_the_lanes() {
        LbprovException failure =
                failure(plan(stage("build", lane("lb-1", failing("one", "x")), lane("lb-2", failing("two", "y")))));

        assertThat(failure.problems()).map(Problem::line).containsExactly("cannot one; x", "cannot two; y");
    }

    @Test
    void the_entry_of_a_failure_holds_the_problem_in_words() {
        failure(plan(stage("build", lane("lb-1", failing("one", "no space left")))));

        assertThat(entries.get(1).text()).isEqualTo("cannot one; no space left");
    }

    @Test
    void what_was_done_is_taken_back_when_a_step_fails() {
        Lane lane = new Lane("lb-1", List.of(step("a"), failing("b", "why")), List.of(step("undo 1"), step("undo 2")));

        LbprovException failure = failure(plan(stage("build", lane)));

        assertThat(failure.problems()).map(Problem::line).containsExactly("cannot b; why");
        assertThat(story())
                .containsExactly(
                        "lb-1 STARTED a",
                        "lb-1 DONE a",
                        "lb-1 STARTED b",
                        "lb-1 FAILED b",
                        "lb-1 UNDOING take back",
                        "lb-1 STARTED undo 1",
                        "lb-1 DONE undo 1",
                        "lb-1 STARTED undo 2",
                        "lb-1 DONE undo 2");
    }

    @Test
    void an_undo_that_fails_keeps_the_rest_as_it_is_and_says_what_is_left() {
        Lane lane = new Lane("lb-1", List.of(failing("b", "why")), List.of(failing("undo 1", "also"), step("undo 2")));

        LbprovException failure = failure(plan(stage("build", lane)));

        assertThat(failure.problems())
                .map(Problem::line)
                .containsExactly(
                        "cannot b; why",
                        "cannot undo 1; also",
                        "not everything was taken back; left to do: undo 1; undo 2; try: mend the cause and run the same"
                                + " command again: it goes on from what is there");
        assertThat(story()).doesNotContain("lb-1 STARTED undo 2");
    }

    @Test
    void nothing_is_taken_back_after_an_interruption_or_without_a_failure() {
        Lane stopped = new Lane("lb-1", List.of(interrupted("b")), List.of(step("undo")));
        assertThat(failure(plan(stage("build", stopped))).status()).isEqualTo(ExitStatus.INTERRUPTED);

        runner.run(plan(stage("build", new Lane("lb-1", List.of(step("a")), List.of(step("undo"))))));

        assertThat(story()).doesNotContain("lb-1 STARTED undo");
    }

    @Test
    void an_interruption_while_taking_back_stops_that_too() {
        Lane lane = new Lane("lb-1", List.of(failing("b", "why")), List.of(interrupted("undo 1"), step("undo 2")));

        assertThat(failure(plan(stage("build", lane))).status()).isEqualTo(ExitStatus.INTERRUPTED);
        assertThat(story()).doesNotContain("lb-1 STARTED undo 2");
    }

    @Test
    void a_stopped_run_stops_its_lanes_and_says_how_to_go_on() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch stopped = new CountDownLatch(2);
        Step endless = new Told("endless", context -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                stopped.countDown();
            }
        });
        Plan plan = plan(
                stage("build", lane("lb-1", endless, step("never")), lane("lb-2", endless)),
                stage("verify", lane("pair", step("verify"))));
        AtomicReference<Optional<LbprovException>> thrown = new AtomicReference<>(Optional.empty());
        Thread main = new Thread(() ->
                thrown.set(Optional.ofNullable(catchThrowableOfType(LbprovException.class, () -> runner.run(plan)))));
        main.start();
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        long pressed = System.nanoTime();
        main.interrupt();
        main.join(10_000);

        assertThat(Duration.ofNanos(System.nanoTime() - pressed))
                .as("lanes that can stop are not waited for")
                .isLessThan(Duration.ofSeconds(4));
        assertThat(thrown.get()).hasValueSatisfying(failure -> {
            assertThat(failure.status()).isEqualTo(ExitStatus.INTERRUPTED);
            assertThat(failure.problems().get(0).attempt().orElse("")).startsWith("run the same command again");
        });
        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(story()).doesNotContain("lb-1 STARTED never", "pair STARTED verify");
    }

    @Test
    void a_bug_in_a_step_is_not_taken_for_something_expected() {
        Step bug = new Told("bug", context -> {
            throw new IllegalStateException("an index is off by one");
        });

        assertThatThrownBy(() -> runner.run(plan(stage("build", lane("lb-1", bug, step("never"))))))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("an index is off by one");
        assertThat(story()).doesNotContain("lb-1 STARTED never");
    }

    @Test
    void what_a_step_tells_of_itself_carries_its_lane_and_title() {
        Step talks = new Told("talk", context -> {
            context.progress("half way");
            context.warn(Problem.warning("odd").because("it is"));
            ((StubContext) context).log.task("UPID:pluto:1");
        });

        runner.run(plan(stage("build", lane("lb-2", talks))));

        assertThat(entries)
                .containsExactly(
                        new Entry(NOW, "run-1", "lb-2", "talk", Entry.Kind.STARTED, ""),
                        new Entry(NOW, "run-1", "lb-2", "talk", Entry.Kind.PROGRESS, "half way"),
                        new Entry(NOW, "run-1", "lb-2", "talk", Entry.Kind.WARNING, "odd; it is"),
                        new Entry(NOW, "run-1", "lb-2", "talk", Entry.Kind.TASK, "UPID:pluto:1"),
                        new Entry(NOW, "run-1", "lb-2", "talk", Entry.Kind.DONE, ""));
    }
}
