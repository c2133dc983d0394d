package no.fribyte.lbprov.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.simulator.guest.GuestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab without machines and namespaces: what is known of its nodes. */
class LabNodesTest {
    private final Path directory;
    private final LabMachines lab;

    LabNodesTest(@TempDir Path directory) {
        this.directory = directory;
        lab = new LabMachines(directory);
    }

    @Test
    void another_process_sees_what_happened_to_a_node() {
        lab.nodes().cut("pluto");
        lab.nodes().kill("fergus");

        LabNodes seen = new LabMachines(directory).nodes();

        assertThat(seen.state("pluto")).isEqualTo(NodeState.CUT);
        assertThat(seen.state("fergus")).isEqualTo(NodeState.DEAD);
        assertThat(seen.state("raptus")).isEqualTo(NodeState.UP);
    }

    @Test
    void whatever_happened_is_undone_one_way_or_the_other() {
        lab.nodes().freeze("pluto");
        assertThat(lab.nodes().state("pluto")).isEqualTo(NodeState.FROZEN);
        lab.nodes().thaw("pluto");
        assertThat(lab.nodes().state("pluto")).isEqualTo(NodeState.UP);
        lab.nodes().kill("pluto");
        lab.nodes().revive("pluto");
        assertThat(lab.nodes().state("pluto")).isEqualTo(NodeState.UP);
    }

    @Test
    void no_machine_is_switched_on_without_power() {
        lab.nodes().kill("pluto");

        assertThatThrownBy(() -> lab.powerOn(TestMachines.on("pluto", 101, List.of(), Optional.empty())))
                .isInstanceOf(GuestException.class)
                .hasMessage("node pluto is without power");
    }
}
