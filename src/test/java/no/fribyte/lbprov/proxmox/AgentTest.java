package no.fribyte.lbprov.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.proxmox.ProxmoxFailure.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Talking to a guest, with all that happens to text on the way. */
class AgentTest {
    private static final List<String> COMMAND = List.of("/usr/local/sbin/lbprov-guest", "status");

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
    void an_agent_that_answers_is_there() {
        node.answers("{\"result\":{}}");

        assertThat(agent().ping()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QEMU guest agent is not running",
                "VM 101 is not running",
                "No QEMU guest agent configured",
                "VM 101 qga command 'guest-ping' failed - got timeout"
            })
    void an_agent_that_is_not_there_yet_is_no_error(String words) {
        node.refuses("500 " + words, "{\"data\":null}");

        assertThat(agent().ping()).isFalse();
    }

    @Test
    void an_error_inside_a_success_is_no_answer_of_the_agent() {
        node.answers("{\"result\":{\"error\":{\"class\":\"GenericError\",\"desc\":\"x\"}}}");

        assertThat(agent().ping()).isFalse();
    }

    @Test
    void a_missing_right_is_an_error_that_waiting_does_not_cure() {
        node.refuses("403 Permission check failed (/vms/101, VM.GuestAgent.Audit)", "");

        assertThatThrownBy(() -> agent().ping()).hasMessageContaining("VM.GuestAgent.Audit on /vms/101");
    }

    @Test
    void a_ping_changes_nothing_and_may_be_repeated() {
        node.refuses("596 Connection timed out", "").answers("{\"result\":{}}");

        assertThat(agent().ping()).isTrue();
    }

    @Test
    void a_program_runs_to_its_end_and_its_output_is_utf8_again() throws Exception {
        node.answers("{\"pid\":4711}").answers("{\"exited\":0}");
        node.answers(
                "{\"exited\":1,\"exitcode\":3,\"out-data\":\"bl\\u00c3\\u00a5 \\u00e2\\u0082\\u00ac\",\"err-data\":\"no\","
                        + "\"err-truncated\":1}");

        ExecResult result = agent().run(COMMAND, Optional.of("line\n"), Duration.ofSeconds(10));

        assertThat(result).isEqualTo(new ExecResult(3, "blå €", "no", true));
        assertThat(node.receivedBody())
                .isEqualTo("command=%2Fusr%2Flocal%2Fsbin%2Flbprov-guest&command=status&input-data=line%0A");
        assertThat(node.received().getTarget()).endsWith("/qemu/101/agent/exec-status?pid=4711");
        assertThat(node.time.pauses).containsExactly(Duration.ofMillis(500));
    }

    @Test
    void text_that_a_node_has_decoded_already_or_that_is_no_utf8_is_left_as_it_is() {
        assertThat(GuestText.decoded("blå €")).isEqualTo("blå €");
        assertThat(GuestText.decoded("caf\u00e9")).isEqualTo("café");
    }

    @Test
    void a_signal_counts_as_in_a_shell() {
        node.answers("{\"pid\":1}").answers("{\"exited\":1,\"signal\":9}");

        assertThat(agent().run(COMMAND, Optional.empty(), Duration.ofSeconds(1)).exit())
                .isEqualTo(137);
    }

    @Test
    void a_program_that_does_not_end_has_an_unknown_outcome() {
        node.answers("{\"pid\":1}");
        for (int time = 0; time < 4; time++) {
            node.answers("{\"exited\":0}");
        }

        Attempt<ExecResult> run = Attempt.of(() -> agent().run(COMMAND, Optional.empty(), Duration.ofSeconds(1)));

        assertThat(run.failedAs(Kind.UNKNOWN_OUTCOME)).isTrue();
        assertThat(run.failure().orElseThrow().text()).isEqualTo("it did not end within 1 s and may still run");
    }

    @Test
    void an_end_that_the_agent_has_forgotten_is_an_unknown_outcome() {
        node.answers("{\"pid\":1}").refuses("500 Agent error: PID 1 does not exist", "");

        Attempt<ExecResult> run = Attempt.of(() -> agent().run(COMMAND, Optional.empty(), Duration.ofSeconds(1)));

        assertThat(run.failedAs(Kind.UNKNOWN_OUTCOME)).isTrue();
        assertThat(run.failure().orElseThrow().text()).contains("PID 1 does not exist");
    }

    @Test
    void an_agent_that_gives_no_process_id_may_be_forbidden_to_run_programs() {
        node.answers("{}");

        assertThatThrownBy(() -> agent().exec(COMMAND, Optional.empty()))
                .isInstanceOf(LbprovException.class)
                .hasMessageContaining("forbid guest-exec");
    }

    @Test
    void input_that_would_not_arrive_as_it_is_is_refused_here() {
        assertThatThrownBy(() -> agent().exec(COMMAND, Optional.of("å"))).hasMessageContaining("base64");
        assertThatThrownBy(() -> agent().exec(COMMAND, Optional.of("a".repeat(65_537))))
                .hasMessageContaining("64 KiB");
    }

    @Test
    void a_file_is_read_as_utf8_and_says_when_there_is_more() throws Exception {
        node.answers("{\"content\":\"{\\\"a\\\":\\\"\\u00c3\\u00a6\\\"}\",\"bytes-read\":9,\"truncated\":1}");

        assertThat(agent().read("/run/lbprov/first boot.json")).hasValue(new GuestFile("{\"a\":\"æ\"}", true));
        assertThat(node.received().getTarget()).endsWith("/agent/file-read?file=%2Frun%2Flbprov%2Ffirst%20boot.json");
    }

    @Test
    void a_file_that_is_not_there_is_no_error() {
        node.refuses("500 Agent error: failed to open file '/x' (mode: 'r'): No such file or directory", "")
                .refuses("500 QEMU guest agent is not running", "");

        assertThat(agent().read("/x")).isEmpty();
        assertThatThrownBy(() -> agent().read("/x")).isInstanceOf(LbprovException.class);
    }

    @Test
    void an_agent_that_is_away_is_told_from_one_that_says_no() {
        node.refuses("500 QEMU guest agent is not running", "")
                .refuses("500 VM 101 qga command 'guest-file-open' failed - got timeout", "")
                .refuses("500 Agent error: failed to open file '/x' (mode: 'r'): Permission denied", "")
                .refuses("500 VM 101 is not running", "");

        assertThat(Attempt.of(() -> agent().read("/x")).failedAs(Kind.NO_AGENT)).isTrue();
        assertThat(Attempt.of(() -> agent().read("/x")).failedAs(Kind.NO_AGENT)).isTrue();
        assertThat(Attempt.of(() -> agent().read("/x")).failedAs(Kind.REFUSED)).isTrue();
        assertThat(Attempt.of(() -> node.vm().stop()).failedAs(Kind.REFUSED))
                .as("only the agent's calls ask for an agent")
                .isTrue();
    }

    @Test
    void an_agent_that_is_away_while_a_program_runs_is_waited_for() {
        node.answers("{\"pid\":1}")
                .refuses("500 QEMU guest agent is not running", "")
                .answers("{\"exited\":1,\"exitcode\":0}");

        assertThat(agent().run(COMMAND, Optional.empty(), Duration.ofSeconds(10))
                        .exit())
                .isZero();
    }

    @Test
    void a_right_that_is_missing_for_the_outcome_is_told_as_that() {
        node.answers("{\"pid\":1}").refuses("403 Permission check failed (/vms/101, VM.GuestAgent.Unrestricted)", "");

        Attempt<ExecResult> run = Attempt.of(() -> agent().run(COMMAND, Optional.empty(), Duration.ofSeconds(1)));

        assertThat(run.failedAs(Kind.NO_PERMISSION)).isTrue();
    }

    private AgentApi agent() {
        return node.vm().agent();
    }
}
