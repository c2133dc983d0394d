package no.fribyte.lbprov.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import no.fribyte.lbprov.simulator.world.DemoWorld;
import no.fribyte.lbprov.simulator.world.WorldSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Worlds can be written down. */
class WorldSpecTest {
    @TempDir
    Path directory;

    @Test
    void what_is_written_is_read() throws IOException {
        for (WorldSpec world : new WorldSpec[] {DemoWorld.cluster(), DemoWorld.standalone()}) {
            Path file = Files.writeString(directory.resolve("world.json"), world.toJson());
            assertThat(WorldSpec.read(file)).isEqualTo(world);
        }
    }

    @Test
    void what_is_left_out_is_empty() throws IOException {
        Path file = Files.writeString(directory.resolve("world.json"), """
                {"nodes": [{"name": "a", "address": "203.0.113.1"}],
                 "users": [{"id": "x@pve", "enabled": true, "tokens": [{"name": "t", "privsep": false}]}]}""");

        WorldSpec world = WorldSpec.read(file);
        assertThat(world.cluster()).isEmpty();
        assertThat(world.nodes().get(0).bridges()).isEmpty();
        assertThat(world.templates()).isEmpty();
        assertThat(world.users().get(0).tokens().get(0).secret()).isEmpty();
    }
}
