package no.fribyte.lbprov.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import mockwebserver3.MockResponse;
import no.fribyte.lbprov.model.PveVersion;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.proxmox.ProxmoxFailure.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is repeated and, more important, what is not. */
class RepetitionTest {
    private static final String LOCKED = "can't lock file '/var/lock/qemu-server/lock-101.conf' - got timeout";

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
    void a_post_whose_answer_was_dropped_is_sent_once_and_its_outcome_is_unknown() {
        node.dropsAfterWork().answers("\"" + TestNode.UPID + "\"");

        Attempt<Upid> start = Attempt.of(() -> node.vm().start());

        assertThat(start.failedAs(Kind.UNKNOWN_OUTCOME)).isTrue();
        assertThat(node.server.getRequestCount()).isEqualTo(1);
        assertThat(start.failure().orElseThrow().problem().line())
                .isEqualTo("cannot tell whether this was done: start VM 101 on pluto; the answer was lost; it may have"
                        + " been done: the server closed the connection without an answer; try: run the command again:"
                        + " it looks at what is there before it goes on");
    }

    @Test
    void on_a_kept_connection_too_a_write_is_sent_once() {
        node.answers("{\"version\":\"9.1.1\"}").dropsAfterWork().answers("null");
        node.client().version();

        Attempt<Upid> destroy = Attempt.of(() -> node.vm().destroy(true));

        assertThat(destroy.failedAs(Kind.UNKNOWN_OUTCOME)).isTrue();
        assertThat(node.server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void a_write_that_gets_no_answer_in_time_is_sent_once() {
        node.staysSilent();

        Attempt<Upid> stop = Attempt.of(() -> node.vm().stop());

        assertThat(stop.failedAs(Kind.UNKNOWN_OUTCOME)).isTrue();
        assertThat(stop.failure().orElseThrow().text()).isEqualTo("no answer in time");
        assertThat(node.server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"502 Bad Gateway", "595 No route to host", "596 Connection timed out", "599 Too many"})
    void a_write_that_a_gateway_answers_is_sent_once_and_its_outcome_is_unknown(String status) {
        node.refuses(status, "");

        Attempt<Upid> stop = Attempt.of(() -> node.vm().stop());

        assertThat(stop.failedAs(Kind.UNKNOWN_OUTCOME)).isTrue();
        assertThat(node.server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void a_gateway_that_asks_for_a_repetition_does_not_get_one_of_a_write() {
        for (int time = 0; time < 2; time++) {
            node.server.enqueue(new MockResponse.Builder()
                    .code(503)
                    .addHeader("Retry-After", "0")
                    .build());
        }

        assertThat(Attempt.of(() -> node.vm().stop()).failedAs(Kind.UNKNOWN_OUTCOME))
                .isTrue();
        assertThat(node.server.getRequestCount()).isEqualTo(1);
        assertThat(Attempt.of(() -> node.vm().destroy(false)).failedAs(Kind.UNKNOWN_OUTCOME))
                .isTrue();
        assertThat(node.server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void redirects_and_408_are_answers_like_any_other() {
        node.server.enqueue(new MockResponse.Builder()
                .code(308)
                .addHeader("Location", "/elsewhere")
                .build());
        node.server.enqueue(new MockResponse.Builder().code(408).build());

        assertThat(Attempt.of(() -> node.vm().stop()).failedAs(Kind.REFUSED)).isTrue();
        assertThat(Attempt.of(() -> node.vm().stop()).failedAs(Kind.REFUSED)).isTrue();
        assertThat(node.server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void a_read_is_repeated_after_a_gateways_answer_and_after_a_lost_connection() {
        node.refuses("596 Connection timed out", "").dropsAfterWork().answers("{\"version\":\"8.2.0\"}");

        assertThat(node.client().version().minor()).isEqualTo(2);
        assertThat(node.time.pauses).containsExactly(Duration.ofMillis(300), Duration.ofSeconds(1));
    }

    @Test
    void a_read_is_given_up_after_three_times() {
        node.refuses("595 No route to host", "").refuses("595 x", "").refuses("595 No route to host", "");

        Attempt<PveVersion> read = Attempt.of(() -> node.client()
                .node(new no.fribyte.lbprov.model.NodeName("fergus"))
                .version());

        assertThat(read.failedAs(Kind.UNREACHABLE)).isTrue();
        assertThat(node.server.getRequestCount()).isEqualTo(3);
        assertThat(read.failure().orElseThrow().problem().why())
                .hasValue("595 No route to host (pluto got no answer from fergus)");
    }

    @Test
    void a_500_is_not_repeated_since_it_may_just_mean_missing() {
        node.refuses("500 Configuration file 'nodes/pluto/qemu-server/101.conf' does not exist", "{\"data\":null}");

        assertThat(node.vm().config()).isEmpty();
        assertThat(node.server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void a_write_is_repeated_when_a_lock_proves_that_nothing_was_done() {
        node.refuses("500 " + LOCKED, "").refuses("500 x", "{\"data\":null,\"message\":\"" + LOCKED + "\\n\"}");
        node.answers("null");

        node.vm().updateNow(Form.empty().with("name", "x"), Optional.empty());

        assertThat(node.server.getRequestCount()).isEqualTo(3);
        assertThat(node.time.pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void a_lock_that_stays_is_a_refusal_in_the_end() {
        for (int time = 0; time < 5; time++) {
            node.refuses("500 " + LOCKED, "");
        }

        assertThat(Attempt.of(() -> node.vm().start()).failedAs(Kind.LOCK_TIMEOUT))
                .isTrue();
        assertThat(node.server.getRequestCount()).isEqualTo(5);
    }

    @Test
    void a_text_that_only_mentions_a_lock_is_no_proof() {
        node.refuses("500 unable to create VM 101: " + LOCKED, "");

        assertThat(Attempt.of(() -> node.vm().stop()).failedAs(Kind.REFUSED)).isTrue();
        assertThat(node.server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void an_interruption_ends_the_waiting_with_its_own_status() {
        node.refuses("596 Connection timed out", "");
        Thread.currentThread().interrupt();

        LbprovException stopped =
                catchThrowableOfType(LbprovException.class, () -> node.client().version());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped.status()).isEqualTo(ExitStatus.INTERRUPTED);
    }
}
