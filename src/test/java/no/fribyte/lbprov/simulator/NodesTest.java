package no.fribyte.lbprov.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a node says of itself. */
class NodesTest {
    @TempDir
    Path directory;

    private final TestClock clock = new TestClock();
    private Simulator simulator;
    private PlainClient client;

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorOptions.instant(directory).withClock(clock));
        client = PlainClient.of(simulator, "pluto");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void a_node_tells_its_time() {
        clock.pass(Duration.ofHours(1));

        JsonNode time = client.get("/nodes/fergus/time").data();
        assertThat(time.path("time").asLong()).isEqualTo(clock.instant().getEpochSecond());
        assertThat(time.path("localtime").isNumber()).isTrue();
        assertThat(time.path("timezone").asString()).isEqualTo("UTC");
    }
}
