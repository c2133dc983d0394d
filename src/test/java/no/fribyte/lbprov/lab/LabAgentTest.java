package no.fribyte.lbprov.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import no.fribyte.lbprov.simulator.guest.ExecResult;
import no.fribyte.lbprov.simulator.guest.GuestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LabAgentTest {
    private final Place place;
    private final LabAgent agent;

    LabAgentTest(@TempDir Path directory) {
        place = Place.in(directory);
        agent = new LabAgent(place, new Locks(place), "disk", 101);
    }

    private FakeAgent guest(String greeting, UnaryOperator<String> answers) throws IOException {
        return new FakeAgent(place.agent("disk"), greeting, answers);
    }

    private FakeAgent guest(String answer) throws IOException {
        return guest("", FakeAgent.afterSync(line -> answer));
    }

    @Test
    void every_connection_begins_with_a_mark_and_a_number_of_its_own() throws IOException {
        try (FakeAgent guest = guest("{\"return\": {}}\n")) {
            agent.ping();
            agent.ping();

            assertThat(guest.heard()).hasSize(4);
            assertThat(guest.heard().get(0)).startsWith("\u00ff{").contains("guest-sync-delimited");
            assertThat(guest.heard().get(2)).isNotEqualTo(guest.heard().get(0));
        }
    }

    @Test
    void what_an_earlier_client_left_behind_is_no_answer() throws IOException {
        String left = "{\"return\": {\"pid\": 7}}\n\u00ff{\"return\": 5}\ngarb\u00ffage{\n";
        UnaryOperator<String> answers = FakeAgent.afterSync(line -> "{\"return\": {\"pid\": 42}}\n");
        try (FakeAgent guest = guest(left, answers)) {
            assertThat(agent.exec(List.of("/bin/true"), new byte[0])).isEqualTo(42);
            assertThat(guest.heard()).hasSize(2);
        }
    }

    @Test
    void a_half_answer_before_the_mark_does_no_harm() throws IOException {
        UnaryOperator<String> answers = FakeAgent.afterSync(line -> "{\"return\": {}}\n");
        try (FakeAgent guest = guest("{\"return\": {\"out-data\": \"aGFsZ", answers)) {
            agent.ping();

            assertThat(guest.heard()).hasSize(2);
        }
    }

    @Test
    void an_agent_that_says_nothing_is_not_running() throws IOException {
        try (FakeAgent guest = guest("", line -> "")) {
            long begin = System.nanoTime();

            assertThatThrownBy(agent::ping)
                    .isInstanceOf(GuestException.class)
                    .hasMessage("QEMU guest agent is not running");

            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(5));
            assertThat(guest.heard()).hasSize(1);
        }
    }

    @Test
    void neither_is_one_that_hangs_up_or_was_never_there() throws IOException {
        assertThatThrownBy(agent::ping).hasMessage("QEMU guest agent is not running");
        try (FakeAgent guest = guest("", line -> "hang up")) {
            assertThatThrownBy(agent::ping).hasMessage("QEMU guest agent is not running");
            assertThat(guest.heard()).isNotEmpty();
        }
    }

    @Test
    void one_that_falls_silent_afterwards_has_its_time_limit() throws IOException {
        try (FakeAgent guest = guest("")) {
            assertThatThrownBy(() -> agent.exec(List.of("/bin/true"), new byte[0]))
                    .hasMessage("VM 101 qga command 'guest-exec' failed - got timeout");
            assertThat(guest.heard()).hasSize(2);
        }
    }

    @Test
    void its_own_words_are_told_as_such() throws IOException {
        try (FakeAgent guest = guest("{\"error\": {\"class\": \"GenericError\", \"desc\": \"no such thing\"}}\n")) {
            assertThatThrownBy(() -> agent.ask("get-osinfo")).isInstanceOfSatisfying(GuestException.class, refused -> {
                assertThat(refused.isByAgent()).isTrue();
                assertThat(refused.text()).isEqualTo("no such thing");
            });
            assertThat(guest.heard().get(1)).contains("guest-get-osinfo");
        }
    }

    @Test
    void input_goes_in_as_base64_and_arguments_one_by_one() throws IOException {
        try (FakeAgent guest = guest("{\"return\": {\"pid\": 1}}\n")) {
            agent.exec(List.of("/bin/sh", "-c", "cat"), "blå\n".getBytes(UTF_8));

            assertThat(guest.heard().get(1))
                    .contains("\"path\":\"/bin/sh\"")
                    .contains("\"arg\":[\"-c\",\"cat\"]")
                    .contains("\"input-data\":\"YmzDpQo=\"")
                    .contains("\"capture-output\":true");
        }
    }

    @Test
    void a_program_runs_or_has_ended_or_was_killed() throws IOException {
        try (FakeAgent guest = guest("{\"return\": {\"exited\": false}}\n")) {
            assertThat(agent.execStatus(5)).isEmpty();
            assertThat(guest.heard().get(1)).contains("\"pid\":5");
        }
        Place.delete(place.agent("disk"));
        try (FakeAgent guest =
                guest("{\"return\": {\"exited\": true, \"exitcode\": 3, \"out-data\": \"aGVpCg==\"}}\n")) {
            ExecResult ended = agent.execStatus(5).orElseThrow();
            assertThat(ended.exitCode()).isEqualTo(3);
            assertThat(ended.out()).asString(UTF_8).isEqualTo("hei\n");
            assertThat(guest.heard()).hasSize(2);
        }
        Place.delete(place.agent("disk"));
        try (FakeAgent guest = guest("{\"return\": {\"exited\": true, \"signal\": 9}}\n")) {
            assertThat(agent.execStatus(5).map(ExecResult::exitCode)).isEqualTo(Optional.of(137));
            assertThat(guest.heard()).hasSize(2);
        }
    }

    @Test
    void a_file_is_read_in_parts_and_closed() throws IOException {
        UnaryOperator<String> answers = new UnaryOperator<>() {
            private int parts;

            @Override
            public String apply(String line) {
                if (line.contains("guest-file-open")) {
                    return "{\"return\": 1000}\n";
                }
                if (line.contains("guest-file-read")) {
                    parts++;
                    return parts == 1
                            ? "{\"return\": {\"count\": 3, \"buf-b64\": \"YWJj\", \"eof\": false}}\n"
                            : "{\"return\": {\"count\": 1, \"buf-b64\": \"ZA==\", \"eof\": true}}\n";
                }
                return "{\"return\": {}}\n";
            }
        };
        try (FakeAgent guest = guest("", FakeAgent.afterSync(answers))) {
            assertThat(agent.read("/etc/hostname")).asString(UTF_8).isEqualTo("abcd");
            assertThat(guest.heard().get(4)).contains("guest-file-close").contains("1000");
        }
    }

    @Test
    void a_guest_that_ends_does_not_answer_that_it_will() throws IOException {
        try (FakeAgent guest = guest("")) {
            assertThat(agent.shutDown(Duration.ofMillis(300))).isTrue();
            assertThat(guest.heard().get(1)).contains("guest-shutdown").contains("powerdown");
        }
        assertThat(agent.shutDown(Duration.ofMillis(300))).isFalse();
    }
}
