package no.fribyte.lbprov.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import no.fribyte.lbprov.simulator.guest.GuestException;
import no.fribyte.lbprov.simulator.guest.Hardware;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes with machines on them, and the cables between. */
class LabNodesIT {
    @TempDir
    private Path folder;

    private Bench bench;
    private LabMachines lab;
    private List<Network> outside;

    @BeforeEach
    void open() {
        bench = Bench.in(folder);
        lab = bench.lab;
        outside = List.of(
                new Network("lbprov-test-" + bench.place.id() + "-a"),
                new Network("lbprov-test-" + bench.place.id() + "-b"));
    }

    @AfterEach
    void close() {
        if (bench != null) {
            outside.forEach(Network::remove);
            bench.close();
        }
    }

    /** The state that the kernel tells of a process: R or S while it may run, T when it was stopped. */
    private String stateOf(Hardware machine) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(bench.pid(machine)), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    }

    @Test
    void a_node_without_power_takes_its_machines_with_it_and_no_others() throws IOException {
        Hardware there = bench.booted("pluto", 101);
        Hardware elsewhere = bench.booted("fergus", 102);

        lab.nodes().kill("pluto");

        assertThat(lab.isOn(there)).isFalse();
        assertThat(lab.isOn(elsewhere)).isTrue();
        assertThatThrownBy(() -> lab.powerOn(there))
                .isInstanceOf(GuestException.class)
                .hasMessage("node pluto is without power");
        lab.nodes().revive("pluto");
        lab.powerOn(there);
        bench.boots(there, 2);
    }

    @Test
    void a_frozen_node_stands_still_and_goes_on() throws IOException {
        Hardware machine = bench.booted("pluto", 101);

        lab.nodes().freeze("pluto");
        assertThat(stateOf(machine)).isEqualTo("T");
        assertThat(lab.isOn(machine)).isTrue();

        new LabMachines(bench.directory).nodes().thaw("pluto");
        assertThat(stateOf(machine)).isNotEqualTo("T");
        lab.reset(machine);
        bench.says(machine, "12");
        lab.nodes().freeze("pluto");
        lab.powerOff(machine);
        assertThat(lab.isOn(machine)).isFalse();
    }

    @Test
    void cutting_a_node_off_pulls_its_cables_and_those_of_machines_to_come() throws IOException {
        Hardware machine = bench.booted("pluto", 101);
        assertThat(uplink("pluto")).contains("state UP");

        lab.nodes().cut("pluto");
        assertThat(uplink("pluto")).contains("state DOWN");
        assertThat(lab.isOn(machine)).isTrue();
        lab.nodes().heal("pluto");
        assertThat(uplink("pluto")).contains("state UP");

        lab.nodes().cut("fergus");
        bench.booted("fergus", 102);
        assertThat(uplink("fergus")).contains("state DOWN");
    }

    private String uplink(String node) {
        Network network = lab.network().node(node);
        String link = network.links().stream()
                .filter(name -> name.matches("u[0-9a-f]{8}"))
                .findFirst()
                .orElseThrow();
        return Program.must(List.of("ip", "-netns", network.name(), "link", "show", link));
    }

    @Test
    void those_on_one_segment_see_each_other_and_a_tag_makes_another_segment() {
        for (int number = 0; number < 2; number++) {
            Network network = outside.get(number);
            network.make();
            lab.network().join(network.name(), "same", "vmbr0", 0);
            lab.network().join(network.name(), "same", "vmbr0", 0);
            lab.network().join(network.name(), "other", "vmbr0", 10 + number);
            network.batch(List.of(
                    "address add 198.51.100.%d/25 dev same".formatted(number + 1),
                    "address add 198.51.100.%d/25 dev other".formatted(number + 129)));
        }

        assertThat(sees("198.51.100.2")).isTrue();
        assertThat(sees("198.51.100.130")).isFalse();
    }

    /** Whether somebody on the same segment says that an address is his. */
    private boolean sees(String address) {
        Network here = outside.get(0);
        Program.Ending sent = Program.run(
                here.inside("bash", "-c", "echo > /dev/udp/%s/9; sleep 1".formatted(address)),
                "",
                Duration.ofSeconds(10));
        assertThat(sent.status()).isZero();
        return Program.must(List.of("ip", "-netns", here.name(), "neighbour", "show", address))
                .contains("lladdr");
    }
}
