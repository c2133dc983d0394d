package no.fribyte.lbprov.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting for tasks, in time that passes only here. */
class TaskTest {
    private static final Upid TASK = Upid.parse(TestNode.UPID);
    private static final String RUNNING = "{\"status\":\"running\"}";
    private static final String NO_SUCH_TASK =
            "{\"data\":null,\"message\":\"Parameter verification failed.\\n\",\"errors\":{\"upid\":\"no such task\"}}";

    @SuppressWarnings("NullAway.Init")
    private TestNode node;

    @BeforeEach
    void open() throws IOException {
        node = new TestNode();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void a_task_id_says_where_and_what() {
        Upid upload = Upid.parse("UPID:fergus:0000ABCD:001122334:65A1B2C3:imgcopy::root@pam:");

        assertThat(upload.node()).isEqualTo(new NodeName("fergus"));
        assertThat(upload.type()).isEqualTo("imgcopy");
        assertThat(upload.id()).isEmpty();
        assertThat(upload.user()).isEqualTo("root@pam");
        assertThat(TASK.user()).isEqualTo("lbprov@pve!cli");
        assertThatThrownBy(() -> Upid.parse("UPID:fergus")).hasMessageContaining("UPID:fergus");
    }

    @Test
    void the_pauses_grow_until_the_task_has_ended() {
        for (int time = 0; time < 60; time++) {
            node.answers(RUNNING);
        }
        stopped("OK");

        assertThat(await()).isEqualTo(new TaskResult.Ok());
        assertThat(node.time.pauses.subList(0, 3))
                .containsExactly(Duration.ofMillis(200), Duration.ofMillis(210), Duration.ofNanos(220_500_000));
        assertThat(node.time.pauses.get(59)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void a_task_is_asked_of_the_node_in_its_id() throws Exception {
        stopped("OK");

        node.client().tasks().await(Upid.parse("UPID:fergus:0000ABCD:00112233:65A1B2C3:imgcopy::a@pve!b:"));

        assertThat(node.received().getTarget()).startsWith("/api2/json/nodes/fergus/tasks/UPID:fergus:");
    }

    @Test
    void warnings_are_a_success_with_lines_to_look_at() {
        stopped("WARNINGS: 1");
        node.answers(
                "[{\"n\":1,\"t\":\"freeing\"},{\"n\":2,\"t\":\"WARN: volume is busy\"},{\"n\":3,\"t\":\"TASK WARNINGS: 1\"}]");

        TaskResult result = await();

        assertThat(result).isEqualTo(new TaskResult.Warnings(List.of("WARN: volume is busy")));
    }

    @Test
    void a_failed_task_brings_the_end_of_its_log() {
        StringBuilder log = new StringBuilder("[{\"n\":1,\"t\":\"line 1\"}");
        for (int line = 2; line <= 12; line++) {
            log.append(",{\"n\":%d,\"t\":\"line %d\"}".formatted(line, line));
        }
        stopped("shrinking disks is not supported");
        node.answers(log + "]");

        TaskResult.Failed failed = (TaskResult.Failed) await();

        assertThat(failed.text()).isEqualTo("shrinking disks is not supported");
        assertThat(failed.lastLines()).hasSize(10).startsWith("line 3").endsWith("line 12");
    }

    @Test
    void the_reason_of_a_failure_has_the_lines_before_its_last_word() {
        TaskResult.Failed failed = new TaskResult.Failed(
                "start failed: QEMU exited with code 1",
                List.of("kvm: cannot set up guest memory", "TASK ERROR: start failed: QEMU exited with code 1"));

        assertThat(failed.reason()).isEqualTo("start failed: QEMU exited with code 1\nkvm: cannot set up guest memory");
        assertThat(new TaskResult.Failed("no space left", List.of()).reason()).isEqualTo("no space left");
    }

    @Test
    void a_task_that_never_ends_is_left_alone_after_a_while_with_what_it_said_last() {
        for (int time = 0; time < 13; time++) {
            node.answers(RUNNING);
        }
        node.answers("[{\"n\":1,\"t\":\"transferred 1 GiB of 10 GiB\"}]");
        ClientSettings settings = node.settings();
        Duration pause = Duration.ofMinutes(10);
        Patience patience = new Patience(pause, pause, pause, pause, Duration.ofHours(2));
        try (ProxmoxClient client = new ProxmoxClient(
                node.endpoint(),
                new ClientSettings(
                        settings.timeouts(), patience, settings.clock(), settings.pause(), settings.trace()))) {
            LbprovException stopped = catchThrowableOfType(
                    LbprovException.class, () -> client.tasks().await(TASK));

            assertThat(stopped.status()).isEqualTo(ExitStatus.STEP_FAILED);
            assertThat(stopped)
                    .hasMessageContaining("still runs after 120 min")
                    .hasMessageContaining("transferred 1 GiB of 10 GiB");
        }
    }

    @Test
    void a_log_that_cannot_be_read_does_not_hide_the_failure() {
        stopped("no space left");
        node.refuses("403 Permission check failed", "");

        assertThat(await()).isEqualTo(new TaskResult.Failed("no space left", List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unexpected status", "unable to get last line from task log - x"})
    void a_task_that_was_killed_has_an_unknown_outcome(String exit) {
        stopped(exit);

        assertThat(await()).isEqualTo(new TaskResult.Unknown(exit));
    }

    @Test
    void a_task_just_started_may_not_be_known_yet() {
        node.refuses("400 Parameter verification failed.", NO_SUCH_TASK)
                .refuses("400 Parameter verification failed.", NO_SUCH_TASK);
        stopped("OK");

        assertThat(await()).isEqualTo(new TaskResult.Ok());
    }

    @Test
    void a_task_that_stays_unknown_is_an_error_after_some_seconds() {
        for (int time = 0; time < 60; time++) {
            node.refuses("400 Parameter verification failed.", NO_SUCH_TASK);
        }

        assertThatThrownBy(this::await).isInstanceOf(LbprovException.class).hasMessageContaining("upid: no such task");
        assertThat(node.time.pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(13));
    }

    @Test
    void a_silent_node_is_borne_for_a_while() {
        node.answers(RUNNING);
        for (int time = 0; time < 9; time++) {
            node.refuses("596 Connection timed out", "");
        }
        stopped("OK");

        assertThat(await()).isEqualTo(new TaskResult.Ok());
    }

    @Test
    void a_node_that_stays_silent_ends_the_waiting() {
        node.answers(RUNNING);
        for (int time = 0; time < 300; time++) {
            node.refuses("595 No route to host", "");
        }

        assertThatThrownBy(this::await).hasMessageContaining("595 No route to host");
        assertThat(Duration.between(Instant.parse("2026-01-01T00:00:00Z"), node.time.instant()))
                .isBetween(Duration.ofMinutes(2), Duration.ofSeconds(130));
    }

    @Test
    void a_lost_right_ends_the_waiting_at_once() {
        node.refuses("403 Permission check failed (/nodes/pluto, Sys.Audit)", "");

        assertThatThrownBy(this::await).hasMessageContaining("Sys.Audit on /nodes/pluto");
    }

    @Test
    void an_interruption_ends_the_waiting_and_stays_visible() {
        node.answers(RUNNING);
        ClientSettings settings = node.settings();
        Pause interrupted = time -> {
            throw new InterruptedException("Ctrl-C");
        };
        try (ProxmoxClient client = new ProxmoxClient(
                node.endpoint(),
                new ClientSettings(
                        settings.timeouts(), settings.patience(), settings.clock(), interrupted, settings.trace()))) {
            LbprovException stopped = catchThrowableOfType(
                    LbprovException.class, () -> client.tasks().await(TASK));

            assertThat(stopped.status()).isEqualTo(ExitStatus.INTERRUPTED);
            assertThat(stopped).hasMessageContaining("wait for task " + TestNode.UPID);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void running_tasks_are_those_without_an_end() throws Exception {
        node.answers("""
                [{"upid":"%s","starttime":1767225600,"status":"RUNNING"},
                 {"upid":"UPID:pluto:0000ABCE:00112233:65A1B2C3:qmstop:101:a@pve:","starttime":1,"endtime":2,"status":"OK"}]""".formatted(TestNode.UPID));

        assertThat(node.client().tasks().running(TestNode.PLUTO))
                .containsExactly(new RunningTask(TASK, Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(node.received().getTarget()).endsWith("/nodes/pluto/tasks?source=active");
    }

    private TaskResult await() {
        return node.client().tasks().await(TASK);
    }

    private void stopped(String exit) {
        node.answers("{\"status\":\"stopped\",\"exitstatus\":\"" + exit + "\"}");
    }
}
