package no.fribyte.lbprov.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import no.fribyte.lbprov.simulator.guest.GuestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class MonitorTest {
    private static final String GREETING = "{\"QMP\": {\"version\": {}, \"capabilities\": []}}\r\n";
    private final Path socket;

    MonitorTest(@TempDir Path directory) {
        socket = directory.resolve("qmp");
    }

    private static UnaryOperator<String> answering(String answer) {
        return line ->
                line.contains("qmp_capabilities") ? "{\"return\": {}, \"id\": \"qmp_capabilities\"}\r\n" : answer;
    }

    @Test
    void events_and_answers_to_others_come_in_between() throws IOException {
        String answer = String.join(
                "\r\n",
                "{\"event\": \"RESET\"}",
                "{\"return\": {}, \"id\": \"old\"}",
                "{\"return\": {\"status\": \"running\"}, \"id\": \"query-status\"}",
                "");
        try (FakeAgent qemu = new FakeAgent(socket, GREETING, answering(answer));
                Monitor monitor = Monitor.open(socket, 101)) {
            assertThat(monitor.run("query-status").path("status").asString()).isEqualTo("running");
            assertThat(qemu.heard()).hasSize(2);
        }
    }

    @Test
    void a_refusal_is_told_in_qemus_words() throws IOException {
        String answer =
                "{\"error\": {\"class\": \"GenericError\", \"desc\": \"Device 'x' is locked\"}, \"id\": \"eject\"}\r\n";
        try (FakeAgent qemu = new FakeAgent(socket, GREETING, answering(answer));
                Monitor monitor = Monitor.open(socket, 101)) {
            assertThatThrownBy(() -> monitor.run("eject", Map.of("id", "x")))
                    .isInstanceOf(GuestException.class)
                    .hasMessage("VM 101 qmp command 'eject' failed - Device 'x' is locked");
            assertThat(qemu.heard().get(1)).contains("\"arguments\":{\"id\":\"x\"}");
        }
    }

    @Test
    void a_process_that_does_not_move_is_given_up() throws IOException {
        try (FakeAgent qemu = new FakeAgent(socket, "", line -> "")) {
            assertThatThrownBy(() -> Monitor.open(socket, 101))
                    .hasMessage("VM 101 qmp command 'qmp_capabilities' failed - got timeout");
            assertThat(qemu.heard()).hasSize(1);
        }
    }

    @Test
    void whoever_was_given_up_on_can_be_asked_again_for_nobody_stays_connected() throws IOException {
        AtomicBoolean stopped = new AtomicBoolean(true);
        UnaryOperator<String> later = answering("");
        try (FakeAgent qemu =
                new FakeAgent(socket, GREETING, line -> stopped.getAndSet(false) ? "" : later.apply(line))) {
            assertThatThrownBy(() -> Monitor.open(socket, 101)).hasMessageContaining("got timeout");
            try (Monitor again = Monitor.open(socket, 101)) {
                assertThat(again).isNotNull();
                assertThat(qemu.heard()).hasSize(2);
            }
        }
    }

    @Test
    void so_is_one_that_hangs_up_or_talks_nonsense() throws IOException {
        try (FakeAgent qemu = new FakeAgent(socket, "", line -> "hang up")) {
            assertThatThrownBy(() -> Monitor.open(socket, 101)).isInstanceOf(GuestException.class);
            assertThat(qemu.heard()).hasSizeLessThan(2);
        }
        Place.delete(socket);
        try (FakeAgent qemu = new FakeAgent(socket, "nonsense\n", line -> "")) {
            assertThatThrownBy(() -> Monitor.open(socket, 101)).isInstanceOf(GuestException.class);
            assertThat(qemu.heard()).hasSizeLessThan(2);
        }
    }
}
